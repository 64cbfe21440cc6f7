"""The sitemap for search engines (https://www.sitemaps.org/protocol.html)."""

from django.contrib.sitemaps.views import index
from django.contrib.sitemaps.views import sitemap as sitemap_of_section
from django.http import Http404
from wagtail.contrib.sitemaps.sitemap_generator import Sitemap
from wagtail.models import Page, Site

from cms.context.channels import Channel
from cms.context.request import use_context
from cms.pages.pagination import CountedOncePaginator
from cms.visibility import EVERYONE, add_dependencies, add_list_dependency, public_by_row

SECTION_SIZE = 1000
"""The largest number of pages in one sitemap. The format allows 50,000, which would take a minute."""


def sitemap(request, section=None):
    """Return the sitemap, or an index of its sections if it has several: `/sitemap-pages.xml?p=2` is the second."""
    sitemaps = {"pages": PublicSitemap(request)}
    if section is None and sitemaps["pages"].paginator.num_pages > 1:
        return index(request, sitemaps, sitemap_url_name="sitemap_section")
    return sitemap_of_section(request, sitemaps, section)


class PublicSitemap(Sitemap):
    """Wagtail's sitemap, restricted to pages that are public to anonymous visitors."""

    def get_wagtail_site(self):
        """Return the site of the request. Raises Http404 if no site matches and there is no default site."""
        site = Site.find_for_request(self.request)
        if site is None:
            raise Http404("No site matches this host and port.")
        return site

    @property
    def paginator(self):
        return CountedOncePaginator(self.items(), SECTION_SIZE)

    def items(self):
        add_list_dependency(Page)
        with use_context(Channel.WEBSITE, EVERYONE):
            below = self.get_wagtail_site().root_page.get_descendants(inclusive=True)
            return public_by_row(Page.objects.order_by("path").defer_streamfields(), among=below).specific()

    def get_urls(self, page=1, site=None, protocol=None):
        pages = list(self.paginator.page(page).object_list)
        add_dependencies(Page.objects.filter(pk__in=[one.pk for one in pages]))
        for one in pages:
            # Wagtail's date of a page that was never published, which a draft changes
            one.latest_revision_created_at = None
        return [entry for one in pages for entry in one.get_sitemap_urls(self.request)]

    def get_latest_lastmod(self):
        """Return None, the date of no section: all pages would be read for it."""
        return
