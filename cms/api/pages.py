"""The pages endpoint."""

from wagtail.api.v2.views import PagesAPIViewSet as WagtailPagesAPIViewSet

from cms.pages.public import public_pages

from .views import DeliveryMixin


class PagesAPIViewSet(DeliveryMixin, WagtailPagesAPIViewSet):
    """Wagtail's pages endpoint, which asks our one rule what is public."""

    def get_base_queryset(self):
        return public_pages(super().get_base_queryset())
