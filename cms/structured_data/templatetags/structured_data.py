import json

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from cms.structured_data.graph import page_graph

register = template.Library()
ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
"""Characters that end the script, or a line of it in old parsers: https://html.spec.whatwg.org/multipage/scripting.html
#restrictions-for-contents-of-script-elements"""


@register.simple_tag(takes_context=True)
def structured_data(context):
    """Render the JSON-LD graph of the variable `page`, or nothing without one. Put it behind the content.

    A script of this type is data, which a strict Content-Security-Policy does not block.
    """
    page = context.get("page")
    if page is None or not page.full_url:
        return ""
    graph = page_graph(page, context["practice"], context.flatten())
    data = json.dumps(graph, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    script = mark_safe(data)  # noqa: S308 - escaped above
    return format_html('<script type="application/ld+json">{}</script>', script)
