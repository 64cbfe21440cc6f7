"""Make a backup, while the site is in use."""

from pathlib import Path

import pyrage
from django.conf import settings
from django.utils import timezone

from cms.backup import contents, databases, tombstones
from cms.backup.archive import ArchiveWriter, encrypted_to, read_archive
from cms.backup.errors import BackupError
from cms.backup.keys import recipients
from cms.backup.scratch import scratch_folder
from cms.backup.uploads import copy_uploads, reason_for_missing, stored_uploads

SUFFIX = ".tar.age"
PARTIAL = ".partial"


def make_backup(progress):
    """Make an archive in the folder `BACKUP_DIR`, verify it, and return its path and manifest.

    Files are copied first, then the database, then the files that were added meanwhile: a file to which the dump
    refers is in the archive, unless it was deleted after the dump.

    The archive is encrypted to the recipients and to a key that exists in the memory of this process alone. With it,
    the archive is decrypted once and compared. Nobody can use this key afterwards.

    Args:
        progress: a function that is called with sentences about what is done.

    Raises:
        BackupError: no archive was made. No file is left that looks like one.
    """
    keys, own_key = recipients(), pyrage.x25519.Identity.generate()
    databases.check_tools()
    folder = Path(settings.BACKUP_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"bay-street-{timezone.now():%Y%m%dT%H%M%SZ}{SUFFIX}"
    partial = path.with_name(path.name + PARTIAL)
    if path.exists():
        raise BackupError(f"{path} exists already. Try again in a second.")
    with scratch_folder("backup") as scratch:
        for left in folder.glob(f"*{PARTIAL}"):  # by a backup that was killed
            left.unlink()
        try:
            with encrypted_to(partial, [*keys, own_key.to_public()]) as stream:
                _write(ArchiveWriter(stream), scratch, progress)
            progress("Verifying the archive")
            manifest = read_archive(partial, [own_key])
            partial.replace(path)
        except OSError as error:
            raise BackupError(f"The backup could not be made ({error}).") from error
        finally:
            partial.unlink(missing_ok=True)
    return path, manifest


def newest_archive():
    """Return the path of the newest archive in `BACKUP_DIR`. Raise BackupError if there is none."""
    archives = sorted(Path(settings.BACKUP_DIR).glob(f"*{SUFFIX}"))
    if not archives:
        raise BackupError(f"There is no archive in {settings.BACKUP_DIR}.")
    return archives[-1]


def _write(archive, scratch, progress):
    position = tombstones.mark("backup")
    uploads = list(stored_uploads())
    progress(f"Copying {len(uploads)} files")
    copy_uploads(uploads, archive, _counter(len(uploads), progress))
    progress("Copying the database")
    with databases.dumped(scratch) as dump:
        with dump.open("rb") as file:
            archive.add(databases.DATABASE, file, dump.stat().st_size)
        progress("Copying the files that were added meanwhile")
        missing = copy_uploads(stored_uploads(databases.SNAPSHOT), archive)
        described = contents.describe(databases.SNAPSHOT)
    archive.close(
        described
        | {
            "tombstones": position,
            "missing": [upload._asdict() | {"reason": reason_for_missing(upload)} for upload in missing],
        }
    )


def _counter(total, progress):
    """Return a function that reports every tenth part of `total` calls."""
    done = 0

    def count():
        nonlocal done
        done += 1
        if done * 10 // total > (done - 1) * 10 // total:
            progress(f"  {done} of {total} files")

    return count
