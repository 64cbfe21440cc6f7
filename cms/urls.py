"""All addresses of the site. Pages come last: they take whatever is left."""

from django.conf import settings
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from cms.api.openapi import urlpatterns as openapi_urls
from cms.api.router import router
from cms.api.views import unknown_address
from cms.images.views import serve_rendition
from cms.pages.sitemaps import PublicSitemap
from cms.pages.views import robots, search

handler400 = "cms.error_pages.bad_request"
handler403 = "cms.error_pages.permission_denied"
handler404 = "cms.error_pages.page_not_found"
handler500 = "cms.error_pages.server_error"


def _v3():
    """Return the addresses of the API v3 where it is wanted. Its schemas are built when it is imported."""
    if not settings.API_V3:
        return []
    from cms.api.v3 import urls

    return [path("api/v3/", urls)]


urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("api/v2/", include(openapi_urls)),
    path("api/v2/", router.urls),
    *_v3(),
    re_path("^api/", unknown_address),
    path("documents/", include(wagtaildocs_urls)),
    path("search/", search, name="search"),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": PublicSitemap}}),
    path("robots.txt", robots),
    re_path(r"^images/(?P<name>[\w.-]+)$", serve_rendition, name="rendition"),
    path("", include(wagtail_urls)),
]
