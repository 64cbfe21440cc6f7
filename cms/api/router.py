"""Router of the delivery API, which is Wagtail's API v2 with the endpoints of the core and of plugins.

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
from cms.api.v2.site_content import MenusAPIViewSet, PracticeAPIViewSet
from cms.plugins.conventions import endpoints
from cms.plugins.registry import registry

CORE_ENDPOINTS = {
    "pages": PagesAPIViewSet,
    "images": ImagesAPIViewSet,
    "documents": DocumentsAPIViewSet,
    "redirects": RedirectsAPIViewSet,
    "forms": FormsAPIViewSet,
    "practice": PracticeAPIViewSet,
    "menus": MenusAPIViewSet,
    # After “pages”: Wagtail builds `detail_url` with the first endpoint for a model.
    "page_preview": PagePreviewAPIViewSet,
}


def build_router(plugins):
    """Return a router with the endpoints of the core and of `plugins`.

    Raises ImproperlyConfigured if two endpoints have the same name.
    """
    built = WagtailAPIRouter("api_v2")
    for name, viewset in CORE_ENDPOINTS.items():
        built.register_endpoint(name, viewset)
    owners = dict.fromkeys([*CORE_ENDPOINTS, "docs"], "cms")
    for plugin in plugins:
        with plugin.attribute_errors("its api.py cannot be used"):
            for name, viewset in endpoints(plugin).items():
                if name in owners:
                    raise ImproperlyConfigured(
                        f"The API endpoint “{name}” of “{plugin.name}” is already registered by "
                        f"“{owners[name]}”. Rename one of them in `endpoints`."
                    )
                if not isinstance(getattr(viewset, "model", None), type):
                    raise ImproperlyConfigured(f"“{name}” is {viewset!r}, not a viewset with a `model`")
                owners[name] = plugin.name
                built.register_endpoint(name, viewset)
    return built


router = build_router(registry)
