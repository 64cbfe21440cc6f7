from django.core.management.base import BaseCommand, CommandError

from cms.backup.errors import BackupError
from cms.backup.making import make_backup


class Command(BaseCommand):
    help = (
        "Makes an encrypted archive of the database and the uploads in BACKUP_DIR, while the site is in use, and "
        "verifies it. docs/backup.md describes it."
    )

    def handle(self, **options):
        try:
            path, manifest = make_backup(self._print)
        except BackupError as error:
            raise CommandError(str(error)) from error
        for upload in manifest["missing"]:
            self._print(f"Not in the archive: {upload['field']} {upload['pk']}, {upload['name']}: {upload['reason']}")
        files = len(manifest["members"]) - 1
        rows = sum(manifest["rows"].values())
        size = path.stat().st_size / 1_000_000
        self._print(f"{path} is complete and verified: {size:.1f} MB, {rows} rows, {files} files.")

    def _print(self, sentence):
        self.stdout.write(sentence)
        self.stdout.flush()
