"""Text blocks: headings, text, quotes, notices, facts, questions and answers."""

from typing import Literal

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from typing_extensions import TypedDict
from wagtail import blocks

from cms.pages.blocks.rendered_once import RenderedOnceMixin
from cms.pages.richtext.expansion import represent


class TextBlock(RenderedOnceMixin, blocks.RichTextBlock):
    """Paragraphs and lists. `cms/pages/wagtail_hooks.py` sets the features."""

    def get_api_representation(self, value, context=None) -> str:
        return represent(value, context)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "components/text.html"
        description = _("Paragraphs and lists, with bold, italic and links.")
        preview_value = "<p>Most people go home on the same day. A nurse calls you on the <b>next morning</b>.</p>"


HEADING_LEVELS = {"h2": _("Section"), "h3": _("Sub-section"), "h4": _("Part of a sub-section")}


class KeywordBlock(blocks.ChoiceBlock):
    """A choice whose keys are stored as they are. Wagtail compares each value with the texts of all choices."""

    def to_python(self, value):
        return value

    def get_searchable_content(self, value):
        """Return nothing: the choice is layout, such as the level of a heading, and no text of the page."""
        return []


class HeadingValue(blocks.StructValue):
    anchor = ""
    """Fragment identifier for the table of contents. The body sets it, because it is unique in the page."""


class Heading(TypedDict):
    text: str
    level: Literal[*HEADING_LEVELS]
    anchor: str


class HeadingBlock(RenderedOnceMixin, blocks.StructBlock):
    """A heading. The page's title is its only `h1`."""

    text = blocks.CharBlock(max_length=120, label=_("Text"))
    level = KeywordBlock(choices=list(HEADING_LEVELS.items()), default="h2", label=_("Level"))

    def get_api_representation(self, value, context=None) -> Heading:
        return super().get_api_representation(value, context) | {"anchor": value.anchor}

    class Meta:
        icon = "title"
        template = "components/heading.html"
        value_class = HeadingValue
        form_layout = ["text", "level"]
        description = _("Begins a section. Section headings make up the contents list of a long page.")
        preview_value = {"text": "Before the operation", "level": "h2"}


class QuoteBlock(RenderedOnceMixin, blocks.StructBlock):
    """A pull quote."""

    text = blocks.TextBlock(max_length=400, rows=3, label=_("Text"))
    attribution = blocks.CharBlock(
        max_length=120,
        required=False,
        help_text=_("Who says it. Never the name of a patient."),
        label=_("Attribution"),
    )

    class Meta:
        icon = "openquote"
        label = _("Pull quote")
        template = "components/quote.html"
        description = _("Lifts one sentence out of the text.")
        preview_value = {"text": "You decide, and you can change your mind.", "attribution": "The practice"}


NOTICE_KINDS = {
    "information": _("Information"),
    "warning": _("Warning"),
    "urgent": _("Urgent: get help at once"),
    "regulatory": _("Regulatory"),
}


class NoticeValue(blocks.StructValue):
    anchor = ""
    heading_level = "h3"
    """Level of its title. The body sets both: one below the heading that the notice stands under."""

    @property
    def phone(self):
        """The number to call, of an urgent notice, or ""."""
        return settings.EMERGENCY_NUMBER if self["kind"] == "urgent" else ""


class Notice(TypedDict):
    """A notice. `phone` is the number to call at once, or empty."""

    kind: Literal[*NOTICE_KINDS]
    title: str
    text: str
    phone: str
    anchor: str


class NoticeBlock(RenderedOnceMixin, blocks.StructBlock):
    """A notice: information, warning, when to get help at once, or regulatory note."""

    kind = KeywordBlock(
        choices=list(NOTICE_KINDS.items()),
        default="information",
        label=_("Kind"),
        help_text=_("An urgent notice links the number for emergencies. Use it for nothing else."),
    )
    title = blocks.CharBlock(max_length=120, label=_("Title"))
    text = TextBlock()

    def get_api_representation(self, value, context=None) -> Notice:
        return super().get_api_representation(value, context) | {"phone": value.phone, "anchor": value.anchor}

    class Meta:
        icon = "warning"
        template = "components/notice.html"
        value_class = NoticeValue
        description = _("Sets apart what must not be missed: information, a warning, when to call for help.")
        preview_value = {
            "kind": "warning",
            "title": "Call us at once",
            "text": "<p>Call if you have a fever or if the pain gets worse.</p>",
        }


class KeyFactBlock(RenderedOnceMixin, blocks.StructBlock):
    """A fact: label and value."""

    label = blocks.CharBlock(max_length=60, label=_("Label"))
    value = blocks.CharBlock(max_length=160, label=_("Value"))

    class Meta:
        icon = "tick-inverse"
        template = "components/key_fact.html"
        description = _("One fact, such as “In recovery: three hours”.")
        preview_value = {"label": "In recovery", "value": "Three hours"}


class KeyFactsBlock(RenderedOnceMixin, blocks.StructBlock):
    """A list of facts."""

    title = blocks.CharBlock(max_length=120, required=False, label=_("Title"))
    facts = blocks.ListBlock(KeyFactBlock(), min_num=1, label=_("Facts"))

    class Meta:
        icon = "list-ul"
        template = "components/key_facts.html"
        description = _("Facts that are looked up rather than read, as a short list.")
        preview_value = {
            "title": "At a glance",
            "facts": [
                {"label": "Anesthesia", "value": "General"},
                {"label": "In recovery", "value": "Three hours"},
            ],
        }


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(max_length=200, label=_("Question"))
    answer = TextBlock()


class QuestionsBlock(RenderedOnceMixin, blocks.StructBlock):
    """Questions and answers. Each question opens to show its answer."""

    title = blocks.CharBlock(max_length=120, required=False, label=_("Title"))
    items = blocks.ListBlock(QuestionBlock(), min_num=1, label=_("Questions"))

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        template = "components/questions.html"
        description = _("Questions that people ask. Each opens on its answer.")
        preview_value = {
            "title": "What people ask",
            "items": [
                {"question": "Will it hurt?", "answer": "<p>You will be numb when you wake up.</p>"},
                {"question": "When can I drive?", "answer": "<p>After a week, in most cases.</p>"},
            ],
        }
