"""Rich texts of one page, expanded together.

Wagtail expands each rich text by itself, which costs a query or more for each that has links. Here the texts of a
body stay as they are stored until the whole is there, and are then expanded in one go.
"""

import re

from wagtail.api.rich_text import APIRichText
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.rich_text import RichText, expand_db_html

from .chosen import linked_in
from .loading import get_one, load_for

TOGETHER = "rich_text_is_expanded_together"
"""A context with this key true, of a template or of the API, is that of a whole that will be expanded later."""

BETWEEN = "\x1f"
"""Stands between texts while they are expanded as one; a control character that is taken out of them before."""

LINK = re.compile(r'(?P<start><a\b[^>]*\blinktype="[^>]*>)(?P<words>.*?)</a>', re.DOTALL)
PICTURE = re.compile(r'<embed\b[^>]*\bembedtype="image"[^>]*>')


class Stored(str):
    """A rich text in an API representation that is still as it is stored."""

    __slots__ = ()


def represent(rich_text, context):
    """Return a rich text for the API, in the format that the request asks for."""
    context = context or {}
    request = context.get("request")
    output = APIRichText.resolve_format(request.GET.get("rich_text_format") if request else None)
    if output == APIRichText.FORMAT_HTML and context.get(TOGETHER):
        return Stored(rich_text.source.replace(BETWEEN, " "))
    return serialize(rich_text.source, output)


def serialize(html, output):
    """Return `html`, a rich text as it is stored, in `output`, one of Wagtail's formats, with what may be shown.

    HTML is made by our own handlers of links and pictures; for the other formats, Wagtail asks no rule.
    """
    if output != APIRichText.FORMAT_HTML:
        load_for(linked_in(html))
        html = LINK.sub(_words_of_what_is_hidden, PICTURE.sub("", html))
    return APIRichText.serialize(html, format=output)


def _words_of_what_is_hidden(link):
    return link[0] if all(get_one(model, pk) for model, pk in linked_in(link["start"])) else link["words"]


def rich_texts_in(value):
    """Yield each rich text in a StreamField's value as it is stored, in the order of the document."""
    if isinstance(value, RichText):
        yield value.source
    elif isinstance(value, StreamValue):
        for child in value:
            yield from rich_texts_in(child.value)
    elif isinstance(value, StructValue):
        for one in value.values():
            yield from rich_texts_in(one)
    elif isinstance(value, ListValue):
        for one in value:
            yield from rich_texts_in(one)


def expand_all(representation):
    """Return a JSON-like API representation with all stored texts in it expanded."""
    stored = list(_stored_in(representation))
    if not stored:
        return representation
    expanded = iter(expand_db_html(BETWEEN.join(stored)).split(BETWEEN))
    return _replaced(representation, expanded)


def _stored_in(value):
    if isinstance(value, Stored):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _stored_in(one)


def _replaced(value, texts):
    if isinstance(value, Stored):
        return next(texts)
    if isinstance(value, dict):
        return {key: _replaced(one, texts) for key, one in value.items()}
    if isinstance(value, list):
        return [_replaced(one, texts) for one in value]
    return value
