"""Delete the oldest entries after their time."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cms.audit_trail import chain
from cms.audit_trail.append_only import SHORTENED
from cms.audit_trail.models import Entry
from cms.audit_trail.recording import record


@transaction.atomic
def shorten():
    """Delete the entries that are older than `AUDIT_DAYS`, and return their number.

    A new entry says until which number, and has the last hash of the deleted ones, with which the chain goes on. Only
    the beginning of the chain is deleted: an older entry that was chained after a newer one stays for a while.
    """
    if not settings.AUDIT_DAYS:
        return 0
    chain.lock()
    chained = Entry.objects.exclude(sequence=None).order_by("sequence")
    first_kept = chained.filter(at__gte=timezone.now() - timedelta(days=settings.AUDIT_DAYS)).first()
    newest = chained.last() if first_kept is None else chained.filter(sequence__lt=first_kept.sequence).last()
    if newest is None:
        return 0
    record(SHORTENED, details={"until": newest.sequence, "hash": newest.hash})
    chain.seal()  # so that the chain goes on, even if all other entries are deleted
    number, _by_model = Entry.objects.filter(sequence__lte=newest.sequence).delete()
    return number
