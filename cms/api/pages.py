"""The pages endpoint."""

from wagtail.api.v2.views import PagesAPIViewSet as WagtailPagesAPIViewSet

from cms.pages.public import public_pages

from .filters import PAGE_FILTERS
from .views import DeliveryMixin


class PagesAPIViewSet(DeliveryMixin, WagtailPagesAPIViewSet):
    """Wagtail's pages endpoint, which asks our one rule what is public."""

    filter_backends = PAGE_FILTERS

    def get_base_queryset(self):
        return public_pages(super().get_base_queryset())
