"""Restore an archive into an empty place, and apply what was withdrawn or deleted since it was made."""

import os
import shutil
import sys
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Site

from cms.accounts.models import StaffSession
from cms.backup import contents, databases, tombstones, uploads
from cms.backup.archive import read_archive
from cms.backup.errors import BackupError
from cms.backup.replay import Report, replay
from cms.backup.scratch import scratch_folder
from cms.content_stamp.models import ContentChange
from cms.plugins import schema_snapshot
from cms.plugins.registry import registry

MARKER = "restore-not-finished"
"""A file in `DATA_DIR` that exists while a restore runs. No process starts while it exists: see `cms.backup.apps`."""


def restore(archive, identities, list_of_tombstones, progress):
    """Restore the file `archive`. Return its manifest and the `Report` about the list of tombstones.

    Everything is decrypted and checked before anything is changed.

    Args:
        archive: its path.
        identities: private keys of age.
        list_of_tombstones: its path, or None to restore without it.
        progress: a function that is called with sentences about what is done.

    Raises:
        BackupError: the archive cannot be restored.
    """
    databases.check_tools()
    databases.refuse_used_database()
    uploads.refuse_used_storages()
    with scratch_folder("restore") as folder:
        progress("Decrypting and checking the archive")
        manifest, files = _extract(archive, identities, folder)
        contents.refuse_foreign(manifest)
        entries = _entries(list_of_tombstones, manifest)
        _refuse_another_list(list_of_tombstones)
        _load_content_types_of(manifest, folder)
        marker = settings.DATA_DIR / MARKER
        marker.touch()
        progress("Loading the database")
        databases.load(files.pop(databases.DATABASE))
        _check_rows(manifest)
        _migrate()
        progress(f"Storing {len(files)} files")
        _store(files)
        progress(f"Applying {len(entries)} entries of the list of tombstones")
        report = _bring_up_to_date(entries)
    if list_of_tombstones:
        _continue_list(list_of_tombstones)
    tombstones.mark("restored", made_at=manifest["made_at"])
    marker.unlink()
    return manifest, report


def check(archive, identities, list_of_tombstones=None):
    """Decrypt `archive` and check all of it, without writing anything. Return its manifest.

    Raises:
        BackupError: it could not be restored.
    """
    manifest = read_archive(archive, identities)
    if list_of_tombstones:
        tombstones.entries_since(list_of_tombstones, manifest["tombstones"])
    return manifest


def _extract(archive, identities, folder):
    """Write the members to `folder`. Return the manifest, and the paths by name of the member.

    Members get numbers as file names: an archive of an attacker could have any names.
    """
    files = {}

    def keep(name, file):
        path = files[name] = folder / str(len(files))
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
                shutil.copyfileobj(file, target, 1024 * 1024)
        except OSError as error:
            raise BackupError(
                f"The archive cannot be unpacked into {folder} ({error}). Nothing was changed."
            ) from error

    return read_archive(archive, identities, keep), files


def _entries(path, manifest):
    return tombstones.entries_since(path, manifest["tombstones"]) if path else []


def _load_content_types_of(manifest, folder):
    """Store the schema snapshot. Start anew if it has content types that do not run here: placeholders are needed."""
    path, snapshot = settings.CONTENT_TYPES_SNAPSHOT, manifest["content_types"]
    if not path or not snapshot or schema_snapshot.read(path) == snapshot:
        return
    schema_snapshot.write(path, snapshot)
    if snapshot.keys() - {plugin.label for plugin in registry}:
        shutil.rmtree(folder)
        os.execv(sys.executable, sys.orig_argv)  # noqa: S606


def _check_rows(manifest):
    expected = manifest["rows"]
    found = contents.count_rows(labels=expected)  # tables of models that are newer do not exist yet
    wrong = [label for label, number in found.items() if number != expected[label]]
    if wrong:
        raise BackupError(f"Not all rows were loaded: {', '.join(sorted(wrong))}. Empty the database and try again.")


def _store(files):
    referenced = {upload.member for upload in uploads.stored_uploads()}
    for member, path in files.items():
        if member in referenced:  # others were deleted while the archive was made
            uploads.restore_upload(member, path)


def _migrate():
    """Migrate to the installed version, if it is newer."""
    ContentType.objects.clear_cache()
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)


def _bring_up_to_date(entries):
    """Drop sessions, apply the entries, and move the content stamp. Return the `Report`."""
    Session.objects.all().delete()
    StaffSession.objects.all().delete()
    report = replay(entries) if entries else Report()
    ContentChange.objects.create()
    Site.clear_site_root_paths_cache()
    return report


def _continue_list(path):
    """Go on with the list `path` in this installation."""
    target = Path(settings.TOMBSTONES)
    if not (target.exists() and target.samefile(path)):
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        target.chmod(0o600)


def _refuse_another_list(path):
    """Raise BackupError if this installation has a list that `path` does not continue."""
    target = Path(settings.TOMBSTONES)
    if target.exists() and not (path and Path(path).read_bytes().startswith(target.read_bytes())):
        raise BackupError(
            f"There is another list of tombstones at {target}. Restore with it, or move it away. Nothing was changed."
        )
