"""Record what a restore of an older backup must not bring back, as tombstones.

Signals are used, so that all ways of changing an object are covered, except `QuerySet.update`.
"""

from contextlib import contextmanager
from contextvars import ContextVar

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import models
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from wagtail.contrib.forms.models import AbstractFormSubmission
from wagtail.models import (
    CollectionViewRestriction,
    DraftStateMixin,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    PageViewRestriction,
)
from wagtail.signals import unpublished

from cms.api.tokens.models import ApiToken
from cms.backup import tombstones
from cms.consent.models import Consent, ConsentRequired, Withdrawal

ERASURES = (
    *(ConsentRequired, DraftStateMixin, AbstractFormSubmission, Consent, ApiToken),
    *(Group, GroupPagePermission, GroupCollectionPermission, Authenticator),
)
"""Models, and bases of models, whose objects stay deleted, besides users and models with `stays_erased = True`."""
MEMBERSHIPS = (
    *(get_user_model()._meta.get_field(name) for name in ("groups", "user_permissions")),
    Group._meta.get_field("permissions"),
)
NO_PASSWORD = "!"  # noqa: S105 - Django's prefix of a password that nobody can use

_is_paused = ContextVar("is_paused", default=False)


@contextmanager
def paused():
    """Record nothing within this context."""
    token = _is_paused.set(True)
    try:
        yield
    finally:
        _is_paused.reset(token)


def record(kind, instance, **details):
    """Record a tombstone. `cms.backup.replay` describes the kinds."""
    if not _is_paused.get():
        tombstones.add(kind, instance, **details)


def watch():
    """Connect the signals of all models."""
    for model in apps.get_models():
        if _stays_erased(model):
            post_delete.connect(_record_erasure, sender=model)
        if _restrictions_of(model):
            pre_save.connect(_find_restrictions, sender=model)
            post_save.connect(_record_restrictions, sender=model)
    for field in MEMBERSHIPS:
        m2m_changed.connect(_record_removal, sender=field.remote_field.through)
    for model in (PageViewRestriction, CollectionViewRestriction):
        post_save.connect(_record_closing, sender=model)
    post_save.connect(_record_withdrawal, sender=Withdrawal)
    unpublished.connect(_record_unpublishing)


def _stays_erased(model):
    if issubclass(model, Page):
        return model is Page  # the signal is sent for each page, with its row of `Page`
    return issubclass(model, (*ERASURES, get_user_model())) or getattr(model, "stays_erased", False)


def _restrictions_of(model):
    """Return functions by field. Each returns whether the change from one value to another restricts something."""
    if issubclass(model, Consent):
        fields = [field.name for field in Consent._meta.fields if field.name.startswith(("covers_", "on_"))]
        return dict.fromkeys(fields, _is_turned_off) | {"expires_on": _is_earlier}
    if issubclass(model, ConsentRequired):
        conditions = [name for name in model.required_coverage.values() if name is not True]
        fields = [name for name in conditions if isinstance(model._meta.get_field(name), models.BooleanField)]
        return dict.fromkeys(fields, _is_turned_on)
    if issubclass(model, get_user_model()):
        return {"is_active": _is_turned_off, "is_superuser": _is_turned_off, "password": _is_changed}
    if issubclass(model, ApiToken):
        return {"revoked_at": _is_turned_on, "expires_at": _is_earlier}
    return {}


def _is_turned_off(before, after):
    return bool(before and not after)


def _is_turned_on(before, after):
    return bool(after and not before)


def _is_earlier(before, after):
    return bool(after and (before is None or after < before))


def _is_changed(before, after):
    return before != after


def _find_restrictions(instance, raw, update_fields, **kwargs):
    restrictions = _restrictions_of(type(instance))
    names = restrictions.keys() & set(update_fields) if update_fields is not None else restrictions.keys()
    if raw or not instance.pk or not names:
        return
    stored = type(instance)._base_manager.filter(pk=instance.pk).values(*names).first()
    if stored:
        new = {name: instance._meta.get_field(name).to_python(getattr(instance, name)) for name in sorted(names)}
        instance.new_restrictions = {
            name: value for name, value in new.items() if restrictions[name](stored[name], value)
        }


def _record_restrictions(instance, **kwargs):
    fields = instance.__dict__.pop("new_restrictions", None)
    if fields:
        values = {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in fields.items()}
        if "password" in values:
            values["password"] = NO_PASSWORD  # a hash is not to be kept in the list
        record("restricted", instance, fields=values)


def _record_erasure(instance, **kwargs):
    record("erased", instance)


def _record_removal(sender, instance, action, reverse, pk_set, **kwargs):
    """Record groups and permissions that users, or permissions that groups, are about to lose."""
    if action not in ("pre_remove", "pre_clear"):
        return
    field = next(field for field in MEMBERSHIPS if field.remote_field.through is sender)
    owner, other = field.m2m_field_name(), field.m2m_reverse_field_name()
    here, there = (other, owner) if reverse else (owner, other)
    rows = sender._base_manager.filter(**{here: instance})
    if action == "pre_remove":
        rows = rows.filter(**{f"{there}__in": pk_set})
    for owner_id, removed in rows.values_list(f"{owner}_id", f"{other}_id"):
        record("removed", field.model(pk=owner_id), field=field.name, removed=removed)


def _record_closing(instance, created, raw, **kwargs):
    if created and not raw:  # raw: loaded from a fixture, whose page may come later
        record("closed", instance.page if isinstance(instance, PageViewRestriction) else instance.collection)


def _record_withdrawal(instance, created, raw, **kwargs):
    if created and not raw:
        record("withdrawn", instance.consent, code=instance.consent.code)


def _record_unpublishing(instance, **kwargs):
    record("unpublished", instance)
