"""The documents endpoint."""

from rest_framework.fields import CharField, IntegerField
from wagtail.documents.api.v2.serializers import DocumentSerializer as WagtailDocumentSerializer
from wagtail.documents.api.v2.views import DocumentsAPIViewSet as WagtailDocumentsAPIViewSet

from cms.api.v2.filters import FILTERS
from cms.api.v2.representing import CachedSerializersMixin
from cms.api.v2.serializers import ReusableSerializerMixin
from cms.api.v2.views import APIViewMixin
from cms.visibility import public_documents


class DocumentSerializer(ReusableSerializerMixin, WagtailDocumentSerializer):
    """Wagtail's document serializer, shared by requests."""

    extension = CharField(source="file_extension", read_only=True)
    media_type = CharField(source="content_type", read_only=True)
    size = IntegerField(source="file_size", read_only=True)


class DocumentsAPIViewSet(CachedSerializersMixin, APIViewMixin, WagtailDocumentsAPIViewSet):
    """Wagtail's documents endpoint, limited to documents on public pages."""

    base_serializer_class = DocumentSerializer
    filter_backends = FILTERS
    body_fields = [*WagtailDocumentsAPIViewSet.body_fields, "extension", "media_type", "size"]
    listing_default_fields = [
        *WagtailDocumentsAPIViewSet.listing_default_fields,
        "extension",
        "media_type",
        "size",
    ]

    def get_queryset(self):
        # A subquery, because search backends do not support filters on related models.
        return super().get_queryset().filter(pk__in=public_documents().values("pk"))

    def paginate_queryset(self, queryset):
        page = super().paginate_queryset(queryset)
        ids = [document.pk for document in page]
        documents = self.model.objects.prefetch_related("tags").in_bulk(ids)
        return [documents[pk] for pk in ids]
