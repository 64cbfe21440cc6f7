"""The sitemap for search engines (https://www.sitemaps.org/protocol.html).

It names the images of each page: https://developers.google.com/search/docs/crawling-indexing/sitemaps/image-sitemaps.
"""

from collections import defaultdict
from urllib.parse import urlsplit

from django.contrib.sitemaps.views import index
from django.contrib.sitemaps.views import sitemap as sitemap_of_section
from django.http import Http404
from wagtail.contrib.sitemaps.sitemap_generator import Sitemap
from wagtail.models import Page, Site

from cms.context.channels import Channel
from cms.context.request import use_context
from cms.images.models import ContentImage
from cms.loader import load_many
from cms.pages.models import ContentPage
from cms.pages.pagination import CountedOncePaginator
from cms.visibility import EVERYONE, add_dependencies, add_list_dependency, public_by_row

TEMPLATE = "cms_pages/sitemap.xml"
SECTION_SIZE = 1000
"""The largest number of pages in one sitemap. The format allows 50,000, which would take a minute."""


def sitemap(request, section=None):
    """Return the sitemap, or an index of its sections if it has several: `/sitemap-pages.xml?p=2` is the second."""
    pages = PublicSitemap(request)
    sitemaps = {"pages": pages}
    if section is None and pages.paginator.num_pages > 1:
        response = index(request, sitemaps, sitemap_url_name="sitemap_section")
        for item in response.context_data["sitemaps"]:  # Django's view takes the host of the request
            address = urlsplit(item.location)
            item.location = f"{pages.get_wagtail_site().root_url}{address.path}{address.query and '?'}{address.query}"
        return response
    return sitemap_of_section(request, sitemaps, section, template_name=TEMPLATE)


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
            return public_by_row(Page.objects.order_by("path"), among=below).specific()

    def get_urls(self, page=1, site=None, protocol=None):
        pages = list(self.paginator.page(page).object_list)
        add_dependencies(Page.objects.filter(pk__in=[one.pk for one in pages]))
        for one in pages:
            # Wagtail's date of a page that was never published, which a draft changes
            one.latest_revision_created_at = None
        with use_context(Channel.WEBSITE, EVERYONE):
            images = _image_addresses(pages)
        return [entry | {"images": images[one.pk]} for one in pages for entry in one.get_sitemap_urls(self.request)]

    def get_latest_lastmod(self):
        """Return None, the date of no section: all pages would be read for it."""
        return


def _image_addresses(pages):
    """Return the addresses of the images of `pages` that other sites may show: lists by the id of the page."""
    chosen = defaultdict(dict)
    for page in pages:
        if isinstance(page, ContentPage):
            names = {field.name for field in page._meta.concrete_fields}  # others would be read for each page
            chosen[page.pk] = {pk: page for model, pk in page.api_references(names) if model is ContentImage and pk}
    found = load_many(ContentImage, [pk for images in chosen.values() for pk in images])
    addresses = defaultdict(list)
    for page_id, images in chosen.items():
        for pk, page in images.items():
            image = found.get(pk)
            if image and image.is_for_other_sites and (renditions := image.renditions_of("content")):
                addresses[page_id].append(page.get_url_parts()[1] + renditions[-1].url)
    return addresses
