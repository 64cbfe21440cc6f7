"""The second factor: the rule that requires it of an account, and its state for an account."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from wagtail.log_actions import log

from cms.accounts import sessions

KEY = "second_factor"
"""Key in a session under which the id of the user stands who has used a second factor in it."""
RESET = "cms_accounts.reset_second_factor"
"""Action in Wagtail's log."""
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""Recovery codes are no factor of their own: they stand in for a lost one."""

CODES_KEPT = 5
"""More than an app shows in the 90 seconds for which a code is valid."""

# Whoever manages accounts can take any other right.
_permissions = {"auth.add_user", "auth.change_user", "auth.add_group", "auth.change_group"}


def requires_second_factor(*permissions):
    """Require a second factor of all accounts that have one of `permissions`, such as "cms_consent.view_consent".

    Call it in `AppConfig.ready()` or in `wagtail_hooks.py`.
    """
    _permissions.update(permissions)


def is_required(user):
    """Return whether `user` needs a second factor. Superusers do, and everybody with a registered permission."""
    return settings.SECOND_FACTOR and (
        settings.SECOND_FACTOR_FOR_ALL
        or user.is_superuser
        or any(user.has_perm(permission) for permission in sorted(_permissions))
    )


def authenticators_of(user):
    """Return the second factors of `user`."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS)


def has_one(user):
    """Return whether `user` has a second factor. `StaffBackend` reads it together with the user."""
    known = getattr(user, "has_second_factor", None)
    return authenticators_of(user).exists() if known is None else known


def is_missing(user):
    """Return whether `user` needs a second factor and has none."""
    return not has_one(user) and is_required(user)


def spend_code(user, code):
    """Return whether `code` is not one of the last codes that opened the account of `user`, and note it.

    The code of an app is valid for 90 seconds: its own half minute, and those before and after it. allauth notes used
    codes in the cache, which processes need not share.
    """
    with transaction.atomic():
        app = Authenticator.objects.select_for_update().filter(user_id=user.pk, type=Authenticator.Type.TOTP).first()
        if app is None:
            return True
        spent = app.data.get("spent", [])
        app.data["spent"] = [*spent, code][-CODES_KEPT:]
        app.save(update_fields=["data"])
        return code not in spent


def record_use(request, user):
    """Note that `user` has used a second factor in the session of `request`."""
    request.session[KEY] = user.pk


def was_used(request, user):
    """Return whether `user` has used a second factor in the session of `request`."""
    return request.session.get(KEY) == user.pk


def reset(user, by=None):
    """Remove the second factors and recovery codes of `user`, end all sessions, and log who did it."""
    with transaction.atomic():
        Authenticator.objects.filter(user_id=user.pk).delete()
        sessions.end_all(user)
        log(user, RESET, user=by)
