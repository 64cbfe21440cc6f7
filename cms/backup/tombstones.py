"""The list of tombstones: a file with one JSON line for each end of a permission to show or to do something.

The file is only appended to. Each line has a number and the SHA-256 of the line before, so that a list with a changed
or missing line is refused. A line is made in two steps: a row is stored in the transaction of the change, and written
to the file after it. If the file cannot be written to, the change succeeds, the row waits, and the error is logged.
"""

import fcntl
import hashlib
import json
import logging
import os
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cms.backup.errors import BackupError
from cms.backup.models import PendingTombstone

logger = logging.getLogger(__name__)

START = "0" * 64
"""The hash before the first line."""


def add(kind, instance, **details):
    """Add an entry about the model instance `instance` to the list, after the current transaction.

    `details` are JSON values without personal data.
    """
    PendingTombstone.objects.create(
        kind=kind, model=instance._meta.label, object_id=str(instance.pk), details=details
    )
    transaction.on_commit(_write_pending_or_log, robust=True)


def write_pending():
    """Write all entries that are not in the list yet.

    Raise OSError if the file cannot be written to, and ValueError if its last line is damaged.
    """
    if not PendingTombstone.objects.exists():
        return
    with _locked(Path(settings.TOMBSTONES)) as file:
        rows = list(PendingTombstone.objects.order_by("pk"))
        _append(file, [_entry(row.at, row.kind, row.details, model=row.model, id=row.object_id) for row in rows])
        PendingTombstone.objects.filter(pk__in=[row.pk for row in rows]).delete()


def mark(kind, **details):
    """Write a line that is about no object, such as “backup”, and return the position after it.

    Raises:
        BackupError: the file cannot be written to.
    """
    try:
        with _locked(Path(settings.TOMBSTONES)) as file:
            return _append(file, [_entry(timezone.now(), kind, details)])
    except (OSError, ValueError) as error:
        raise BackupError(f"The list of tombstones {settings.TOMBSTONES} cannot be written to ({error}).") from error


def read(path):
    """Return the lines of the list at `path`, as bytes.

    Raises:
        BackupError: the list is missing, or a line is missing, changed or incomplete.
    """
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise BackupError(f"The list of tombstones {path} cannot be read ({error.strerror}).") from error
    lines = content.splitlines(keepends=True)
    previous = START
    for number, line in enumerate(lines, 1):
        try:
            entry = json.loads(line)
            is_next = (entry["number"], entry["previous"]) == (number, previous) and line.endswith(b"\n")
        except (ValueError, KeyError, TypeError):
            is_next = False
        if not is_next:
            raise BackupError(
                f"The list of tombstones {path} is damaged at line {number}: this line or the one before was "
                "changed, removed or cut off. Take another copy of the list."
            )
        previous = _hash(line)
    return lines


def entries_since(path, position):
    """Return the entries of the list at `path` after `position`, which an archive has recorded.

    Raises:
        BackupError: the list is damaged, ends before the archive was made, or is of another site.
    """
    lines, number = read(path), position["lines"]
    if len(lines) < number or (number and _hash(lines[number - 1]) != position["last"]):
        raise BackupError(
            f"The list of tombstones {path} is older than the archive, or belongs to another site: it has "
            f"{len(lines)} lines, and the archive expects line {number} of its own list. Take the newest copy."
        )
    return [json.loads(line) for line in lines[number:]]


def _write_pending_or_log():
    try:
        write_pending()
    except (OSError, ValueError) as error:
        logger.error(
            "The list of tombstones %s could not be written to (%s). The change itself is done. The entry is written "
            "later; until then, a restore of an older backup does not know of it.",
            settings.TOMBSTONES,
            error,
        )


def _entry(at, kind, details, **subject):
    return {"at": at.isoformat(), "kind": kind, **subject, **({"details": details} if details else {})}


def _append(file, entries):
    """Append a line for each entry, and return the position: the number of lines, and the hash of the last one."""
    number, previous, end = _last_line(file)
    lines = []
    for entry in entries:
        number += 1
        lines.append(json.dumps({"number": number, **entry, "previous": previous}).encode() + b"\n")
        previous = _hash(lines[-1])
    file.truncate(end)  # a line that a full disk cut off: its entry is among `entries` again
    file.seek(end)
    file.write(b"".join(lines))
    file.flush()
    os.fsync(file.fileno())
    return {"lines": number, "last": previous}


@contextmanager
def _locked(path):
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def _last_line(file):
    """Return the number and the hash of the last complete line, and the offset of its end."""
    file.seek(0)
    last, end = b"", 0
    for line in file:
        if line.endswith(b"\n"):
            last, end = line, end + len(line)
    return (json.loads(last)["number"], _hash(last), end) if last else (0, START, 0)


def _hash(line):
    return hashlib.sha256(line).hexdigest()
