"""The project's own image and rendition models, there from the first migration.

https://docs.wagtail.org/en/stable/advanced_topics/images/custom_image_model.html
"""

from collections import defaultdict
from pathlib import PurePath
from typing import NamedTuple
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, get_upload_to
from wagtail.images.models import Image as WagtailImage

from cms.consent.models import ConsentRequired
from cms.images.fields import SanitizedImageField
from cms.images.renditions import presets
from cms.images.renditions.scaling import scaled_filters

FILTERS = {preset: [Filter(spec) for spec in presets.specs(preset)] for preset in presets.PRESETS}


class ContentImage(ConsentRequired, AbstractImage):
    """A picture. `description` is its alt text unless the place where it stands gives another."""

    file = SanitizedImageField(upload_to=get_upload_to, width_field="width", height_field="height")
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

    required_coverage = {"photographs": "shows_patient", "face": "shows_face"}
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

    def renditions_of(self, preset):
        """Return the `StoredRendition`s of `preset`, one for each width, as far as they have been made.

        Ask it of an image that the loader has fetched, which knows its renditions.
        """
        keys = defaultdict(str)
        found = {}
        for filter_ in FILTERS[preset]:
            rendition = self.stored_renditions.get((filter_.spec, self._focal_point_key(filter_, keys)))
            if rendition:
                # An original that is smaller than two sizes gives two renditions of the same width.
                found.setdefault((rendition.format, rendition.width), rendition)
        return list(found.values())

    def social_rendition(self):
        """Return the rendition that other sites show for a link, or None if there is none.

        Other sites keep copies and show them unasked, so it is never one of a patient. Ask it of an image that the
        loader has fetched.
        """
        if self.shows_patient or self.sensitive:
            return None
        filter_ = Filter(presets.SOCIAL)
        return self.stored_renditions.get((filter_.spec, filter_.get_cache_key(self)))

    def _focal_point_key(self, filter_, keys):
        """Return what Wagtail stores a rendition under, beside its spec. It is the same for all that crop."""
        if not filter_.spec.startswith("fill"):
            return ""
        keys["fill"] = keys["fill"] or filter_.get_cache_key(self)
        return keys["fill"]

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


class StoredRendition(NamedTuple):
    """The columns of a rendition that are shown. A list shows hundreds, too many to make model instances of them."""

    filter_spec: str
    focal_point_key: str
    file: str
    width: int
    height: int

    @property
    def format(self):
        """Its format, as `presets.FORMATS` names it."""
        return self.filter_spec.rpartition("|format-")[2]

    @property
    def url(self):
        """The path at which it is served."""
        return rendition_path(self.file)


def rendition_path(file):
    """Return the path at which the rendition stored as `file` is served."""
    return reverse("rendition", args=[file.rpartition("/")[2]])


class Rendition(AbstractRendition):
    """An image in one of the sizes and formats in which it is shown."""

    image = models.ForeignKey(ContentImage, on_delete=models.CASCADE, related_name="renditions")

    @property
    def url(self):
        """The address at which `cms.delivery.media.images` serves it, having asked whether it may be shown."""
        return rendition_path(self.file.name)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_spec"
            ),
        ]
        indexes = [models.Index(fields=["file"], name="rendition_by_file")]  # by which it is served
