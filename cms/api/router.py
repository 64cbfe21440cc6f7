"""The delivery API: Wagtail's API v2, the same for everyone, with images that never show their original.

https://docs.wagtail.org/en/stable/advanced_topics/api/v2/usage.html
"""

from rest_framework.renderers import JSONRenderer
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.documents.api.v2.views import DocumentsAPIViewSet

from cms.consent.channels import Channel, showing_on

from .images import ImagesAPIViewSet
from .pages import PagesAPIViewSet
from .redirects import RedirectsAPIViewSet

router = WagtailAPIRouter("api_v2")


class Anonymous:
    """Takes everyone for anonymous, and answers in JSON alone.

    A session would show its owner more than the public, and would make answers vary by cookie, which defeats caching.
    """

    authentication_classes = []
    renderer_classes = [JSONRenderer]

    def dispatch(self, request, *args, **kwargs):
        with showing_on(Channel.APPS):
            return super().dispatch(request, *args, **kwargs)

    def initialize_request(self, request, *args, **kwargs):
        request.session = {}
        return super().initialize_request(request, *args, **kwargs)


def _register(name, viewset):
    router.register_endpoint(name, type(f"Public{viewset.__name__}", (Anonymous, viewset), {}))


_register("pages", PagesAPIViewSet)
_register("images", ImagesAPIViewSet)
_register("documents", DocumentsAPIViewSet)
_register("redirects", RedirectsAPIViewSet)
