"""Serialize rich text for the site and the API."""

import re

from wagtail.api.rich_text import APIRichText

from cms.loader import load_one, prefetch
from cms.pages.references import extract_links

LINK = re.compile(r'(?P<start><a\b[^>]*\blinktype="[^>]*>)(?P<words>.*?)</a>', re.DOTALL)
PICTURE = re.compile(r'<embed\b[^>]*\bembedtype="image"[^>]*>')


def represent(rich_text, context):
    """Return `rich_text` for the API, in the format that the request asks for."""
    request = (context or {}).get("request")
    output = APIRichText.resolve_format(request.GET.get("rich_text_format") if request else None)
    return serialize(rich_text.source, output)


def serialize(html, output):
    """Return `html`, a stored rich text, in `output`, one of Wagtail's formats, without hidden objects.

    For HTML, our own link and image handlers check visibility. For the other formats, hidden links are removed here,
    because Wagtail does not check.
    """
    if output != APIRichText.FORMAT_HTML:
        prefetch(extract_links(html))
        html = LINK.sub(_words_of_what_is_hidden, PICTURE.sub("", html))
    return APIRichText.serialize(html, format=output)


def _words_of_what_is_hidden(link):
    return link[0] if all(load_one(model, pk) for model, pk in extract_links(link["start"])) else link["words"]
