from django import template

from cms.removal.redirects import RedirectForm, removes_addresses
from cms.removal.sources import sources_of

register = template.Library()


@register.inclusion_tag("cms_removal/admin/sources.html", takes_context=True)
def sources_of_references(context, *objects, is_moved=False):
    """List what refers to `objects`, which are about to be deleted, unpublished or moved."""
    given = dict.fromkeys(filter(None, objects))  # a template gives one under two names
    sources, number = sources_of(list(given), context["request"].user)
    return {"sources": sources, "further": number - len(sources), "is_moved": is_moved}


@register.inclusion_tag("cms_removal/admin/sources.html", takes_context=True)
def sources_of_bulk_action(context):
    """List what refers to the objects of a bulk action."""
    action = context["view"].action_type
    if action not in ("delete", "unpublish", "move"):
        return {}
    return sources_of_references(context, *(item["item"] for item in context["items"]), is_moved=action == "move")


@register.simple_tag
def redirect_form(*pages):
    """Return the form that offers a redirect for `pages`, or None if none of them has a public address."""
    return RedirectForm(pages) if any(page.live and page.url for page in pages) else None


@register.simple_tag(takes_context=True)
def redirect_form_of_bulk_action(context):
    """Return the form that offers a redirect for the pages of a bulk action, or None if it leaves their addresses."""
    if not removes_addresses(context["view"]):
        return None
    return redirect_form(*(item["item"] for item in context["items"]))
