"""URLconf of the project. The page route comes last because it matches every path."""

from django.conf import settings
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents.views.serve import authenticate_with_password

from cms.accounts import urls as accounts_urls
from cms.accounts.views import LoginView
from cms.api.openapi.description import urlpatterns as openapi_urls
from cms.api.router import router
from cms.api.v2.views import unknown_address
from cms.delivery.cross_origin import refuse_cross_origin_requests
from cms.delivery.media.documents import serve_document
from cms.delivery.media.images import serve_rendition
from cms.feeds.views import serve_feed
from cms.markdown.views import llms_txt, serve_markdown
from cms.metadata.views import manifest, robots, security_txt, serve_favicon, serve_icon, serve_share_image
from cms.pages.sitemaps import sitemap
from cms.routing import serve
from cms.search.views import search_page, suggest

handler400 = "cms.delivery.error_pages.bad_request"
handler403 = "cms.delivery.error_pages.permission_denied"
handler404 = "cms.delivery.error_pages.page_not_found"
handler500 = "cms.delivery.error_pages.server_error"


# Wagtail's addresses that would open a session by a password alone. `cms.accounts.urls` has them, too.
LOGIN_ADDRESSES = ("login/", "logout/", "password_reset/")


PART_OF_PAGE = r"^(?P<path>(?:[\w\-]+/)*)"
"""The path of a page, as in Wagtail's `serve_pattern`, before the name of one of its parts."""


def _without(urls, *names):
    """Return the URL patterns of the module `urls`, except those named `names`, by name or path."""
    return [
        pattern
        for pattern in urls.urlpatterns
        if getattr(pattern, "name", None) not in names and str(pattern.pattern) not in names
    ]


def _v3_urls():
    """Return the URL patterns of the API v3 if it is enabled. Importing it builds its schemas, which takes time."""
    if not settings.API_V3:
        return []
    from cms.api.v3.urls import urls

    return [path("api/v3/", urls)]


urlpatterns = [
    path("admin/", include(accounts_urls)),
    # The test of errors raises one on purpose.
    path("admin/", include(_without(wagtailadmin_urls, "wagtailadmin_error_test", *LOGIN_ADDRESSES))),
    path("api/v2/", include(openapi_urls)),
    path("api/v2/", router.urls),
    *_v3_urls(),
    re_path("^api/", unknown_address),
    re_path(r"^documents/(?P<document_id>\d+)/(?P<name>[^/]*)$", serve_document, name="wagtaildocs_serve"),
    path(
        "documents/authenticate_with_password/<int:restriction_id>/",
        authenticate_with_password,
        name="wagtaildocs_authenticate_with_password",
    ),
    path("search/", search_page, name="search"),
    path("search/suggest/", suggest, name="search_suggest"),
    path("sitemap.xml", sitemap),
    path("sitemap-<section>.xml", sitemap, name="sitemap_section"),
    path("robots.txt", robots),
    path(".well-known/security.txt", security_txt),
    path("site.webmanifest", manifest, name="manifest"),
    path("favicon.ico", serve_favicon),
    path("apple-touch-icon.png", serve_icon, name="apple_touch_icon"),
    path("icon-<int:size>.png", serve_icon, name="icon"),
    path("llms.txt", llms_txt),
    re_path(PART_OF_PAGE + r"index\.md$", serve_markdown),
    re_path(PART_OF_PAGE + r"feed\.xml$", serve_feed),
    re_path(PART_OF_PAGE + r"share\.png$", serve_share_image),
    re_path(r"^images/(?P<name>[\w.-]+)$", serve_rendition, name="rendition"),
    path("_util/login/", LoginView.as_view(), name="wagtailcore_login"),
    path("", include(_without(wagtail_urls, "wagtail_serve", "wagtailcore_login"))),
    re_path(wagtail_urls.serve_pattern, refuse_cross_origin_requests(serve), name="wagtail_serve"),
]
