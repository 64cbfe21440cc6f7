import json
from datetime import datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms.backup import tombstones
from cms.backup.errors import BackupError
from cms.backup.replay import replay


class Command(BaseCommand):
    help = (
        "Applies a list of tombstones to a database that was restored by other means than `restore`, such as to a "
        "moment by PostgreSQL. Applying an entry twice changes nothing more."
    )

    def add_arguments(self, parser):
        parser.add_argument("list", type=Path)
        parser.add_argument(
            "--since",
            required=True,
            type=datetime.fromisoformat,
            help="apply entries from this time on, such as 2026-11-30 13:24:00+00:00",
        )

    def handle(self, *, since, **options):
        since = since if since.tzinfo else timezone.make_aware(since)
        try:
            lines = tombstones.read(options["list"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        entries = [json.loads(line) for line in lines]
        report = replay([entry for entry in entries if datetime.fromisoformat(entry["at"]) >= since])
        for kind, number in sorted(report.applied.items()):
            self.stdout.write(f"{kind}: {number}")
        for sentence in report.left:
            self.stdout.write(self.style.WARNING(sentence))
        self.stdout.write(f"{sum(report.applied.values())} entries of the list of tombstones were applied.")
