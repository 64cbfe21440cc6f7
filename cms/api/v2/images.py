"""The images endpoint."""

from functools import reduce
from operator import and_, or_

from django.conf import settings
from django.db.models import Q, prefetch_related_objects
from rest_framework.fields import BooleanField, CharField, Field
from rest_framework.filters import BaseFilterBackend
from wagtail.api.v2.utils import BadRequestError
from wagtail.images.api.v2.views import ImagesAPIViewSet as WagtailImagesAPIViewSet

from cms.api.v2.filters import FieldsFilter, OrderingFilter
from cms.api.v2.pagination import CursorPagination
from cms.api.v2.representing import CachedSerializersMixin
from cms.api.v2.serializers import ReusableSerializer
from cms.api.v2.views import APIViewMixin
from cms.images.models import ContentImage
from cms.images.representation import (
    FocalPoint,
    Renditions,
    focal_point_representation,
    full_url,
    renditions_representation,
)
from cms.loader import load_many
from cms.visibility import public_images


class RenditionsField(Field):
    def to_representation(self, image) -> Renditions:
        return renditions_representation(image, full_url(self.context["request"], ""))


class FocalPointField(Field):
    def to_representation(self, image) -> FocalPoint | None:
        return focal_point_representation(image)


class ImageSerializer(ReusableSerializer):
    title = CharField(source="description", read_only=True)
    alt = CharField(source="description", read_only=True)
    focal_point = FocalPointField(source="*", read_only=True)
    renditions = RenditionsField(source="*", read_only=True)
    renditions_pending = BooleanField(read_only=True)


class DescriptionSearchFilter(BaseFilterBackend):
    """`?search=` in the description only. The title is internal to staff, so visitors must not be able to probe it.

    Wagtail's search backend for SQLite cannot exclude the title.
    """

    def filter_queryset(self, request, queryset, view):
        if "search" in request.GET and not getattr(settings, "WAGTAILAPI_SEARCH_ENABLED", True):
            raise BadRequestError("search is disabled")
        words = request.GET.get("search", "").replace("\x00", " ").split()
        if not words:
            return queryset
        combine = and_ if request.GET.get("search_operator") == "and" else or_
        return queryset.filter(reduce(combine, (Q(description__icontains=word) for word in words)))


def _without_download_url(names):
    return [name for name in names if name != "download_url"]


class ImagesAPIViewSet(CachedSerializersMixin, APIViewMixin, WagtailImagesAPIViewSet):
    """Wagtail's images endpoint, limited to images on public pages.

    `renditions` replace `download_url`, which would expose the original file. `title` contains the description,
    because the real title may be a file name.
    """

    supports_scoped_tokens = True
    base_serializer_class = ImageSerializer
    filter_backends = [FieldsFilter, OrderingFilter, DescriptionSearchFilter]
    pagination_class = CursorPagination
    known_query_parameters = WagtailImagesAPIViewSet.known_query_parameters | {"cursor"}
    body_fields = [
        *WagtailImagesAPIViewSet.body_fields,
        "description",
        "alt",
        "focal_point",
        "dominant_color",
        "credit",
        "sensitive",
        "renditions",
        "renditions_pending",
    ]
    meta_fields = _without_download_url(WagtailImagesAPIViewSet.meta_fields)
    listing_default_fields = [
        *_without_download_url(WagtailImagesAPIViewSet.listing_default_fields),
        "description",
        "renditions",
        "renditions_pending",
    ]
    nested_default_fields = [
        *_without_download_url(WagtailImagesAPIViewSet.nested_default_fields),
        "renditions",
        "renditions_pending",
    ]

    def get_queryset(self):
        return public_images(super().get_queryset())

    @classmethod
    def get_available_fields(cls, model, db_fields_only=False):
        """Exclude the title from filters and ordering: see `DescriptionSearchFilter`."""
        fields = super().get_available_fields(model, db_fields_only)
        return [name for name in fields if name != "title"] if db_fields_only else fields

    def paginate_queryset(self, queryset):
        ids = super().paginate_queryset(queryset.values_list("pk", flat=True))
        return self.fetch(list(ids))

    def get_object(self):
        return self.fetch([super().get_object().pk])[0]

    def fetch(self, ids):
        """Return the images with these `ids`, in this order, with renditions and tags prefetched."""
        images = list(load_many(ContentImage, ids).values())
        if images and "tags" in self.field_names(ContentImage):
            prefetch_related_objects(images, "tags")
        return images
