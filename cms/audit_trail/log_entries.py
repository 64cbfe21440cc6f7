"""Copy Wagtail's log to the audit trail.

Wagtail's entries name objects by their titles, have free texts, and can be deleted. The copy has neither titles of
patient content nor texts.
"""

from django.apps import apps
from django.db.models.signals import post_save
from wagtail.models import DraftStateMixin
from wagtail.models.audit_log import BaseLogEntry

from cms.audit_trail.recording import short_values, store


def connect():
    """Copy each new entry of all logs."""
    for model in apps.get_models():
        if issubclass(model, BaseLogEntry):
            post_save.connect(copy_log_entry, sender=model, dispatch_uid=f"audit_trail.{model._meta.label}")


def copy_log_entry(instance, created, raw, **kwargs):
    """Record what `instance`, an entry of Wagtail's log, says, unless it is about saving a draft.

    Drafts are saved while staff type. That they are published is recorded.
    """
    model = instance.content_type.model_class()
    is_draft = instance.action == "wagtail.edit" and model and issubclass(model, DraftStateMixin)
    if not created or raw or is_draft:
        return
    store(
        instance.action,
        f"{instance.content_type.app_label}.{instance.content_type.model}",
        str(instance.object_id),
        instance.label if getattr(model, "named_in_audit_trail", True) else "",
        instance.user if instance.user_id else None,
        _details(instance),
    )


def _details(entry):
    values = entry.data if not entry.action.startswith("wagtail.") else _numbers(entry.data)
    details = short_values(values)
    return details | {"revision": entry.revision_id} if entry.revision_id else details


def _numbers(value):
    """Return the numbers in `value`, a dict. Wagtail's own texts are titles and comments."""
    kept = {key: _numbers(part) if isinstance(part, dict) else part for key, part in value.items()}
    return {key: part for key, part in kept.items() if part and isinstance(part, int | dict)}
