"""The image and rendition models.

https://docs.wagtail.org/en/stable/advanced_topics/images/custom_image_model.html
"""

from pathlib import PurePath
from typing import NamedTuple
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, get_upload_to
from wagtail.images.models import Image as WagtailImage

from cms.consent.models import ConsentRequired
from cms.context.addresses import path_of
from cms.context.channels import PREVIEW
from cms.context.request import current_channel
from cms.images.fields import SanitizedImageField
from cms.images.renditions import presets
from cms.images.renditions.scaling import scaled_filters

CROP = Filter(presets.SOCIAL)


class ContentImage(ConsentRequired, AbstractImage):
    """An image. `description` is its alt text, unless the block or field that shows it has its own alt text."""

    file = SanitizedImageField(upload_to=get_upload_to, width_field="width", height_field="height")
    dominant_color = models.CharField(max_length=7, blank=True, editable=False)
    credit = models.CharField(
        _("credit"),
        max_length=255,
        blank=True,
        help_text=_("The author of the image, if the author has to be named."),
    )
    sensitive = models.BooleanField(
        _("sensitive"),
        default=False,
        help_text=_("Nudity, wounds or similar. Visitors see the image only after they have chosen to."),
    )
    shows_patient = models.BooleanField(
        default=False,
        verbose_name=_("shows a patient"),
        help_text=_("The image is shown only while a consent allows it."),
    )
    shows_face = models.BooleanField(
        default=False, verbose_name=_("the face can be recognized"), help_text=_("The consent has to cover this.")
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
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("view_blocked_image", "Can see images that a consent blocks")]

    @property
    def default_alt_text(self):
        """The description only: titles are often file names, which are useless as alt text."""
        return self.description

    def get_upload_to(self, filename):
        """Return an opaque path: files are often named after the patient."""
        return f"original_images/{uuid4().hex}{PurePath(filename).suffix}"

    def save(self, *args, **kwargs):
        if self.file and not self.file._committed:
            # Storing the file sets other columns, so it has to precede saving the row.
            self.file.save(self.file.name, self.file.file, save=False)
        super().save(*args, **kwargs)

    def get_rendition(self, filter):  # noqa: A002 - Wagtail's name
        """Return a rendition, or one with the file `not-found` if none can be made.

        After a withdrawal the file of the image does not exist, but Wagtail's choosers still show the image. If the
        disk is full, the form with the error message shows the image.
        """
        try:
            return super().get_rendition(filter)
        except OSError:
            rendition = Rendition(image=self, width=0, height=0)
            rendition.file.name = "not-found"
            return rendition

    def create_renditions(self, *filters):
        return super().create_renditions(*scaled_filters(self, filters))

    def clean(self):
        super().clean()
        if (self.consent_id or self.shows_face) and not self.shows_patient:
            raise ValidationError(
                {"shows_patient": gettext("Tick this as well, since a consent is chosen or a face is shown.")}
            )
        stored = type(self).objects.filter(pk=self.pk).exclude(consent=None).select_related("consent").first()
        if stored and stored.consent.withdrawn_at:
            raise ValidationError(
                gettext(
                    "The file of this image was deleted when its consent was withdrawn. Upload it as a new image."
                )
            )
        if stored and not self.consent_id:
            code = stored.consent.code
            raise ValidationError(
                {
                    "consent": gettext("This image is under consent {code}. Choose that or another consent.").format(
                        code=code
                    )
                }
            )

    def renditions_of(self, preset):
        """Return the existing `StoredRendition`s of `preset`, one for each format and width.

        The image has to come from the loader, which sets `stored_renditions`.
        """
        specs = presets.specs(preset, self.width, self.height)
        crop_key = self._focal_point_key if specs[0].startswith("fill") else ""
        return [
            self.stored_renditions[spec, crop_key] for spec in specs if (spec, crop_key) in self.stored_renditions
        ]

    @property
    def renditions_pending(self):
        """Whether a task still has to make renditions of a preset. The image has to come from the loader.

        A preview also shows images whose consent was withdrawn. They will have no renditions.
        """
        if self.shows_patient and current_channel() == PREVIEW:
            return False
        return not all(self.renditions_of(preset) for preset in presets.PRESETS)

    def placeholder_size(self, preset):
        """Return width and height of the smallest rendition of `preset`, whether it exists or not."""
        across, down = presets.PRESETS[preset].ratio or (self.width, self.height)
        width = min(presets.PRESETS[preset].widths[0], self.width, self.height * across // down or 1)
        return width, round(width * down / across) or 1

    @property
    def is_for_other_sites(self):
        """Whether other sites are given the image, in link previews and in the sitemap.

        They keep copies and show them without a warning, so images of patients and sensitive images are not.
        """
        return not (self.shows_patient or self.sensitive)

    def social_rendition(self):
        """Return the rendition for link previews on other sites, or None.

        Load the image with `cms.loader`, which sets `stored_renditions`.
        """
        if not self.is_for_other_sites:
            return None
        return self.stored_renditions.get((presets.SOCIAL, self._focal_point_key))

    @cached_property
    def _focal_point_key(self):
        """Return the `focal_point_key` of renditions that are cropped. It is the same for all of them."""
        return CROP.get_cache_key(self)

    def unpublish_for_receipt(self, user=None):
        """Return the entry for the receipt. The image is hidden by its consent; pages stay published without it."""
        return {
            "kind": str(self._meta.verbose_name),
            "id": self.pk,
            "title": self.title,
            "urls": [*(rendition.full_url for rendition in self.renditions.all()), *self.shown_at()],
            "used_on": [str(referrer) for referrer, _references in self.get_usage()],
        }

    def delete_files(self):
        names = []
        for file in [*(rendition.file for rendition in self.renditions.all()), self.file]:
            # Delete synchronously: Wagtail's cleanup on deletion of a row uses a task queue.
            file.storage.delete(file.name)
            names.append(file.name)
        self.renditions.all().delete()
        return names


class StoredRendition(NamedTuple):
    """The columns of a rendition that are shown. Lists show hundreds, for which model instances are too slow."""

    filter_spec: str
    focal_point_key: str
    file: str
    width: int
    height: int

    @property
    def format(self):
        """The format, one of `presets.FORMATS`."""
        return self.filter_spec.rpartition("|format-")[2]

    @property
    def url(self):
        """The path of the URL."""
        return rendition_path(self.file)


def rendition_path(file):
    """Return the path of the URL of the rendition that is stored as `file`."""
    return path_of("rendition", "-")[:-1] + file.rpartition("/")[2]


class Rendition(AbstractRendition):
    """An image in one size and format."""

    image = models.ForeignKey(ContentImage, on_delete=models.CASCADE, related_name="renditions")

    @property
    def url(self):
        """The path of the view in `cms.delivery.media.images`, which checks whether the image may be shown."""
        return rendition_path(self.file.name)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_spec"
            ),
        ]
        indexes = [models.Index(fields=["file"], name="rendition_by_file")]  # the view looks it up by file
