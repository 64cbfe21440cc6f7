"""Chain the entries: each gets a number, and a hash of its content and of the hash before it.

Entries are inserted in the transactions of the changes that they record, and chained right after the commit, in a
short transaction of its own. A lock held from the insertion to the commit would let all editors wait for each other.
"""

import hashlib
import json
from datetime import UTC

from django.db import connection, transaction

from cms.audit_trail.models import Entry

CONTENT = ("action", "user_id", "username", "object_type", "object_id", "label", "details", "address")
"""The fields that the hash covers, beside `sequence` and `at`."""
LOCK = 0x6175646974
"""Number of the advisory lock of PostgreSQL."""
SET_LINK = f'UPDATE "{Entry._meta.db_table}" SET "sequence" = %s, "hash" = %s WHERE "id" = %s'  # noqa: S608
AT_ONCE = 1000
"""Number of entries that one transaction chains."""


def hash_of(entry, sequence, previous):
    """Return the hash of `entry` with the number `sequence` after the entry with the hash `previous`.

    It is the SHA-256, in hexadecimal digits, of `previous` followed by the JSON array of the number, the time in UTC
    with microseconds, and the fields `CONTENT`.
    """
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    content = [sequence, at, *(getattr(entry, name) for name in CONTENT)]
    return hashlib.sha256((previous + canonical_json(content)).encode()).hexdigest()


def canonical_json(value):
    """Return `value` as JSON with sorted keys, without spaces, and without escapes of letters."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def seal_on_commit():
    """Chain the new entries after the current transaction. If that fails, the next one chains them, too."""
    callbacks = (callback for _savepoints, callback, _robust in connection.run_on_commit)
    if not any(callback is seal for callback in callbacks):
        transaction.on_commit(seal, robust=True)


def seal():
    """Chain all entries that are committed and not chained.

    One process at a time does it. On PostgreSQL others do not wait: it looks for their entries after its commit.
    """
    while unsealed().exists():
        with transaction.atomic():
            if not try_lock():
                return
            sequence, previous = last_link()
            links = []
            for entry in unsealed().order_by("pk")[:AT_ONCE]:
                sequence += 1
                previous = hash_of(entry, sequence, previous)
                links.append((sequence, previous, entry.pk))
            with connection.cursor() as cursor:
                cursor.executemany(SET_LINK, links)


def unsealed():
    """Return the entries that are not chained."""
    return Entry.objects.filter(sequence=None)


def last_link():
    """Return number and hash of the newest chained entry."""
    links = Entry.objects.exclude(sequence=None).order_by("-sequence")
    return links.values_list("sequence", "hash").first() or (0, "")


def lock():
    """Let no other process chain entries until the end of the transaction.

    On SQLite each transaction has such a lock from its beginning: see `transaction_mode` in the settings.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def try_lock():
    """Return whether this process has the lock until the end of the transaction, without waiting for it."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return cursor.fetchone()[0]
