"""Make the groups of the roles after each migration, and grant them what is declared and new."""

from contextvars import ContextVar
from itertools import chain, count

from django.apps import apps as installed_apps
from django.contrib.auth.models import Group, Permission
from django.db import DEFAULT_DB_ALIAS, transaction
from django.dispatch import Signal
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from cms.roles.declaration import Role, declared_permissions
from cms.roles.models import GrantedPermission, RoleGroup
from cms.roles.wagtail_permissions import COLLECTION_PERMISSIONS, PAGE_PERMISSIONS

STOCK_GROUPS = ("Editors", "Moderators")
"""Wagtail's own groups."""

roles_created = Signal()
"""Sent once, when the first migration has made the groups. `groups` is a dict by `Role`."""


_is_updating = ContextVar("is_updating_roles", default=False)


def is_updating_roles():
    """Return whether permissions are granted by an update of the software, not by a person."""
    return _is_updating.get()


def update_roles(using=DEFAULT_DB_ALIAS, apps=installed_apps, **kwargs):
    """Make the group of each role once, and grant each declared permission once. Receiver of `post_migrate`."""
    try:
        apps.get_model("cms_roles", "RoleGroup")
    except LookupError:  # its tables are not migrated
        return
    if using == DEFAULT_DB_ALIAS:
        token = _is_updating.set(True)
        try:
            with transaction.atomic():
                _update_roles()
        finally:
            _is_updating.reset(token)


def _update_roles():
    is_first = not RoleGroup.objects.exists()
    groups = {role: _group_of(role) for role in Role}
    new = declared_permissions() - set(GrantedPermission.objects.values_list("role", "permission"))
    permissions = _permissions({name for _role, name in new})
    GrantedPermission.objects.bulk_create(
        GrantedPermission(role=role, permission=name)
        for role, name in sorted(new)
        if groups[role] and name in permissions and _grant(groups[role], name, permissions[name])
    )
    if is_first:
        roles_created.send(RoleGroup, groups=groups)
        for group in Group.objects.filter(name__in=STOCK_GROUPS):
            if not _is_used(group):
                group.delete()


def _group_of(role):
    """Return the group of `role`, or None if staff deleted it. Other groups of that name are left alone."""
    found = RoleGroup.objects.filter(role=role).select_related("group").first()
    if found is None:
        names = chain([role.label], (f"{role.label} {number}" for number in count(2)))
        name = next(name for name in map(str, names) if not Group.objects.filter(name=name).exists())
        found = RoleGroup.objects.create(role=role, group=Group.objects.create(name=name))
    return found.group


def _permissions(names):
    """Return the permissions that exist among `names`, by name."""
    found = Permission.objects.select_related("content_type")
    found = found.filter(codename__in={name.partition(".")[2] for name in names}) if names else ()
    by_name = {f"{permission.content_type.app_label}.{permission.codename}": permission for permission in found}
    return {name: by_name[name] for name in names & by_name.keys()}


def _grant(group, name, permission):
    """Grant `permission`, on all pages or collections if it is one of those. Return whether that could be done."""
    for names, model, granted, field in (
        (PAGE_PERMISSIONS, Page, GroupPagePermission, "page"),
        (COLLECTION_PERMISSIONS, Collection, GroupCollectionPermission, "collection"),
    ):
        if name in names:
            root = model.get_first_root_node()
            if root:
                granted.objects.get_or_create(group=group, permission=permission, **{field: root})
            return root is not None
    group.permissions.add(permission)
    return True


def _is_used(group):
    """Return whether anything refers to `group` but its own permissions, such as a user, a task or a private page."""
    own = {GroupPagePermission, GroupCollectionPermission, Group.permissions.through}
    return any(
        relation.related_model._default_manager.filter(**{relation.field.name: group}).exists()
        for relation in Group._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and relation.related_model not in own
    )
