"""Serialize rich text for the site and the API."""

import re
from functools import partial

from django.utils.html import escape
from wagtail.api.rich_text import APIRichText
from wagtail.rich_text import features
from wagtail.rich_text.rewriters import FIND_EMBED_TAG, extract_attrs

from cms.loader import load_one, prefetch
from cms.pages.references import extract_links, is_shown

LINK = re.compile(r'(?P<start><a\b[^>]*\blinktype="[^>]*>)(?P<words>.*?)</a>', re.DOTALL)
PICTURE = re.compile(r'<embed\b[^>]*\bembedtype="image"[^>]*>')


def represent(rich_text, context):
    """Return `rich_text` for the API, in the format that the request asks for."""
    request = (context or {}).get("request")
    output = APIRichText.resolve_format(request.GET.get("rich_text_format") if request else None)
    return serialize(rich_text.source, output)


def serialize(html, output):
    """Return `html`, a stored rich text, in `output`, one of Wagtail's formats, without hidden objects.

    For HTML, our own handlers check visibility. For the other formats, hidden links and objects are removed here,
    because Wagtail does not check. Objects in the text are references in the stored HTML, and words in Markdown.
    """
    if output != APIRichText.FORMAT_HTML:
        prefetch(extract_links(html))
        html = LINK.sub(_words_of_what_is_hidden, PICTURE.sub("", html))
        html = FIND_EMBED_TAG.sub(partial(_object_in_text, output), html)
    return APIRichText.serialize(html, format=output)


def _words_of_what_is_hidden(link):
    return link[0] if all(load_one(model, pk) for model, pk in extract_links(link["start"])) else link["words"]


def _object_in_text(output, match):
    attrs = extract_attrs(match[1])
    handler = features.get_embed_types().get(attrs.get("embedtype"))
    if not is_shown(handler):
        return match[0]
    (instance,) = handler.load_many([attrs])
    if instance is None or not (words := handler.as_text(instance)):
        return ""
    return match[0] if output == APIRichText.FORMAT_DB_HTML else escape(words)
