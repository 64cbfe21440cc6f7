"""Tables."""

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock


class TableBlock(TypedTableBlock):
    """Wagtail's typed table, which always has a header row; the caption is required here."""

    text = blocks.CharBlock(required=False)
    number = blocks.FloatBlock(required=False)

    def clean(self, value):
        value = super().clean(value)
        if not value.caption and not self.is_deferred_validation:
            raise blocks.StructBlockValidationError(
                non_block_errors=["Give the table a caption: it is what a screen reader announces."]
            )
        return value

    class Meta:
        icon = "table"
        label = "Table"
        template = "components/table.html"
        description = "Rows and columns with a caption."
