"""Record logins, second factors, and changes of accounts and rights."""

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_reset
from axes.signals import user_locked_out
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.utils import timezone
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from cms.audit_trail.models import Entry
from cms.audit_trail.recording import record
from cms.roles.granting import is_updating_roles

LOGGED_IN = "cms_audit_trail.login"
LOGGED_OUT = "cms_audit_trail.logout"
LOGIN_FAILED = "cms_audit_trail.login_failed"
LOCKED_OUT = "cms_audit_trail.locked_out"
FACTOR_ADDED = "cms_audit_trail.add_factor"
FACTOR_REMOVED = "cms_audit_trail.remove_factor"
CODES_RENEWED = "cms_audit_trail.renew_codes"
ACCOUNT_CREATED = "cms_audit_trail.create_account"
ACCOUNT_CHANGED = "cms_audit_trail.change_account"
ACCOUNT_DELETED = "cms_audit_trail.delete_account"
GROUPS_ADDED = "cms_audit_trail.add_to_group"
GROUPS_REMOVED = "cms_audit_trail.remove_from_group"
RIGHTS_ADDED = "cms_audit_trail.grant"
RIGHTS_REMOVED = "cms_audit_trail.revoke"

WATCHED = ("username", "email", "password", "is_active", "is_superuser")
"""The fields of an account whose changes are recorded: never the values, except whether they are on or off."""
User = get_user_model()


def connect():
    """Connect the receivers."""
    user_logged_in.connect(_logged_in)
    user_logged_out.connect(_logged_out)
    user_login_failed.connect(_login_failed)
    user_locked_out.connect(_locked_out)
    post_save.connect(_factor_saved, sender=Authenticator)
    post_delete.connect(_factor_removed, sender=Authenticator)
    authenticator_reset.connect(_codes_renewed)
    pre_save.connect(_compare_account, sender=User)
    post_save.connect(_account_saved, sender=User)
    post_delete.connect(_account_deleted, sender=User)
    for through in (User.groups.through, User.user_permissions.through, Group.permissions.through):
        m2m_changed.connect(_rights_changed, sender=through)
    for model in (GroupPagePermission, GroupCollectionPermission):
        post_save.connect(_permission_added, sender=model)
        post_delete.connect(_permission_removed, sender=model)


def _logged_in(user, **kwargs):
    record(LOGGED_IN, user, user=user)


def _logged_out(user, **kwargs):
    if user:
        record(LOGGED_OUT, user, user=user)


def _login_failed(credentials, request=None, **kwargs):
    """Record a failure, but none while the account is locked: an attacker could send any number of them."""
    if not getattr(request, "axes_locked_out", False):
        _record_failure(LOGIN_FAILED, credentials.get(User.USERNAME_FIELD))


def _locked_out(username, **kwargs):
    """Record that an account was locked, once: axes sends the signal for each attempt."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    if not Entry.objects.filter(action=LOCKED_OUT, label=username or "", at__gt=since).exists():
        _record_failure(LOCKED_OUT, username)


def _record_failure(action, username):
    """Record a failure for an account. Other names are not stored: some are passwords in the wrong field."""
    if user := User._default_manager.filter(**{User.USERNAME_FIELD: username or ""}).first():
        record(action, user)


def _factor_saved(instance, created, **kwargs):
    """Record a new factor in the transaction that adds it, after which allauth sends its own signal."""
    if created:
        record(FACTOR_ADDED, instance.user, details={"type": instance.type})


def _factor_removed(instance, **kwargs):
    record(FACTOR_REMOVED, instance.user, details={"type": instance.type})


def _codes_renewed(user, **kwargs):
    record(CODES_RENEWED, user)


def _compare_account(instance, update_fields, raw=False, **kwargs):
    watched = [name for name in WATCHED if update_fields is None or name in update_fields]
    stored = (
        User._default_manager.filter(pk=instance.pk).values(*watched).first() if instance.pk and watched else None
    )
    changed = [name for name in watched if stored and stored[name] != getattr(instance, name)]
    instance.changes_of_account = {
        "fields": changed,
        **{name: getattr(instance, name) for name in changed if name.startswith("is_")},
    }


def _account_saved(instance, created, raw=False, **kwargs):
    details = instance.__dict__.pop("changes_of_account")
    if created:
        record(ACCOUNT_CREATED, instance, details={"is_superuser": instance.is_superuser})
    elif details["fields"]:
        record(ACCOUNT_CHANGED, instance, details=details)


def _account_deleted(instance, **kwargs):
    record(ACCOUNT_DELETED, instance)


def _rights_changed(sender, instance, action, reverse, model, pk_set, **kwargs):
    """Record groups of an account, and permissions of an account or a group."""
    if is_updating_roles() or action not in ("post_add", "post_remove", "pre_clear"):
        return
    is_added = action == "post_add"
    others = (
        _cleared(sender, instance, reverse) if action == "pre_clear" else model._default_manager.filter(pk__in=pk_set)
    )
    if sender is User.groups.through:
        for other in others:
            user, group = (other, instance) if reverse else (instance, other)
            event = GROUPS_ADDED if is_added else GROUPS_REMOVED
            record(event, user, label=f"{user}: {group}", details={"group": group.pk})
    elif not reverse:
        names = [
            f"{other.content_type.app_label}.{other.codename}" for other in others.select_related("content_type")
        ]
        if names:
            record(RIGHTS_ADDED if is_added else RIGHTS_REMOVED, instance, details={"permissions": sorted(names)})


def _cleared(sender, instance, reverse):
    """Return the objects that `instance` is related to by the many-to-many table `sender`, before that is cleared."""
    if sender is User.groups.through:
        return instance.user_set.all() if reverse else instance.groups.all()
    if reverse:
        return ()
    return instance.permissions.all() if sender is Group.permissions.through else instance.user_permissions.all()


def _permission_added(instance, created, **kwargs):
    if created and not is_updating_roles():
        record(RIGHTS_ADDED, instance.group, details=_place(instance))


def _permission_removed(instance, **kwargs):
    if not is_updating_roles():
        record(RIGHTS_REMOVED, instance.group, details=_place(instance))


def _place(permission):
    """Return the details of a permission for a page or a collection and all below it."""
    kind = "page" if isinstance(permission, GroupPagePermission) else "collection"
    named = permission.permission
    return {
        "permissions": [f"{named.content_type.app_label}.{named.codename}"],
        kind: getattr(permission, f"{kind}_id"),
    }
