from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import get_script_prefix
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext
from wagtail.models import Site
from wagtail.rich_text import expand_db_html

from cms.content_stamp.kept import keep
from cms.context.channels import PREVIEW
from cms.context.request import current_channel
from cms.loader import load_one, load_visible, prefetch
from cms.pages import filters
from cms.pages.phones import link_phones
from cms.pages.stylesheets import PRINT, for_screens
from cms.visibility import add_dependencies, visibility_key

register = template.Library()


@register.simple_tag(takes_context=True)
def body(context, value):
    """Render a StreamField."""
    return value.render_as_block(context=context.flatten()) if value else ""


@register.filter
def rich_text(value):
    """Render a rich text, with links to public objects only."""
    if not value:
        return ""
    html = expand_db_html(getattr(value, "source", value))
    return link_phones(mark_safe(html))  # noqa: S308 - rich text is made clean when it is saved


register.filter("phone_links", link_phones)


@register.filter
def shown(chosen):
    """Return the object that a block or a field refers to, or None if it may not be shown."""
    return load_visible(chosen)


@register.filter
def has_tag(page, name):
    """Return whether `page` has the tag `name`, ignoring case."""
    return bool(name) and name.lower() in (tag.lower() for tag in page.tag_names)


@register.simple_tag
def current_section(links, path):
    """Return the URL of the menu entry that contains `path`, or "". The longest URL is chosen.

    `links` is a stream of link blocks. The home page contains all pages, so it is no section.
    """
    href = template.Variable("link.value.href")
    return _section_of({href.resolve({"link": link}) for link in links}, path)


def _section_of(addresses, path):
    """Return the longest of `addresses` that `path` is at or below, or "". The home page is not one."""
    above = (one for one in addresses if one and one != "/" and path.startswith(one.rstrip("/") + "/"))
    return max(above, key=len, default="")


@register.simple_tag(takes_context=True)
def list_title(context, title):
    """Return `title`, for a list with the chosen option of its filter and the number of its page after it."""
    list_filter, page_obj = context.get("filter"), context.get("page_obj")
    if list_filter:
        title = f"{title}: {list_filter.chosen.label}"
    if page_obj and page_obj.number > 1:
        title = gettext("%(title)s, page %(number)d") % {"title": title, "number": page_obj.number}
    return title


@register.simple_tag(takes_context=True)
def canonical_query(context):
    """Return the query string of the canonical URL: the filter and the page of a list, and nothing else."""
    return filters.canonical_query(context.get("filter"), context.get("page_obj"))


@register.simple_tag(takes_context=True)
def has_session(context):
    """Return whether the request has a session cookie. Reading the session would add `Vary: Cookie`."""
    request = context.get("request")
    return bool(request) and settings.SESSION_COOKIE_NAME in request.COOKIES


@register.simple_tag(takes_context=True)
def kept(context, template_name):
    """Render a component that shows the practice and the menus, once for all pages until content changes.

    It may depend on `practice`, `menus`, and on whether `request.path` is that of a link in it or below one.
    """
    request = context.get("request")
    template = context.template.engine.get_template(template_name)
    if request is None or current_channel() == PREVIEW or not (site := Site.find_for_request(request)):
        return template.render(context)
    links = ("links of every page", site.pk, visibility_key())
    addresses, shown = keep(links, lambda: (_addresses_of_links(context), _objects_of_every_page(context)))
    add_dependencies(shown)
    exact = request.path if request.path in addresses else ""
    section = _section_of(addresses, request.path)
    key = ("component", template_name, get_language(), get_script_prefix(), *links, exact, section)
    return keep(key, lambda: template.render(context))


def _addresses_of_links(context):
    links = [link.value.href for menu in (context["menus"].main, context["menus"].footer) for link in menu]
    return frozenset(filter(None, [*links, context["practice"].contact_url]))


def _objects_of_every_page(context):
    """Return the objects that the practice and the menus refer to. Each response can be purged by them."""
    references = [*context["practice"].references(), *context["menus"].references()]
    prefetch(references)
    return [found for model, pk in references if (found := load_one(model, pk))]


@register.simple_tag
def stylesheets():
    """Return the links to the stylesheets of the site."""
    paths = ((static(path),) for path in for_screens())
    screen = format_html_join("\n", '<link rel="stylesheet" href="{}">', paths)
    # A screen does not wait for it.
    return screen + format_html('\n<link rel="stylesheet" href="{}" media="print">', static(PRINT))
