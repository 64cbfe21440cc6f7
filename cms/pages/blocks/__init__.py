"""The block library that serves all content types. One family a file; each block's template is in
`templates/components/`, its API shape is its `get_api_representation`."""

from .body import BodyBlock, contents
from .keeping import KeepingStreamBlock
from .links import (
    CallToActionBlock,
    CardsBlock,
    LinkBlock,
    PageCardChooserBlock,
    PublicPageChooserBlock,
    cards_of,
)
from .media import DescribedImageBlock, DocumentBlock, FigureBlock, VideoBlock
from .tables import TableBlock
from .text import (
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
    "DescribedImageBlock",
    "DocumentBlock",
    "FigureBlock",
    "HeadingBlock",
    "KeepingStreamBlock",
    "KeyFactBlock",
    "KeyFactsBlock",
    "LinkBlock",
    "NoticeBlock",
    "PageCardChooserBlock",
    "PublicPageChooserBlock",
    "QuestionsBlock",
    "QuoteBlock",
    "TableBlock",
    "TextBlock",
    "VideoBlock",
    "cards_of",
    "contents",
]
