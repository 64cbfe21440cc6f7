"""Extract references from stored StreamField and rich text values, without fetching the objects."""

import re

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.rich_text import features

from cms.pages.computed import compute_once

LINK = re.compile(r'<(?:a\b[^>]*\blinktype|embed\b[^>]*\bembedtype)="([\w-]+)"[^>]*>')
ID = re.compile(r'\bid="(\d+)"')
MAX_DIGITS = 18
"""Ids of more digits do not fit into 64 bits."""


def references_in(stream):
    """Return model and id of each object that `stream`, the value of a StreamField, refers to."""
    return compute_once(_references_in, stream)


def _references_in(stream):
    return tuple(extract_references(stream.stream_block, stream.raw_data))


def extract_references(block, value):  # noqa: C901 - one case for each kind of block
    """Yield model and id of each object that `value`, the stored value of `block`, refers to."""
    match block:
        case blocks.BaseStreamBlock():
            for child in value or ():
                if child["type"] in block.child_blocks:
                    yield from extract_references(block.child_blocks[child["type"]], child["value"])
        case blocks.BaseStructBlock() if isinstance(value, dict):
            for name, child in block.child_blocks.items():
                yield from extract_references(child, value.get(name))
        case blocks.ListBlock():
            for item in value or ():
                # Before Wagtail 2.16, an item was stored bare.
                is_item = isinstance(item, dict) and item.get("type") == "item" and "value" in item
                yield from extract_references(block.child_block, item["value"] if is_item else item)
        case TypedTableBlock() if value:
            cells = [block.child_blocks.get(column["type"]) for column in value["columns"]]
            for row in value["rows"]:
                for child, cell in zip(cells, row["values"], strict=False):
                    yield from extract_references(child, cell)
        case blocks.ChooserBlock() if value:
            yield block.model_class, value
        case blocks.RichTextBlock() if value:
            yield from extract_links(value)


def extract_links(html):
    """Yield model and id of each object that `html`, a stored rich text, links to or shows, in order."""
    handlers = {name: handler for name, handler in features.get_embed_types().items() if is_shown(handler)}
    handlers |= features.get_link_types()
    for match in LINK.finditer(html):
        if (found := ID.search(match[0])) and match[1] in handlers:
            yield handlers[match[1]].get_model(), int(found[1])


def has_broken_link(html):
    """Return whether a link or an embed of `html`, a rich text, lacks an id that the database can have."""
    names = {
        *features.get_link_types(),
        *(n for n, handler in features.get_embed_types().items() if is_shown(handler)),
    }
    ids = (ID.search(match[0]) for match in LINK.finditer(html) if match[1] in names)
    return any(found is None or len(found[1]) > MAX_DIGITS for found in ids)


def is_shown(embed_handler):
    """Return whether embeds of this handler show an object, and not a picture or a video: see `ShownEmbedHandler`."""
    return getattr(embed_handler, "shows_object", False)
