"""What pictures have to have before a page that shows them is published."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.models import ReferenceIndex

from cms.images.models import ContentImage


def image_problems(instance, at=None):
    """Return what is wrong with the pictures of `instance`: `(field name or None, sentence for staff)`."""
    return [*_without_alt_text(instance), *_without_consent(instance, at)]


def images_of(instance):
    """Return the pictures that `instance` shows, wherever in its fields, blocks and child objects."""
    wanted = ContentType.objects.get_for_model(ContentImage).pk
    # What Wagtail itself indexes references with. It reads the instance as it is, saved or not.
    found = ReferenceIndex._extract_references_from_object(instance)
    ids = {object_id for content_type_id, object_id, *_path in found if content_type_id == wanted}
    return ContentImage.objects.filter(pk__in=ids)


def _without_alt_text(instance):
    """Blocks ask for alt text by themselves. Fields take the description of the picture."""
    for field in instance._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and field.related_model is ContentImage:
            image = getattr(instance, field.name)
            if image and not image.description:
                yield (
                    field.name,
                    f"The picture “{image.title}” has no description, which is read to those who cannot see it. "
                    "Open the picture and fill it in.",
                )


def _without_consent(instance, at):
    others = images_of(instance).exclude(pk__in=instance.own_pictures())
    for image in others.select_related("consent"):
        if problem := image.consent_problem(at):
            yield None, f"The picture “{image.title}” cannot be shown. {problem}"
