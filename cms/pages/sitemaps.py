"""The map of the site for search engines: https://www.sitemaps.org/protocol.html"""

from django.http import Http404
from wagtail.contrib.sitemaps.sitemap_generator import Sitemap
from wagtail.models import Page, Site

from cms.consent.channels import Channel, showing_on
from cms.visibility import EVERYONE, note, note_list, public_pages


class PublicSitemap(Sitemap):
    """Wagtail's, with what is public to everyone, whoever asks."""

    def get_wagtail_site(self):
        """Return the site of the request. Raises Http404 where none matches and none is the default."""
        site = Site.find_for_request(self.request)
        if site is None:
            raise Http404("No site matches this host and port.")
        return site

    def items(self):
        with showing_on(Channel.WEBSITE, EVERYONE):
            pages = public_pages(super().items())
            note_list(Page)
            note(Page.objects.filter(pk__in=pages.order_by().values("pk")))
        return pages
