"""The documents endpoint."""

from wagtail.documents.api.v2.serializers import DocumentSerializer as WagtailDocumentSerializer
from wagtail.documents.api.v2.views import DocumentsAPIViewSet as WagtailDocumentsAPIViewSet

from cms.visibility import public_documents

from .filters import FILTERS
from .serializers import Shared
from .views import DeliveryMixin, SharedSerializers


class DocumentSerializer(Shared, WagtailDocumentSerializer):
    """Wagtail's, shared by answers."""


class DocumentsAPIViewSet(SharedSerializers, DeliveryMixin, WagtailDocumentsAPIViewSet):
    """Wagtail's documents endpoint, for those documents that public pages show."""

    base_serializer_class = DocumentSerializer
    filter_backends = FILTERS

    def get_queryset(self):
        return super().get_queryset().filter(pk__in=public_documents().values("pk"))

    def paginate_queryset(self, queryset):
        found = super().paginate_queryset(queryset)
        ids = [document.pk for document in found]
        documents = self.model.objects.prefetch_related("tags").in_bulk(ids)
        return [documents[pk] for pk in ids]
