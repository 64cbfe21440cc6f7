"""The delivery API: Wagtail's API v2, the same for everyone, with images that never show their original.

https://docs.wagtail.org/en/stable/advanced_topics/api/v2/usage.html
"""

from django.core.exceptions import ImproperlyConfigured
from wagtail.api.v2.router import WagtailAPIRouter

from cms.api.preview.views import PagePreviewAPIViewSet
from cms.api.v2.documents import DocumentsAPIViewSet
from cms.api.v2.forms import FormsAPIViewSet
from cms.api.v2.images import ImagesAPIViewSet
from cms.api.v2.pages import PagesAPIViewSet
from cms.api.v2.redirects import RedirectsAPIViewSet
from cms.plugins.registry import registry

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
    for name, viewset in CORE_ENDPOINTS.items():
        built.register_endpoint(name, viewset)
    holders = dict.fromkeys([*CORE_ENDPOINTS, "docs"], "cms")
    for plugin in plugins:
        with plugin.attribute_errors("its api_endpoints() cannot be used"):
            for name, viewset in plugin.api_endpoints().items():
                if name in holders:
                    raise ImproperlyConfigured(
                        f"Two have an API endpoint “{name}”: “{holders[name]}” has it already, so “{plugin.name}” "
                        "cannot. Rename one in `api_endpoints()`."
                    )
                if not isinstance(getattr(viewset, "model", None), type):
                    raise ImproperlyConfigured(f"“{name}” is {viewset!r}, which is no viewset with a `model`")
                holders[name] = plugin.name
                built.register_endpoint(name, viewset)
    return built


router = build_router(registry)
