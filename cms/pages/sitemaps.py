"""The map of the site for search engines: https://www.sitemaps.org/protocol.html"""

from wagtail.contrib.sitemaps.sitemap_generator import Sitemap

from .public import of_types_that_run, with_consent


class PublicSitemap(Sitemap):
    """Wagtail's, which holds what is published and open to everyone, as far as consents allow it."""

    def items(self):
        return with_consent(of_types_that_run(super().items()))
