import json

from django import template
from django.utils.safestring import mark_safe

register = template.Library()
ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&"}


@register.filter
def json_ld(data):
    """Return `data` as a script of JSON-LD. What would end the script is escaped, as Django's `json_script` does."""
    text = json.dumps(data, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped above
