"""Telephone numbers in running text, as links that a telephone dials: RFC 3966."""

import re
from functools import lru_cache

from django.conf import settings
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

NUMBER = r"(?<![\w/.-])(?:\+?1[-. ])?(?:\([2-9]\d\d\) ?|[2-9]\d\d[-. ])[2-9]\d\d[-. ]\d{4}(?![\w-])"
"""A number of the North American Numbering Plan, such as 603-669-0290, (603) 669-0290 or +1 603 669 0290."""
END_OF_NUMBER = re.compile(r"\d\d\d[-. ]\d\d\d\d")
LINK_OR_TAG = re.compile(r"(<a\b.*?</a>|<[^>]*>)", re.DOTALL | re.IGNORECASE)


def link_phones(html):
    """Return `html` with its telephone numbers as links, except where they are in a link or a tag already.

    The number for emergencies is linked after the word “call”: elsewhere three digits may be anything.
    """
    html = conditional_escape(html)
    if not (settings.EMERGENCY_NUMBER in html or END_OF_NUMBER.search(html)):  # ten times as fast as the pattern
        return html
    pattern = _pattern(settings.EMERGENCY_NUMBER)
    parts = LINK_OR_TAG.split(html)
    parts[::2] = [pattern.sub(_link, text) for text in parts[::2]]
    return mark_safe("".join(parts))  # noqa: S308 - made of escaped text


@lru_cache(maxsize=1)
def _pattern(emergency_number):
    return re.compile(rf"{NUMBER}|(?<=\bcall ){re.escape(emergency_number)}\b", re.IGNORECASE)


def _link(match):
    digits = re.sub(r"\D", "", match[0])
    if len(digits) >= 10:
        digits = f"+1{digits[-10:]}"
    return f'<a href="tel:{digits}">{match[0]}</a>'
