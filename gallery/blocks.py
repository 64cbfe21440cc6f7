"""Blocks of a case."""

from typing import Literal

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from typing_extensions import TypedDict
from wagtail import blocks
from wagtail.admin.telepath import register

from cms.plugins.api import (
    DescribedImageBlock,
    Image,
    LosslessStreamBlock,
    LosslessStreamBlockAdapter,
    RuledStructBlock,
    load_visible,
)


class View(models.TextChoices):
    """The viewpoint of a photograph. Both photographs of a pair have the same, so that they can be compared."""

    FRONT = "front", _("Front")
    LEFT = "left", _("Left side")
    RIGHT = "right", _("Right side")
    LEFT_OBLIQUE = "left_oblique", _("Left oblique")
    RIGHT_OBLIQUE = "right_oblique", _("Right oblique")
    BACK = "back", _("Back")
    ABOVE = "above", _("From above")
    BELOW = "below", _("From below")
    DETAIL = "detail", _("Detail")


class PairValue(blocks.StructValue):
    @property
    def view_label(self):
        return View(self["view"]).label

    @property
    def pictures(self):
        """The photographs that are chosen."""
        return [self[name] for name in ("before", "after") if self.get(name) is not None]

    @property
    def is_complete(self):
        """Whether both photographs may be shown. A pair is shown only as a whole."""
        return len(self.pictures) == 2 and all(map(load_visible, self.pictures))


class Pair(TypedDict):
    """Two photographs of the same view, and how many weeks after the procedure the second one was taken."""

    before: Image
    after: Image
    view: Literal[*View.values]
    weeks_after: int
    note: str


class PairBlock(RuledStructBlock):
    """Two photographs of the same view, before and after."""

    before = DescribedImageBlock(label=_("Before"))
    after = DescribedImageBlock(label=_("After"))
    view = blocks.ChoiceBlock(choices=View.choices, default=View.FRONT, label=_("View"))
    weeks_after = blocks.IntegerBlock(
        min_value=0,
        max_value=2600,
        help_text=_("How many weeks after the procedure the second one was taken."),
        label=_("Weeks after"),
    )
    note = blocks.CharBlock(
        max_length=250, required=False, help_text=_("What to look at. Never a name or an age."), label=_("Note")
    )

    def problems(self, value):
        before, after = value["before"], value["after"]
        if before is None or after is None or before.pk != after.pk:
            return {}
        message = _("This is the same picture as the one before. Choose the one taken afterwards.")
        return {"after": ValidationError(message)}

    def get_api_representation(self, value, context=None) -> Pair:
        return super().get_api_representation(value, context) if value.is_complete else None

    class Meta:
        icon = "copy"
        label = _("Pair")
        label_format = _("{view}, after {weeks_after} weeks")
        value_class = PairValue
        template = "gallery/blocks/pair.html"
        form_layout = ["before", "after", "view", "weeks_after", "note"]
        description = _("Two photographs of the same view, before and after, that visitors can compare.")


def stored_image_id(stored):
    """Return the id of the image in `stored`, the stored value of one side of a pair, or None."""
    return stored.get("image") if isinstance(stored, dict) else stored


class PairsBlock(LosslessStreamBlock):
    """The pairs of a case, in the order in which they are shown."""

    pair = PairBlock()

    def get_api_representation(self, value, context=None) -> list:
        representation = super().get_api_representation(value, context)
        return [pair for pair in representation if pair["value"]]


class PairsBlockAdapter(LosslessStreamBlockAdapter):
    """Adds a button to the editor that uploads several photographs at once."""

    js_constructor = "gallery.PairsBlock"

    def js_args(self, block):
        *args, meta = super().js_args(block)
        upload = {
            "url": reverse("gallery_upload"),
            "label": gettext("Upload several photographs"),
            "help": gettext(
                "Each two of them make a pair, in the order of their names: before, after, before, after. "
                "No visitor sees them before a consent is chosen and the case is published."
            ),
            "progress": gettext("Uploading {number} of {total}…"),
            "failed": gettext("“{file}” was not uploaded: {reason}"),
        }
        return [*args, meta | {"upload": upload}]

    @cached_property
    def media(self):
        return super().media + forms.Media(js=["gallery/pairs-block.js"])


register(PairsBlockAdapter(), PairsBlock)
