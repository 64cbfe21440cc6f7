"""The documents endpoint."""

from wagtail.documents.api.v2.views import DocumentsAPIViewSet as WagtailDocumentsAPIViewSet

from .filters import FILTERS
from .views import DeliveryMixin


class DocumentsAPIViewSet(DeliveryMixin, WagtailDocumentsAPIViewSet):
    """Wagtail's documents endpoint."""

    filter_backends = FILTERS
