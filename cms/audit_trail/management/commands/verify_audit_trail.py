from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from cms.audit_trail import append_only, chain
from cms.audit_trail.anchors import InvalidAnchorError, read_anchors
from cms.audit_trail.verification import find_problem


class Command(BaseCommand):
    help = (
        "Verifies that no entry of the audit trail was changed or deleted. The exit status is 1 if one was, and the "
        "message names the first."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--anchors", default=settings.AUDIT_ANCHORS, help="file with anchors (default: the setting AUDIT_ANCHORS)"
        )
        parser.add_argument(
            "--protect", action="store_true", help="first create the triggers again that refuse changes"
        )

    def handle(self, *, anchors, protect, **options):
        if protect:
            append_only.protect(connection)
        try:
            read = read_anchors(anchors)
        except InvalidAnchorError as error:
            raise CommandError(str(error)) from error
        if problem := find_problem(read):
            raise CommandError(f"The audit trail was changed. {problem[0].upper()}{problem[1:]}")
        sequence, newest = chain.last_link()
        self.stdout.write(self.style.SUCCESS(f"The audit trail is unchanged up to entry {sequence} ({newest})."))
        self.stdout.write(f"Anchors that agree: {len(read)} in {Path(anchors)}.")
        if not read:
            self.stdout.write(self.style.WARNING("Without anchors, deleted newest entries are not found."))
        if number := chain.unsealed().count():
            self.stdout.write(f"Entries that are not chained yet: {number}. The worker does it within the hour.")
