"""StructBlocks with rules between their fields."""

from wagtail import blocks


class RuledStructBlock(blocks.StructBlock):
    """A StructBlock whose rules are reported together with the errors of its fields."""

    def problems(self, value):
        """Return the errors of `value` by the name of the field. Fields may be empty or invalid."""
        return {}

    def clean(self, value):
        errors = {} if self.is_deferred_validation else self.problems(value)
        try:
            cleaned = super().clean(value)
        except blocks.StructBlockValidationError as error:
            raise blocks.StructBlockValidationError(
                block_errors=errors | error.block_errors, non_block_errors=error.non_block_errors
            ) from error
        if errors:
            raise blocks.StructBlockValidationError(block_errors=errors)
        return cleaned
