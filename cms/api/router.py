"""The delivery API: Wagtail's API v2, the same for everyone, with images that never show their original.

https://docs.wagtail.org/en/stable/advanced_topics/api/v2/usage.html
"""

from wagtail.api.v2.router import WagtailAPIRouter

from .documents import DocumentsAPIViewSet
from .images import ImagesAPIViewSet
from .pages import PagesAPIViewSet
from .preview.views import PagePreviewAPIViewSet
from .redirects import RedirectsAPIViewSet

router = WagtailAPIRouter("api_v2")
router.register_endpoint("pages", PagesAPIViewSet)
router.register_endpoint("images", ImagesAPIViewSet)
router.register_endpoint("documents", DocumentsAPIViewSet)
router.register_endpoint("redirects", RedirectsAPIViewSet)
# After the pages, which Wagtail then takes for the endpoint of a page.
router.register_endpoint("page_preview", PagePreviewAPIViewSet)
