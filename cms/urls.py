"""All addresses of the site. Pages come last: they take whatever is left."""

from django.conf import settings
from django.conf.urls.static import static
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from cms.api.router import router
from cms.pages.views import robots, search

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("api/v2/", router.urls),
    path("documents/", include(wagtaildocs_urls)),
    path("search/", search, name="search"),
    path("sitemap.xml", sitemap),
    path("robots.txt", robots),
    # Serves uploads in development only; the helper returns nothing when DEBUG is off.
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
    path("", include(wagtail_urls)),
]
