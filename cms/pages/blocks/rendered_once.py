"""Blocks whose HTML follows from their value alone, such as a heading or a table, are rendered once."""

from hashlib import blake2b

import orjson
from django.utils.translation import get_language

from cms.pages.computed import Memo
from cms.pages.references import extract_references

MAX_RENDERED = 2_000
MAX_LENGTH = 10_000
"""How many blocks a process keeps, and the longest: 20 MB at most, a few in practice."""
SET_BY_BODY = ("anchor", "heading_level")
"""Attributes of a value that the body sets, beside what is stored: see `cms.pages.blocks.body.contents`."""
DYNAMIC = (b"linktype=", b"<embed")
"""Markup of links and embeds in a stored rich text. Wagtail replaces it when the text is rendered."""

_rendered = Memo(MAX_RENDERED)


class RenderedOnceMixin:
    """Mixin for blocks whose template shows nothing but the value, which is all that it gets.

    The HTML is kept by a digest of the value, so it cannot become stale. A value that refers to something, such as a
    text with a link to a page, is rendered each time.
    """

    def render(self, value, context=None):
        if not value:
            return super().render(value, context=context)
        stored = orjson.dumps(self.get_prep_value(value), default=str)
        template = self.get_template(value, context=context)
        beside = tuple(getattr(value, name, "") for name in SET_BY_BODY)
        key = template, get_language(), beside, blake2b(stored, digest_size=16).digest()
        html = _rendered.get(key)
        if html is None:
            if self._is_dynamic(stored):
                return super().render(value, context=context)
            html = super().render(value)
            if len(html) <= MAX_LENGTH:
                _rendered.set(key, html)
        return html

    def _is_dynamic(self, stored):
        return any(part in stored for part in DYNAMIC) or any(extract_references(self, orjson.loads(stored)))


def forget_rendered():
    """Forget all HTML. For tests that change a template."""
    _rendered.clear()
