"""The documents endpoint."""

from wagtail.documents.api.v2.views import DocumentsAPIViewSet as WagtailDocumentsAPIViewSet

from .views import DeliveryMixin


class DocumentsAPIViewSet(DeliveryMixin, WagtailDocumentsAPIViewSet):
    """Wagtail's documents endpoint."""
