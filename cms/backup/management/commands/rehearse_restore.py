from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.backup.errors import BackupError
from cms.backup.making import newest_archive
from cms.backup.rehearsal import rehearse


class Command(BaseCommand):
    help = (
        "Restores an archive into a scratch place, compares all public addresses with the running site, and deletes "
        "the scratch place. docs/backup.md describes it."
    )

    def add_arguments(self, parser):
        parser.add_argument("archive", type=Path, nargs="?", help="default: the newest one in BACKUP_DIR")
        parser.add_argument(
            "--identity",
            default=settings.BACKUP_REHEARSAL_IDENTITY,
            help="the file with the private key (default: BACKUP_REHEARSAL_IDENTITY)",
        )
        parser.add_argument("--tombstones", type=Path, default=settings.TOMBSTONES, help="default: TOMBSTONES")

    def handle(self, *, archive, identity, tombstones, **options):
        if not identity:
            raise CommandError("Name the file with the private key: --identity.")
        try:
            result = rehearse(archive or newest_archive(), identity, tombstones, self._print)
        except BackupError as error:
            raise CommandError(str(error)) from error
        self._print(f"Restored: {result.rows} rows and {result.files} files of {result.made_at}.")
        self._print(f"{result.equal} addresses have the same bytes as the running site.")
        if not result.is_current:
            self._print(
                f"Content has changed since the backup: {len(result.different)} other addresses differ. All "
                "addresses of the restored site respond without an error."
            )
        self._print(f"The rehearsal took {result.seconds:.0f} seconds.")

    def _print(self, sentence):
        self.stdout.write(sentence)
        self.stdout.flush()
