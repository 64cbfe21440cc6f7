"""The images endpoint."""

from functools import reduce
from operator import and_, or_

from django.db.models import Q, prefetch_related_objects
from rest_framework.fields import CharField, Field
from rest_framework.filters import BaseFilterBackend
from wagtail.api.v2.filters import FieldsFilter, OrderingFilter
from wagtail.api.v2.serializers import BaseSerializer
from wagtail.images.api.v2.views import ImagesAPIViewSet as WagtailImagesAPIViewSet

from cms.images.models import prefetch_renditions
from cms.images.representation import image_representation
from cms.pages.public import public_images

from .views import DeliveryMixin


class RenditionsField(Field):
    def to_representation(self, image):
        return image_representation(image, self.context["request"])["renditions"]


class TagsField(Field):
    """Like Wagtail's, but it takes the tags that were fetched for the whole list."""

    def to_representation(self, tags):
        return sorted(tag.name for tag in tags.all())


class ImageSerializer(BaseSerializer):
    title = CharField(source="description", read_only=True)
    tags = TagsField(read_only=True)
    renditions = RenditionsField(source="*", read_only=True)


class DescriptionSearchFilter(BaseFilterBackend):
    """`?search=`, in the description alone: what staff call a picture is not for the public to guess.

    Wagtail's search on SQLite cannot be told to leave the title out.
    """

    def filter_queryset(self, request, queryset, view):
        words = request.GET.get("search", "").replace("\x00", " ").split()
        if not words:
            return queryset
        combine = and_ if request.GET.get("search_operator") == "and" else or_
        return queryset.filter(reduce(combine, (Q(description__icontains=word) for word in words)))


def _without_download_url(names):
    return [name for name in names if name != "download_url"]


class ImagesAPIViewSet(DeliveryMixin, WagtailImagesAPIViewSet):
    """Wagtail's images endpoint, for those images that public pages show.

    Renditions take the place of `download_url`, which would be the original file, and the description that of the
    title, which may have been the name of a file.
    """

    follows_limits = True
    base_serializer_class = ImageSerializer
    filter_backends = [FieldsFilter, OrderingFilter, DescriptionSearchFilter]
    body_fields = [*WagtailImagesAPIViewSet.body_fields, "description", "credit", "sensitive", "renditions"]
    meta_fields = _without_download_url(WagtailImagesAPIViewSet.meta_fields)
    listing_default_fields = [
        *_without_download_url(WagtailImagesAPIViewSet.listing_default_fields),
        "description",
        "renditions",
    ]
    nested_default_fields = [
        *_without_download_url(WagtailImagesAPIViewSet.nested_default_fields),
        "renditions",
    ]

    def get_queryset(self):
        # As a subquery, since a search takes conditions on the image alone.
        return super().get_queryset().filter(pk__in=public_images().values("pk"))

    @classmethod
    def get_available_fields(cls, model, db_fields_only=False):
        """Neither filters nor order ask for the title: see `DescriptionSearchFilter`."""
        fields = super().get_available_fields(model, db_fields_only)
        return [name for name in fields if name != "title"] if db_fields_only else fields

    def paginate_queryset(self, queryset):
        images = list(super().paginate_queryset(queryset))
        prefetch_renditions(images)
        prefetch_related_objects(images, "tags")
        return images
