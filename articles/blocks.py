"""Blocks for the body of every page, and for the basis of a claim."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.blocks import SnippetChooserBlock

from articles.serializers import RegulatoryStatusRepresentation, regulatory_status_representation
from cms.plugins.api import ClaimBasis, ReferenceMixin, load_visible


class RegulatoryStatusBlock(ReferenceMixin, SnippetChooserBlock):
    """Shows the regulatory status of a drug or device for a use, as its record is now."""

    is_previewable = True

    def __init__(self, **kwargs):
        super().__init__("articles.RegulatoryStatus", **kwargs)

    def get_preview_value(self):
        """Show an example, which is not stored."""
        status = self.target_model.Status.OFF_LABEL
        return self.target_model(product="Botulinum toxin", use="vaginismus", status=status, note="An example.")

    def is_shown(self, value):
        return load_visible(value) is not None

    def get_context(self, value, parent_context=None):
        is_stored = value is not None and value.pk is not None
        return super().get_context(value, parent_context) | {"status": load_visible(value) if is_stored else value}

    def get_api_representation(self, value, context=None) -> RegulatoryStatusRepresentation | None:
        status = load_visible(value)
        return status and regulatory_status_representation(status)

    class Meta:
        icon = "warning"
        label = _("Regulatory status")
        template = "articles/blocks/regulatory_status.html"
        description = _("The regulatory status of a drug or device for a use. A change of its record shows at once.")


class CitationBasisBlock(ReferenceMixin, SnippetChooserBlock):
    """Bases a claim on a work of the literature."""

    def __init__(self, **kwargs):
        super().__init__("articles.Citation", **kwargs)

    def get_api_representation(self, value, context=None) -> ClaimBasis | None:
        if (work := load_visible(value)) is None:
            return None
        return {"type": "citation", "label": work.label, "text": work.as_text(), "url": work.link}

    class Meta:
        icon = "openquote"
        label = _("A published work")
        description = _("A work of the literature that says it.")


body_blocks = {"regulatory_status": RegulatoryStatusBlock(group=_("Facts"))}
claim_bases = {"citation": CitationBasisBlock()}
