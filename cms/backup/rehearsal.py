"""Rehearse a restore: into a scratch place, in a process of its own, and compare the result with the running site."""

import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from cms.backup.answers import public_answers
from cms.backup.contents import read_stamp
from cms.backup.errors import BackupError
from cms.backup.keys import read_identities
from cms.backup.restoring import check
from cms.backup.scratch import scratch_folder

SHARED = ("static", "secret_key")
"""The files in `DATA_DIR` that a rehearsal uses in place, since an archive does not have them."""


@dataclass(frozen=True)
class Rehearsal:
    """The comparison of the restored site with the running one."""

    made_at: str
    rows: int
    files: int
    seconds: float
    is_current: bool
    """Whether content is the same as when the archive was made. Otherwise, responses may differ."""
    equal: int
    different: tuple
    failed: tuple
    """Addresses of the restored site that respond with an error of the server, or not like the running site."""


def rehearse(archive, identity, list_of_tombstones, progress):
    """Restore `archive` into a scratch place, compare, and return a `Rehearsal`.

    The arguments are those of `cms.backup.restoring.restore`, except `identity`, the path of the private key.

    Raises:
        BackupError: the archive cannot be restored, or the restored site does not respond as the running one.
    """
    started = time.monotonic()
    manifest = check(archive, read_identities(identity), list_of_tombstones)
    progress(f"Restoring {archive} into a scratch place")
    restored = restored_answers(archive, identity, list_of_tombstones)
    progress(f"Comparing {len(restored)} addresses")
    is_current = read_stamp() == manifest["content_stamp"]
    running = public_answers()
    is_current = is_current and read_stamp() == manifest["content_stamp"]
    different = tuple(
        sorted(url for url in running.keys() | restored.keys() if running.get(url) != restored.get(url))
    )
    errors = tuple(sorted(url for url, (status, _hash) in restored.items() if status >= 500))
    rehearsal = Rehearsal(
        made_at=manifest["made_at"],
        rows=sum(manifest["rows"].values()),
        files=len(manifest["members"]) - 1,
        seconds=time.monotonic() - started,
        is_current=is_current,
        equal=len(running.keys() | restored.keys()) - len(different),
        different=different,
        failed=different if is_current else errors,
    )
    if rehearsal.failed or not restored:
        raise BackupError(
            f"The restored site does not respond as it should at {len(rehearsal.failed)} of {len(restored)} "
            "addresses: " + ", ".join(rehearsal.failed[:10])
        )
    return rehearsal


def restored_answers(archive, identity, list_of_tombstones):
    """Restore in a scratch place, and return the responses of its public addresses, as `public_answers` does.

    The arguments are those of `rehearse`. Raises BackupError if the archive cannot be restored.
    """
    with scratch_folder("rehearsal") as folder, _database(folder) as url:
        answers = folder / "answers.json"
        for shared in SHARED:
            if (settings.DATA_DIR / shared).exists():
                (folder / shared).symlink_to(settings.DATA_DIR / shared)
        inherited = {
            key: value for key, value in os.environ.items() if key != "FRONTEND_CACHE_URL"
        }  # nothing is purged
        environment = {
            "DATA_DIR": str(folder),
            "DATABASE_URL": url,
            "CMS_CONTENT_TYPES_SNAPSHOT": str(folder / "content_types.json"),
            "TOMBSTONES": str(folder / "tombstones.jsonl"),
            "CACHE_URL": "locmem://",
            "BACKUP_REHEARSAL_IDENTITY": "",
        }
        done = subprocess.run(  # noqa: S603
            [
                *(sys.executable, "-m", "cms", "restore", str(Path(archive).resolve())),
                *("--identity", str(Path(identity).resolve())),
                *("--tombstones", str(Path(list_of_tombstones).resolve())),
                *("--answers", str(answers)),
            ],
            env=inherited | environment,
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise BackupError(f"The rehearsal failed: {done.stderr.strip()}")
        return json.loads(answers.read_text())


@contextmanager
def _database(folder):
    """Yield the URL of an empty scratch database, which is deleted afterwards."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder}/db.sqlite3"
        return
    name = f"{connection.settings_dict['NAME']}_rehearsal"
    with connection._nodb_cursor() as cursor:
        drop = f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'
        cursor.execute(drop)
        cursor.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
        finally:
            cursor.execute(drop)
