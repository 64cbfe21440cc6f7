from django import template
from django.conf import settings
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


@register.simple_tag
def current_section(links, path):
    """Return the address of the entry of a menu below which `path` lies, or "". The nearest of several is chosen.

    `links` is a stream of link blocks. The first page is above all others, so it is no section.
    """
    addresses = {link.value.href for link in links} - {"", None, "/"}
    return max((one for one in addresses if path.startswith(one.rstrip("/") + "/")), key=len, default="")


@register.simple_tag(takes_context=True)
def has_session(context):
    """Return whether the visitor sent the cookie of a session. Reading the session would make the answer vary."""
    request = context.get("request")
    return bool(request) and settings.SESSION_COOKIE_NAME in request.COOKIES
