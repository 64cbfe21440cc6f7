"""Receivers of the signals of logins, of second factors, and of changed users."""

from allauth.account.signals import authentication_step_completed
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
    authenticator_used,
)
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_save, pre_delete, pre_save
from django.dispatch import receiver

from cms.accounts import lockout, second_factor, sessions
from cms.metrics.registry import counter

failed_logins = counter("cms_failed_logins", "Logins that failed, by what was wrong.", "factor")

User = get_user_model()
ENDING = {"password", "is_active"}
"""Fields whose change ends all sessions of a user."""


@receiver(user_logged_in)
def start_session(request, user, **kwargs):
    sessions.start(request, user)


@receiver(authentication_step_completed)
def give_new_session_key(request, reauthenticated=False, **kwargs):
    """Give a session a new key when its login is confirmed, as Django does at a login."""
    if reauthenticated:
        request.session.cycle_key()


@receiver(user_logged_out)
def end_session(request, user, **kwargs):
    if user:
        sessions.end(user.staff_sessions.filter(session_key=request.session.session_key))


@receiver([authenticator_used, authenticator_added])
def record_second_factor(request, user, **kwargs):
    second_factor.record_use(request, user)


@receiver([authenticator_added, authenticator_removed, authenticator_reset])
def end_sessions_on_other_devices(request, user, **kwargs):
    sessions.end(user.staff_sessions.exclude(session_key=request.session.session_key))


@receiver(authentication_failed)
def count_failed_code(request, user, **kwargs):
    lockout.count_failure(request, user)


@receiver(user_login_failed)
def count_failed_login(sender, **kwargs):
    failed_logins.labels("second" if sender == lockout.__name__ else "password").inc()


@receiver(pre_save, sender=User)
def compare_with_stored_user(instance, update_fields, **kwargs):
    if instance.pk and (update_fields is None or ENDING & set(update_fields)):
        stored = User.objects.filter(pk=instance.pk).values_list("password", flat=True).first()
        instance.ends_sessions = not instance.is_active or stored not in (None, instance.password)


@receiver(post_save, sender=User)
def end_sessions_of_changed_user(instance, **kwargs):
    """End all sessions. The one that changes its own password is given a new key by Django, and goes on."""
    if instance.__dict__.pop("ends_sessions", False):
        sessions.end_all(instance)


@receiver(pre_delete, sender=User)
def end_sessions_of_deleted_user(instance, **kwargs):
    sessions.end_all(instance)
