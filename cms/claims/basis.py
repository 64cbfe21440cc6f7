"""The basis of a claim: own records, or something of a content type, such as a cited work.

A content type offers its bases as `claim_bases` in its `blocks.py`: a dict of blocks by name. The API representation
of such a block is a `ClaimBasis`, or None while its object is not public.
"""

from django.apps import apps
from django.core.exceptions import AppRegistryNotReady, ImproperlyConfigured
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.pages.blocks import LosslessStreamBlock
from cms.pages.blocks.claims import ClaimBasis
from cms.plugins.conventions import claim_bases
from cms.plugins.registry import registry

OWN_RECORDS = "own_records"


class OwnRecordsBlock(blocks.TextBlock):
    """The practice's own records, with a note on how the cases were counted."""

    def get_api_representation(self, value, context=None) -> ClaimBasis:
        return {"type": OWN_RECORDS, "label": gettext("own records"), "text": value, "url": ""}

    class Meta:
        icon = "folder-open-inverse"
        label = _("Own records")
        description = _("What the practice has counted itself.")


class BasisBlock(LosslessStreamBlock):
    """Own records, and what content types offer."""

    own_records = OwnRecordsBlock(
        max_length=300,
        rows=2,
        help_text=_("Who was counted, when and how: “all patients of 2019 to 2024, asked after one year”."),
    )

    def __init__(self, local_blocks=(), **kwargs):
        super().__init__([*self._offered_by_plugins(), *local_blocks], **kwargs)

    def _offered_by_plugins(self):
        """Return the blocks that content types offer. The registry is complete once all apps are ready."""
        if not apps.ready:
            raise AppRegistryNotReady("The basis of a claim was asked for before all plugins were there.")
        offered = {}
        for plugin in registry:
            for name, block in claim_bases(plugin).items():
                if name in offered or name in self.base_blocks:
                    raise ImproperlyConfigured(f"Two content types offer a basis of claims named “{name}”.")
                offered[name] = block
        return offered.items()

    class Meta:
        min_num = 1
        max_num = 1


def represent_basis(stream) -> ClaimBasis | None:
    """Return the basis in `stream`, or None if there is none, or it is not public."""
    for child in stream:
        return child.block.get_api_representation(child.value)
    return None
