import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.backup import restoring
from cms.backup.answers import public_answers
from cms.backup.errors import BackupError
from cms.backup.keys import read_identities


class Command(BaseCommand):
    help = (
        "Restores an archive of `backup` into an empty database and an empty storage, and applies the list of "
        "tombstones: what was withdrawn or deleted since the backup stays so. docs/backup.md describes it."
    )
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("archive", type=Path)
        parser.add_argument(
            "--identity", required=True, help="the file with the private key, as `age-keygen` writes it"
        )
        parser.add_argument("--tombstones", type=Path, help="the newest copy of the list (default: TOMBSTONES)")
        parser.add_argument(
            "--without-tombstones",
            action="store_true",
            help="restore without the list: content that patients have withdrawn since the backup is shown again",
        )
        parser.add_argument("--check", action="store_true", help="decrypt and check the archive, and change nothing")
        parser.add_argument(
            "--answers", type=Path, help="afterwards, write the SHA-256 of each public address to this file"
        )

    def handle(self, *, archive, identity, tombstones, without_tombstones, check, answers, **options):
        try:
            identities = read_identities(identity)
            if check:
                self._check(archive, identities, tombstones)
            else:
                path = self._list(tombstones, without_tombstones)
                self._report(*restoring.restore(archive, identities, path, self._print), path)
        except BackupError as error:
            raise CommandError(str(error)) from error
        if answers:
            answers.write_text(json.dumps(public_answers()))

    def _list(self, path, is_without):
        """Return the path of the list of tombstones, or None. Raise BackupError if it is missing."""
        if is_without:
            if path:
                raise BackupError("Either --tombstones or --without-tombstones.")
            return None
        path = path or Path(settings.TOMBSTONES)
        if not path.exists():
            raise BackupError(
                f"There is no list of tombstones at {path}. Name the newest copy with --tombstones. Without it, "
                "content that patients have withdrawn since the backup would be shown again: use "
                "--without-tombstones only if there is no copy. Nothing was changed."
            )
        return path

    def _check(self, archive, identities, tombstones):
        manifest = restoring.check(archive, identities, tombstones)
        self._print(
            f"{archive} is complete: made on {manifest['made_at']}, {sum(manifest['rows'].values())} rows, "
            f"{len(manifest['members']) - 1} files. Nothing was changed."
            + "".join(f"\n  {name} {version}" for name, version in sorted(manifest["packages"].items()))
        )

    def _report(self, manifest, report, path):
        for kind, number in sorted(report.applied.items()):
            self._print(f"  {kind}: {number}")
        for sentence in report.left:
            self.stdout.write(self.style.WARNING(sentence))
        if path is None:
            self.stdout.write(
                self.style.WARNING(
                    "Restored without the list of tombstones. Compare the consents with your own records before you "
                    "start the servers."
                )
            )
        self._print(f"The site of {manifest['made_at']} is restored. Start the servers and workers.")

    def _print(self, sentence):
        self.stdout.write(sentence)
        self.stdout.flush()
