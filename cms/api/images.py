"""The images endpoint."""

from django.db.models import prefetch_related_objects
from rest_framework.fields import Field
from wagtail.api.v2.serializers import BaseSerializer
from wagtail.images.api.v2.views import ImagesAPIViewSet as WagtailImagesAPIViewSet

from cms.images.models import prefetch_renditions
from cms.images.representation import image_representation


class RenditionsField(Field):
    def to_representation(self, image):
        return image_representation(image, self.context["request"])["renditions"]


class TagsField(Field):
    """Like Wagtail's, but it takes the tags that were fetched for the whole list."""

    def to_representation(self, tags):
        return sorted(tag.name for tag in tags.all())


class ImageSerializer(BaseSerializer):
    tags = TagsField(read_only=True)
    renditions = RenditionsField(source="*", read_only=True)


def _without_download_url(names):
    return [name for name in names if name != "download_url"]


class ImagesAPIViewSet(WagtailImagesAPIViewSet):
    """Wagtail's images endpoint with renditions in place of `download_url`, which would be the original file."""

    base_serializer_class = ImageSerializer
    body_fields = [*WagtailImagesAPIViewSet.body_fields, "description", "credit", "renditions"]
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

    def paginate_queryset(self, queryset):
        images = list(super().paginate_queryset(queryset))
        prefetch_renditions(images)
        prefetch_related_objects(images, "tags")
        return images
