"""Entries of the audit trail."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

READ = "cms_audit_trail.read"
"""The permission to read and export the audit trail."""


class Entry(models.Model):
    """An event. The database refuses to change or delete it: see `append_only`.

    It refers to persons and objects by text, not by foreign keys, so that it stays when they are deleted.
    """

    sequence = models.BigIntegerField(null=True, unique=True, editable=False, verbose_name=_("number"))
    """Its place in the chain, from 1. `chain.seal` sets it together with `hash`, right after the transaction."""
    hash = models.CharField(max_length=64, blank=True, editable=False, verbose_name=_("hash"))
    at = models.DateTimeField(default=timezone.now, db_index=True, editable=False, verbose_name=_("time"))
    action = models.CharField(max_length=100, db_index=True, editable=False, verbose_name=_("action"))
    """The name of an action that is registered with Wagtail's log."""
    user_id = models.BigIntegerField(null=True, editable=False, verbose_name=_("id of the user"))
    username = models.CharField(max_length=150, blank=True, db_index=True, editable=False, verbose_name=_("user"))
    """Empty for what the system did, and for persons who are not logged in."""
    object_type = models.CharField(max_length=100, blank=True, editable=False, verbose_name=_("type"))
    """Such as “cms_consent.consent”."""
    object_id = models.CharField(max_length=255, blank=True, editable=False, verbose_name=_("id"))
    label = models.CharField(max_length=255, blank=True, editable=False, verbose_name=_("name"))
    """The name of the object at that time. Empty for patient content and consents: the report looks it up."""
    details = models.JSONField(default=dict, editable=False, verbose_name=_("details"))
    """Numbers and short names. Never content."""
    address = models.CharField(max_length=50, blank=True, editable=False, verbose_name=_("network"))
    """The network of the client: /24 of IPv4, /48 of IPv6."""

    class Meta:
        verbose_name = _("entry of the audit trail")
        verbose_name_plural = _("entries of the audit trail")
        ordering = ["-pk"]
        default_permissions = ()
        permissions = [("read", "Can read and export the audit trail")]
        indexes = [models.Index(fields=["object_type", "object_id"], name="audit_trail_objects")]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M:%S} UTC, {self.action}, {self.username or '–'}"
