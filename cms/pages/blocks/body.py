"""The body of a page: its blocks, and the rules between blocks."""

from functools import lru_cache
from itertools import chain, count
from typing import NamedTuple

from django.apps import apps
from django.core.exceptions import AppRegistryNotReady, ImproperlyConfigured, ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.pages.blocks.claims import ClaimBlock
from cms.pages.blocks.links import CallToActionBlock, CardsBlock
from cms.pages.blocks.lossless import LosslessStreamBlock, shown_children
from cms.pages.blocks.media import DocumentBlock, FigureBlock, VideoBlock
from cms.pages.blocks.tables import TableBlock
from cms.pages.blocks.text import (
    HEADING_LEVELS,
    HeadingBlock,
    KeyFactsBlock,
    NoticeBlock,
    QuestionsBlock,
    QuoteBlock,
    TextBlock,
)
from cms.plugins.conventions import body_blocks
from cms.plugins.registry import registry


class BodyBlock(LosslessStreamBlock):
    """The StreamBlock of page bodies."""

    heading = HeadingBlock(group=_("Text"), label=_("Heading"))
    text = TextBlock(group=_("Text"))
    quote = QuoteBlock(group=_("Text"))
    questions = QuestionsBlock(group=_("Text"))
    notice = NoticeBlock(group=_("Facts"), label=_("Notice"))
    key_facts = KeyFactsBlock(group=_("Facts"), label=_("Key facts"))
    table = TableBlock(group=_("Facts"))
    claim = ClaimBlock(group=_("Facts"))
    image = FigureBlock(group=_("Media"))
    video = VideoBlock(group=_("Media"), label=_("Video"))
    document = DocumentBlock(group=_("Media"))
    call_to_action = CallToActionBlock(group=_("Links"), label=_("Call to action"))
    cards = CardsBlock(group=_("Links"), label=_("Cards"))

    def __init__(self, local_blocks=(), **kwargs):
        super().__init__([*self._offered_by_plugins(), *local_blocks], **kwargs)

    def _offered_by_plugins(self):
        """Return the blocks that content types add to all bodies. The registry is complete once all apps are ready.

        Raises ImproperlyConfigured, naming both content types, if two blocks have the same name.
        """
        if not apps.ready:
            raise AppRegistryNotReady("The body of a page was asked for before all plugins were there.")
        offered, holders = {}, dict.fromkeys(self.base_blocks, "the core")
        for plugin in registry:
            with plugin.attribute_errors("its blocks.py cannot be used"):
                for name, block in body_blocks(plugin).items():
                    if name in holders:
                        raise ImproperlyConfigured(f"the name “{name}” is taken by a block of {holders[name]}")
                    if not isinstance(block, blocks.Block):
                        raise ImproperlyConfigured(f"“{name}” is {block!r}, which is no block")
                    offered[name], holders[name] = block, f"“{plugin.label}”"
        return offered.items()

    def clean(self, value):
        skipped = {} if self.is_deferred_validation else self._skipped_heading_levels(value)
        try:
            cleaned = super().clean(value)
        except blocks.StreamBlockValidationError as error:
            for index, other in error.block_errors.items():
                if index in skipped and isinstance(other, blocks.StructBlockValidationError):
                    other.block_errors = skipped[index].block_errors | other.block_errors
            raise blocks.StreamBlockValidationError(
                block_errors=skipped | error.block_errors, non_block_errors=error.non_block_errors
            ) from error
        if skipped:
            raise blocks.StreamBlockValidationError(block_errors=skipped)
        return cleaned

    def get_context(self, value, parent_context=None):
        contents(value)
        return super().get_context(value, parent_context) | {"blocks": shown_children(value)}

    def get_api_representation(self, value, context=None) -> list:
        contents(value)
        return super().get_api_representation(value, context)

    def _skipped_heading_levels(self, value):
        """Return errors, by index, of headings more than one level deeper than the one before.

        WCAG 2.2, technique G141. A heading without a valid level counts as none.
        """
        errors = {}
        levels = list(HEADING_LEVELS)
        depth = -1
        for index, child in enumerate(value):
            if child.block_type != "heading" or child.value["level"] not in levels:
                continue
            level = levels.index(child.value["level"])
            if level > depth + 1:
                error = ValidationError(
                    _(
                        "A level is left out before this heading. Make it “%(level)s”, "
                        "or put a heading of that level above it."
                    ),
                    params={"level": HEADING_LEVELS[levels[depth + 1]]},
                )
                errors[index] = blocks.StructBlockValidationError(block_errors={"level": error})
            depth = level
        return errors

    class Meta:
        template = "components/body.html"


class Section(NamedTuple):
    """An entry of the table of contents."""

    text: str
    anchor: str
    is_urgent: bool = False


def contents(body):
    """Set the anchors of headings and notices, and heading levels, in `body`. Return its table of contents.

    The heading level of a block, which the title of a notice has, is one below the heading that it stands under. The
    table of contents has the headings of sections, and all notices.
    """
    children = list(body)
    texts = [child.value[HEADING_OF[child.block_type]] for child in children if child.block_type in HEADING_OF]
    anchors = iter(_anchors(tuple(texts)))
    sections, above = [], None
    for child in children:
        value = child.value
        child.heading_level = LEVEL_BELOW.get(above, "h4")
        if child.block_type == "heading":
            above, value.anchor = value["level"], next(anchors)
            if above == "h2":
                sections.append(Section(value["text"], value.anchor))
        elif child.block_type == "notice":
            value.anchor, value.heading_level = next(anchors), child.heading_level
            sections.append(Section(value["title"], value.anchor, value["kind"] == "urgent"))
    return sections


HEADING_OF = {"heading": "text", "notice": "title"}
"""Blocks with a heading, and the field that holds it."""
LEVEL_BELOW = {None: "h2", "h2": "h3", "h3": "h4"}


@lru_cache(maxsize=1024)
def _anchors(texts):
    """Return a unique anchor for each of the `texts` of headings."""
    anchors = []
    for text in texts:
        slug = slugify(text) or "section"
        candidates = chain([slug], (f"{slug}-{number}" for number in count(2)))
        anchors.append(next(candidate for candidate in candidates if candidate not in anchors))
    return anchors
