from django import template
from django.utils.safestring import mark_safe
from wagtail.rich_text import expand_db_html

from ..rich_text import TOGETHER

register = template.Library()


@register.simple_tag(takes_context=True)
def body(context, value):
    """Render a StreamField, with the links in all its rich texts looked up together."""
    if not value:
        return ""
    html = value.render_as_block(context=context.flatten() | {TOGETHER: True})
    return mark_safe(expand_db_html(html))  # noqa: S308 - the output of templates and of Wagtail's own expansion


@register.simple_tag(takes_context=True)
def rich_text(context, value):
    """Render a rich text: at once, or with the whole body that it stands in."""
    if not value:
        return ""
    source = getattr(value, "source", value)
    html = source if context.get(TOGETHER) else expand_db_html(source)
    return mark_safe(html)  # noqa: S308 - rich text is made clean when it is saved


@register.filter
def has_tag(page, name):
    """Whether `page` has the tag `name`, in upper or lower case."""
    return bool(name) and any(tag.name.lower() == name.lower() for tag in page.tags.all())
