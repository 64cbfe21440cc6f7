"""The project's own image and rendition models, there from the first migration.

https://docs.wagtail.org/en/stable/advanced_topics/images/custom_image_model.html
"""

from pathlib import PurePath
from typing import NamedTuple
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, get_upload_to
from wagtail.images.models import Image as WagtailImage

from cms import compiled
from cms.consent.channels import STAFF, current_channel
from cms.consent.models import PatientContent
from cms.consent.rule import permitted
from cms.restrictions import restricted_collections

from . import presets
from .fields import PictureField
from .scaling import scaled_filters

NOT_TOLD = {"title", "file", "file_size", "file_hash", "created_at", "uploaded_by_user", "consent"}
"""What an answer to apps has no use for, and so does not fetch."""


class ContentImage(PatientContent, AbstractImage):
    """A picture. `description` is its alt text unless the place where it stands gives another."""

    file = PictureField(upload_to=get_upload_to, width_field="width", height_field="height")
    dominant_color = models.CharField(max_length=7, blank=True, editable=False)
    credit = models.CharField(max_length=255, blank=True, help_text="Who made the picture, if they are to be named.")
    sensitive = models.BooleanField(
        default=False,
        help_text="Nudity, wounds or the like. Visitors see it only after they have chosen to.",
    )
    shows_patient = models.BooleanField(
        default=False,
        verbose_name="shows a patient",
        help_text="It is shown only while a consent allows it.",
    )
    shows_face = models.BooleanField(
        default=False, verbose_name="the face can be recognized", help_text="The consent has to cover this."
    )

    consent_needs = {"photographs": "shows_patient", "face": "shows_face"}
    admin_form_fields = (
        *WagtailImage.admin_form_fields,
        "credit",
        "sensitive",
        "shows_patient",
        "shows_face",
        "consent",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = "picture"

    @property
    def default_alt_text(self):
        """The description alone: a title is often a file name, which tells a listener nothing."""
        return self.description

    def get_upload_to(self, filename):
        """Return a path that tells nothing: a file is often named after the patient."""
        return f"original_images/{uuid4().hex}{PurePath(filename).suffix}"

    def save(self, *args, **kwargs):
        if self.file and not self.file._committed:
            # Before the row is written, which says what the stored file is like.
            self.file.save(self.file.name, self.file.file, save=False)
        super().save(*args, **kwargs)

    def get_rendition(self, filter):  # noqa: A002 - Wagtail's name
        """Return a rendition, or one whose file is `not-found` where none can be made.

        The file of the picture is gone after a withdrawal, for which Wagtail's chooser asks all the same, or the
        disk is full, and the form that says so shows the picture.
        """
        try:
            return super().get_rendition(filter)
        except OSError:
            rendition = Rendition(image=self, width=0, height=0)
            rendition.file.name = "not-found"
            return rendition

    def create_renditions(self, *filters):
        return super().create_renditions(*scaled_filters(self, filters))

    def make_renditions(self):
        """Make those renditions of all presets that are not there yet."""
        if not self.is_svg():
            self.get_renditions(*presets.ALL_SPECS)

    def clean(self):
        super().clean()
        if (self.consent_id or self.shows_face) and not self.shows_patient:
            raise ValidationError({"shows_patient": "Tick this, too, since a consent or a face is given."})
        stored = type(self).objects.filter(pk=self.pk).exclude(consent=None).select_related("consent").first()
        if stored and stored.consent.withdrawn_at:
            raise ValidationError("This picture was taken down with its consent. Upload the photograph as a new one.")
        if stored and not self.consent_id:
            code = stored.consent.code
            raise ValidationError(
                {"consent": f"This picture is under consent {code}. Choose that, or the right one."}
            )

    @cached_property
    def is_permitted(self):
        """Whether it may be shown where the answer under way goes. `prefetch_renditions` finds it out for many."""
        return shown_now(type(self).objects.filter(pk=self.pk)).exists()

    def existing_renditions(self, preset):
        """Return the renditions of `preset` by filter spec, as far as they have been made and may be shown.

        Makes none.
        """
        if not self.is_permitted:
            return {}
        filters = [Filter(spec) for spec in presets.specs(preset)]
        found = self.find_existing_renditions(*filters)
        return {one.spec: found[one] for one in filters if one in found}

    def social_rendition(self):
        """Return the rendition that other sites show for a link, or None if there is none.

        Other sites keep copies and show them unasked, so it is never one of a patient.
        """
        if self.shows_patient or self.sensitive or not self.is_permitted:
            return None
        return next(iter(self.find_existing_renditions(Filter(presets.SOCIAL)).values()), None)

    def take_down(self, user=None):
        """A picture is blocked by its consent; where it stood, the pages stay up without it."""
        return {
            "kind": self._meta.verbose_name,
            "id": self.pk,
            "title": self.title,
            "urls": [*(rendition.full_url for rendition in self.renditions.all()), *self.shown_at()],
            "used_on": [str(where) for where, _references in self.get_usage()],
        }

    def delete_files(self):
        names = []
        for file in [*(rendition.file for rendition in self.renditions.all()), self.file]:
            # At once: Wagtail's own cleanup, on deletion of a row, goes through a queue.
            file.storage.delete(file.name)
            names.append(file.name)
        self.renditions.all().delete()
        return names


def shown_now(images, channel=None):
    """Return those of `images`, a queryset, that may be shown on `channel` (default: where the answer goes).

    A collection that staff made private is shown to nobody, also where its pictures are already in use.
    """
    images = permitted(images, channel)
    return images if (channel or current_channel()) == STAFF else in_open_collections(images)


def in_open_collections(queryset):
    """Return those of `queryset`, images or documents, that are in no collection that only some people may see."""
    for path in restricted_collections():
        queryset = queryset.exclude(collection__path__startswith=path)
    return queryset


def fetch_shown_images(ids):
    """Return the images with these `ids` that may be shown, by id, each with its `stored_renditions`.

    It is one query.
    """
    names = [field.attname for field in ContentImage._meta.concrete_fields if field.name not in NOT_TOLD]
    form = (tuple(names), current_channel(), timezone.localdate(), restricted_collections())
    images = {}
    for row in compiled.rows(_shown_image_rows, form, ids) if ids else ():
        own, rendition = row[: len(names)], StoredRendition(*row[len(names) :])
        image = images.get(own[0])
        if image is None:
            image = images[own[0]] = ContentImage.from_db(None, names, own)
            image.is_permitted = True
            image.stored_renditions = {}
        if rendition.file:
            image.stored_renditions[rendition.filter_spec, rendition.focal_point_key] = rendition
    return images


def _shown_image_rows(places, names, *_decisive):
    images = shown_now(ContentImage.objects.filter(pk__in=places))
    return images.order_by().values_list(*names, *(f"renditions__{name}" for name in StoredRendition._fields))


class StoredRendition(NamedTuple):
    """What the API tells of a rendition. A list shows hundreds, too many to make model instances of them."""

    filter_spec: str
    focal_point_key: str
    file: str
    width: int
    height: int


class Rendition(AbstractRendition):
    """An image in one of the sizes and formats in which it is shown."""

    image = models.ForeignKey(ContentImage, on_delete=models.CASCADE, related_name="renditions")

    @property
    def url(self):
        """The address at which `cms.images.views` serves it, having asked whether it may be shown."""
        return reverse("rendition", args=[self.file.name.rpartition("/")[2]])

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_spec"
            ),
        ]
        indexes = [models.Index(fields=["file"], name="rendition_by_file")]  # by which it is served


def prefetch_renditions(images):
    """Attach to each of `images` its renditions, and whether it may be shown now, in a fixed number of queries."""
    images = [image for image in images if image]
    models.prefetch_related_objects(images, models.Prefetch("renditions", to_attr="prefetched_renditions"))
    ids = {image.pk for image in images}
    shown = set(shown_now(ContentImage.objects.filter(pk__in=ids)).values_list("pk", flat=True)) if ids else ()
    for image in images:
        image.is_permitted = image.pk in shown
