from django.conf import settings
from django.core.management.base import BaseCommand

from cms.audit_trail.retention import shorten


class Command(BaseCommand):
    help = (
        "Deletes the entries of the audit trail that are older than AUDIT_DAYS, and records that it did. The worker "
        "does the same daily."
    )

    def handle(self, **options):
        number = shorten()
        kept = f"older than {settings.AUDIT_DAYS} days" if settings.AUDIT_DAYS else "AUDIT_DAYS is 0: all are kept"
        self.stdout.write(f"Deleted entries: {number} ({kept}).")
