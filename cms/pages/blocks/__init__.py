"""The block library of all content types, one module for each family of blocks.

The templates are in `templates/components/`; `get_api_representation` defines the value in the API.
"""

from cms.pages.blocks.body import BodyBlock, contents
from cms.pages.blocks.claims import ClaimBlock
from cms.pages.blocks.links import (
    CallToActionBlock,
    CardsBlock,
    ContentPageChooserBlock,
    LinkBlock,
    PageCardChooserBlock,
    cards_of,
)
from cms.pages.blocks.lossless import LosslessStreamBlock
from cms.pages.blocks.media import DescribedImageBlock, DocumentBlock, FigureBlock, VideoBlock
from cms.pages.blocks.tables import TableBlock
from cms.pages.blocks.text import (
    HeadingBlock,
    KeyFactBlock,
    KeyFactsBlock,
    NoticeBlock,
    QuestionsBlock,
    QuoteBlock,
    TextBlock,
)

__all__ = [
    "BodyBlock",
    "CallToActionBlock",
    "CardsBlock",
    "ClaimBlock",
    "ContentPageChooserBlock",
    "DescribedImageBlock",
    "DocumentBlock",
    "FigureBlock",
    "HeadingBlock",
    "KeyFactBlock",
    "KeyFactsBlock",
    "LinkBlock",
    "LosslessStreamBlock",
    "NoticeBlock",
    "PageCardChooserBlock",
    "QuestionsBlock",
    "QuoteBlock",
    "TableBlock",
    "TextBlock",
    "VideoBlock",
    "cards_of",
    "contents",
]
