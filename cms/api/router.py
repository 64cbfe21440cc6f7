"""The delivery API: Wagtail's API v2, with images that never show their original.

https://docs.wagtail.org/en/stable/advanced_topics/api/v2/usage.html
"""

from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.contrib.redirects.api import RedirectsAPIViewSet
from wagtail.documents.api.v2.views import DocumentsAPIViewSet

from .images import ImagesAPIViewSet

router = WagtailAPIRouter("api_v2")


def _register(name, viewset):
    """Add an endpoint that takes everyone for anonymous.

    Session authentication would show staff more than the public, and adds `Vary: Cookie`, which defeats caching.
    """
    public = type(f"Public{viewset.__name__}", (viewset,), {"authentication_classes": []})
    router.register_endpoint(name, public)


_register("pages", PagesAPIViewSet)
_register("images", ImagesAPIViewSet)
_register("documents", DocumentsAPIViewSet)
_register("redirects", RedirectsAPIViewSet)
