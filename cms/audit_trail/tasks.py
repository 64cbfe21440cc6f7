from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cms.audit_trail import anchors, retention
from cms.audit_trail.verification import find_problem
from cms.tasks.declaration import periodic


class BrokenAuditTrailError(Exception):
    """The audit trail was changed: see the command `verify_audit_trail`."""


@periodic(every=timedelta(hours=1), verbose_name=_("Anchor the audit trail outside the database"))
def anchor_audit_trail():
    anchors.write_anchor()


@periodic(every=timedelta(days=1), verbose_name=_("Delete the oldest entries of the audit trail"))
def shorten_audit_trail():
    retention.shorten()


@periodic(every=timedelta(days=1), verbose_name=_("Verify the audit trail"))
def verify_audit_trail():
    """Fail if the audit trail was changed, so that the first page of the admin warns."""
    if problem := find_problem(anchors.read_anchors(settings.AUDIT_ANCHORS)):
        raise BrokenAuditTrailError(problem)
