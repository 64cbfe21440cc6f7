"""Tables."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock, TypedTableBlockValidationError

from cms.pages.blocks.rendered_once import RenderedOnceMixin


class TableBlock(RenderedOnceMixin, TypedTableBlock):
    """Wagtail's typed table with a required caption. It always has a header row."""

    text = blocks.CharBlock(required=False, label=_("Text"))
    number = blocks.FloatBlock(required=False, label=_("Number"))

    def clean(self, value):
        problems = []
        if not value.caption and not self.is_deferred_validation:
            problems.append(_("Give the table a caption: it is what a screen reader announces."))
        try:
            cleaned = super().clean(value)
        except TypedTableBlockValidationError as error:
            raise TypedTableBlockValidationError(error.cell_errors, problems) from error
        if problems:
            raise TypedTableBlockValidationError(non_block_errors=problems)
        return cleaned

    is_previewable = True

    def get_preview_value(self):
        return self.to_python(
            {
                "caption": "The first two weeks",
                "columns": [{"type": "text", "heading": "When"}, {"type": "text", "heading": "What you can do"}],
                "rows": [{"values": ["Day 1", "Rest"]}, {"values": ["Week 2", "Light work"]}],
            }
        )

    class Meta:
        icon = "table"
        label = _("Table")
        template = "components/table.html"
        description = _("Rows and columns with a caption.")
