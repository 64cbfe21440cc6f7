"""Record what happens to messages of visitors. `cms.forms` records that they were seen.

Deletions are recorded by a signal, since they happen in lists, with a page, and by commands.
"""

from django.apps import apps
from django.db.models.signals import post_delete
from wagtail.contrib.forms.models import AbstractFormSubmission

from cms.audit_trail.recording import record

VIEWED = "cms_audit_trail.view_messages"
EXPORTED = "cms_audit_trail.export_messages"
DELETED = "cms_audit_trail.delete_message"


def connect():
    """Record deletions of all models of submissions."""
    for model in apps.get_models():
        if issubclass(model, AbstractFormSubmission):
            post_delete.connect(_deleted, sender=model)


def _deleted(instance, **kwargs):
    record(DELETED, instance, label="", details={"page": instance.page_id})
