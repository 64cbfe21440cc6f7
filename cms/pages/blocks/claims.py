"""The block that shows a claim. The record is in `cms.claims`, which is above this package."""

import datetime
from typing import Literal

from django.utils.translation import gettext_lazy as _
from typing_extensions import TypedDict
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.loader import load_visible
from cms.pages.blocks.references import ReferenceMixin


class ClaimBasis(TypedDict):
    """The ground of a claim. `label` is short; `text` is a sentence or a full reference; `url` may be empty."""

    type: str
    label: str
    text: str
    url: str


class ClaimDenominator(TypedDict):
    number: int
    of: Literal["patients", "procedures"]


class Claim(TypedDict):
    """A claim about results, as its record is now."""

    id: int
    text: str
    as_of: datetime.date
    basis: ClaimBasis
    denominator: ClaimDenominator | None


class ClaimBlock(ReferenceMixin, SnippetChooserBlock):
    """Chooses a claim. It is shown while it is in force, in the words of its record at that moment."""

    is_previewable = True

    def __init__(self, **kwargs):
        super().__init__("cms_claims.Claim", **kwargs)

    def get_preview_value(self):
        """Show the newest claim that is in force."""
        return self.target_model.objects.all().shown().order_by("-pk").first()

    def is_shown(self, value):
        """Return whether the claim is shown now. Streams leave out the block otherwise: see `shown_children`."""
        return claim_of(value) is not None

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["claim"] = claim_of(value)
        return context

    def get_api_representation(self, value, context=None) -> Claim | None:
        return claim_of(value)

    class Meta:
        icon = "success"
        label = _("Claim")
        template = "components/claim.html"
        description = _("A claim about results, with its date and basis. It disappears by itself when it ends.")


def claim_of(value):
    """Return the representation of the chosen claim, or None while it may not be shown."""
    claim = load_visible(value)
    return claim and claim.represent()
