"""Blocks of procedures."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.plugins.api import RenderedOnceMixin


class OutcomeBlock(RenderedOnceMixin, blocks.StructBlock):
    """A claim about the outcome of a procedure, with its date and basis."""

    claim = blocks.TextBlock(max_length=300, rows=2, label=_("Claim"))
    as_of = blocks.DateBlock(label=_("As of"))
    basis = blocks.TextBlock(
        max_length=300,
        rows=2,
        help_text=_("Who counted what: “the practice’s own count of 241 patients”."),
        label=_("Basis"),
    )

    class Meta:
        icon = "success"
        template = "articles/blocks/outcome.html"
        description = _("A claim about results, with its date and its basis.")
        preview_value = {
            "claim": "No patient has needed a second injection.",
            "as_of": "2012-01-31",
            "basis": "The practice’s own follow-up.",
        }
