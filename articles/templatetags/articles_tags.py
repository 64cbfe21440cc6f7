from django import template
from django.utils.safestring import mark_safe

register = template.Library()


class CitedNode(template.Node):
    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context):
        return mark_safe(context["page"].numbering.apply_with_places(self.nodelist.render(context)))  # noqa: S308


@register.tag
def cited(parser, token):
    """Replace the citations up to `{% endcited %}` by numbers. The context variable `page` has to be `Citing`."""
    nodelist = parser.parse(["endcited"])
    parser.delete_first_token()
    return CitedNode(nodelist)
