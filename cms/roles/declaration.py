"""The roles, and the permissions that packages and plugins declare for them."""

from django.contrib.auth import get_permission_codename
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """A role of staff. A person may have several roles."""

    EDITOR = "editor", _("Editor")
    MEDICAL_REVIEWER = "medical_reviewer", _("Medical reviewer")
    PUBLISHER = "publisher", _("Publisher")
    PRIVACY_OFFICER = "privacy_officer", _("Privacy officer")
    ADMINISTRATOR = "administrator", _("Administrator")


_declarations = []


def declare_permissions(permissions):
    """Declare permissions of roles. Call it in `AppConfig.ready()`.

    `permissions` is a dict by `Role` of names such as "cms_consent.view_consent", or a function that returns one.
    Permissions that do not exist, such as those of an app that is not installed, are ignored until they do.
    """
    _declarations.append(permissions)


def declared_permissions():
    """Return the (role, name of permission) pairs that all packages and plugins declare."""
    return {
        (Role(role), name)
        for declaration in _declarations
        for role, names in (declaration() if callable(declaration) else declaration).items()
        for name in names
    }


def permissions_of(model, *actions):
    """Return the names of the permissions for `actions` on `model`."""
    return {f"{model._meta.app_label}.{get_permission_codename(action, model._meta)}" for action in actions}


def snippet_permissions(*models):
    """Return the usual permissions for snippets: editors write them, and publishers also publish and delete them."""
    from wagtail.models import DraftStateMixin, LockableMixin  # plugins are declared before models can be imported

    permissions = {Role.EDITOR: set(), Role.PUBLISHER: set()}
    for model in models:
        more = ("publish",) if issubclass(model, DraftStateMixin) else ()
        more += ("lock", "unlock") if issubclass(model, LockableMixin) else ()
        permissions[Role.EDITOR] |= permissions_of(model, "add", "change")
        permissions[Role.PUBLISHER] |= permissions_of(model, "add", "change", "delete", *more)
    return permissions
