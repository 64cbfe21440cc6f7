"""Permissions of Wagtail and Django, and the roles that have them."""

from wagtail.models import Page

from cms.roles.declaration import Role


def _names(app, model, *actions):
    return {f"{app}.{action}_{model}" for action in actions}


PAGE_PERMISSIONS = {f"wagtailcore.{codename}" for codename in Page.permission_codenames}
"""Granted for a page and those below it."""
FILE_PERMISSIONS = _names("wagtailimages", "image", "add", "change", "choose") | _names(
    "wagtaildocs", "document", "add", "change", "choose"
)
COLLECTION_PERMISSIONS = FILE_PERMISSIONS | _names("wagtailcore", "collection", "add", "change", "delete")
"""Granted for a collection and those below it."""

# Wagtail shows the page tree to whoever has any permission of pages. To lock one changes the least.
_ENTER = {"wagtailadmin.access_admin", "wagtailcore.lock_page"}
_WRITE = _names("wagtailcore", "page", "add", "change") | FILE_PERMISSIONS
_REDIRECT = _names("wagtailredirects", "redirect", "add", "change", "delete")
_MANAGE = {
    name
    for app, model in (
        ("auth", "user"),
        ("auth", "group"),
        ("wagtailcore", "collection"),
        ("wagtailcore", "site"),
        ("wagtailcore", "task"),
        ("wagtailcore", "workflow"),
    )
    for name in _names(app, model, "add", "change", "delete")
}

WAGTAIL_PERMISSIONS = {
    Role.EDITOR: _ENTER | _WRITE,
    Role.MEDICAL_REVIEWER: _ENTER,
    Role.PUBLISHER: _ENTER | _WRITE | PAGE_PERMISSIONS | _REDIRECT,
    # Images and documents may show patients, who may want them deleted.
    Role.PRIVACY_OFFICER: _ENTER | {"wagtailimages.change_image", "wagtaildocs.change_document"},
    Role.ADMINISTRATOR: _ENTER | _MANAGE | _REDIRECT,
}
