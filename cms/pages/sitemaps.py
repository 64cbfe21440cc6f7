"""The map of the site for search engines: https://www.sitemaps.org/protocol.html"""

from wagtail.contrib.sitemaps.sitemap_generator import Sitemap
from wagtail.models import Page

from cms.consent.channels import Channel, showing_on
from cms.visibility import EVERYONE, note, note_list, public_pages


class PublicSitemap(Sitemap):
    """Wagtail's, with what is public to everyone, whoever asks."""

    def items(self):
        with showing_on(Channel.WEBSITE, EVERYONE):
            pages = public_pages(super().items())
            note_list(Page)
            note(Page.objects.filter(pk__in=pages.order_by().values("pk")))
        return pages
