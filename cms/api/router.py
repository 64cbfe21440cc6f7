"""The delivery API: Wagtail's API v2, the same for everyone, with images that never show their original.

https://docs.wagtail.org/en/stable/advanced_topics/api/v2/usage.html
"""

from django.core.exceptions import ImproperlyConfigured
from wagtail.api.v2.router import WagtailAPIRouter

from cms.content_types.registry import registry

from .documents import DocumentsAPIViewSet
from .forms import FormsAPIViewSet
from .images import ImagesAPIViewSet
from .pages import PagesAPIViewSet
from .preview.views import PagePreviewAPIViewSet
from .redirects import RedirectsAPIViewSet

CORE_ENDPOINTS = {
    "pages": PagesAPIViewSet,
    "images": ImagesAPIViewSet,
    "documents": DocumentsAPIViewSet,
    "redirects": RedirectsAPIViewSet,
    "forms": FormsAPIViewSet,
    # After the pages, which Wagtail then takes for the endpoint of a page.
    "page_preview": PagePreviewAPIViewSet,
}


def build_router(plugins):
    """Return a router of the core's endpoints and those of `plugins`.

    Raises ImproperlyConfigured, naming both, if two have an endpoint of one name.
    """
    built = WagtailAPIRouter("api_v2")
    holders = {}
    offers = [("cms", CORE_ENDPOINTS), *((plugin.name, plugin.api_endpoints()) for plugin in plugins)]
    for holder, endpoints in offers:
        for name, viewset in endpoints.items():
            if name in holders:
                raise ImproperlyConfigured(
                    f"Two have an API endpoint “{name}”: “{holders[name]}” has it already, so “{holder}” cannot. "
                    "Rename one in `api_endpoints()`."
                )
            holders[name] = holder
            built.register_endpoint(name, viewset)
    return built


router = build_router(registry)
