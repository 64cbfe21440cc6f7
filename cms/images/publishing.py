"""The conditions that images have to meet before a page that shows them is published."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext as _
from wagtail.models import ReferenceIndex

from cms.images.models import ContentImage


def image_problems(instance, at=None, own=()):
    """Return the problems of the images of `instance`: a list of `(field name or None, sentence for staff)`.

    `own` are the ids of the images that publishing puts under the consent of `instance`.
    """
    return [*_without_alt_text(instance), *_without_consent(instance, at, own)]


def images_of(instance):
    """Return the images that `instance` shows in its fields, blocks and child objects."""
    image_type_id = ContentType.objects.get_for_model(ContentImage).pk
    # Wagtail has no public method that extracts references of an unsaved instance.
    references = ReferenceIndex._extract_references_from_object(instance)
    ids = {object_id for content_type_id, object_id, *_path in references if content_type_id == image_type_id}
    return ContentImage.objects.filter(pk__in=ids)


def _without_alt_text(instance):
    """Yield problems of image fields, whose alt text is the description. Blocks validate their own alt text."""
    for field in instance._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and field.related_model is ContentImage:
            image = getattr(instance, field.name)
            if image and not image.description:
                yield (
                    field.name,
                    _(
                        "The image “{title}” has no description, which screen readers read aloud. Open the image and "
                        "add a description."
                    ).format(title=image.title),
                )


def _without_consent(instance, at, own):
    others = images_of(instance).exclude(pk__in=own)
    for image in others.select_related("consent"):
        if problem := image.consent_problem(at):
            yield None, _("The image “{title}” cannot be shown. {problem}").format(title=image.title, problem=problem)
