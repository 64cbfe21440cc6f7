"""The sitemap for search engines (https://www.sitemaps.org/protocol.html)."""

from django.http import Http404
from wagtail.contrib.sitemaps.sitemap_generator import Sitemap
from wagtail.models import Page, Site

from cms.context.channels import Channel
from cms.context.request import use_context
from cms.visibility import EVERYONE, add_dependencies, add_list_dependency, public_pages


class PublicSitemap(Sitemap):
    """Wagtail's sitemap, restricted to pages that are public to anonymous visitors."""

    def get_wagtail_site(self):
        """Return the site of the request. Raises Http404 if no site matches and there is no default site."""
        site = Site.find_for_request(self.request)
        if site is None:
            raise Http404("No site matches this host and port.")
        return site

    def items(self):
        with use_context(Channel.WEBSITE, EVERYONE):
            pages = public_pages(super().items())
            add_list_dependency(Page)
            add_dependencies(Page.objects.filter(pk__in=pages.order_by().values("pk")))
        return pages
