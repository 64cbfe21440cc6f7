"""The addresses that Wagtail's own tests request, answered by the endpoints of the project."""

from django.core.signals import setting_changed
from django.urls import path
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.images.api.v2.views import ImagesAPIViewSet as WagtailImagesAPIViewSet
from wagtail.images.models import Image

from cms.api.router import CORE_ENDPOINTS
from cms.api.v2.pages import PagesAPIViewSet
from cms.api.v2.representing import _serializer
from cms.api.v2.views import APIViewMixin
from cms.urls import urlpatterns as project_urls


class NoMetaPagesAPIViewSet(PagesAPIViewSet):
    """The endpoint of Wagtail's regression test for issue 10411."""

    meta_fields = []


class WagtailsImagesAPIViewSet(APIViewMixin, WagtailImagesAPIViewSet):
    """An endpoint of Wagtail's own image model, to which the pages of Wagtail's tests refer."""

    model = Image
    base_serializer_class = WagtailImagesAPIViewSet.base_serializer_class


router = WagtailAPIRouter("wagtailapi_v2")
for name, viewset in CORE_ENDPOINTS.items():
    router.register_endpoint(name, viewset)
router.register_endpoint("wagtails_images", WagtailsImagesAPIViewSet)
router.register_endpoint("issue_10411", NoMetaPagesAPIViewSet)

urlpatterns = [path("api/main/", router.urls), *project_urls]


def _forget_serializers(**kwargs):
    """Clear the cache of serializers, which assumes that settings do not change. Tests change them."""
    _serializer.cache_clear()


setting_changed.connect(_forget_serializers)
