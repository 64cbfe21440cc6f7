"""Blocks that only procedures have."""

from wagtail import blocks


class OutcomeBlock(blocks.StructBlock):
    """What is claimed for a procedure, as of when, and on what ground."""

    claim = blocks.TextBlock(max_length=300, rows=2)
    as_of = blocks.DateBlock(label="As of")
    basis = blocks.TextBlock(
        max_length=300, rows=2, help_text="Who counted what: “the practice’s own count of 241 patients”."
    )

    class Meta:
        icon = "success"
        template = "articles/blocks/outcome.html"
        description = "A claim about results, with its date and its basis."
        preview_value = {
            "claim": "No patient has needed a second injection.",
            "as_of": "2012-01-31",
            "basis": "The practice’s own follow-up.",
        }
