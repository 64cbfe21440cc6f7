"""Read the content stamp."""

import threading
import time

from django.db import DEFAULT_DB_ALIAS, Error, OperationalError, connections

from cms.content_stamp import writes
from cms.content_stamp.writes import LEASE, STAMP_TABLE, has_uncommitted_changes

READ_STAMP = f"SELECT COUNT(*), MAX(id), SUM(token) FROM {STAMP_TABLE}"  # noqa: S608


def current_stamp():
    """Return the stamp of the content that is committed now: a tuple, or None if it cannot be used.

    It is None within a transaction, which may see content other than the last committed one, and while the database
    does not answer.

    Call it before reading the content that is kept under this stamp.
    """
    connection = connections[DEFAULT_DB_ALIAS]  # once: looking it up takes as long as reading the stamp
    if connection.in_atomic_block or has_uncommitted_changes(connection):
        return None
    try:
        return _readers[connection.vendor].read()
    except Error:
        return None


class _Reader:
    """Reads the stamp over an autocommit connection of its own, which all threads of the process share."""

    def __init__(self):
        self._lock = threading.Lock()
        self._connection = None
        self._execute = None

    def read(self):
        with self._lock:
            try:
                return self._read()
            except Error:
                # The server may have closed a connection that was idle.
                self.close()
                return self._read()

    def close(self):
        if self._connection is not None:
            self._connection.close()
        self._connection = self._execute = None

    def _fetch(self, sql):
        """Return the first row of a query. It calls the driver, since each layer above takes as long as the query."""
        if self._execute is None:
            self._connection = connections[DEFAULT_DB_ALIAS].copy(DEFAULT_DB_ALIAS)
            self._connection.inc_thread_sharing()
            self._connection.ensure_connection()
            self._execute = self._connection.connection.execute
        try:
            return self._execute(sql).fetchone()
        except self._connection.Database.Error as error:
            raise OperationalError(*error.args) from error


class _SQLiteReader(_Reader):
    """Asks SQLite whether any connection has committed, in 4 microseconds, and only then for the stamp.

    https://www.sqlite.org/pragma.html#pragma_data_version
    """

    def __init__(self):
        super().__init__()
        self._version = self._stamp = None

    def close(self):
        super().close()
        self._version = None  # versions of two connections cannot be compared

    def _read(self):
        version = self._fetch("PRAGMA data_version")
        if version != self._version:
            self._stamp = tuple(self._fetch(READ_STAMP))
            self._version = version
        return self._stamp


class _ServerReader(_Reader):
    """Asks the database server, and trusts its answer for `LEASE` seconds from before the question."""

    def __init__(self):
        super().__init__()
        self._answer = (None, 0)
        """The stamp, and when it was asked for: one tuple, which other threads see whole."""

    def read(self):
        stamp, asked_at = self._answer
        is_trusted = writes.committed_at < asked_at > time.monotonic() - LEASE
        return stamp if is_trusted else super().read()

    def close(self):
        super().close()
        self._answer = (None, 0)

    def _read(self):
        now = time.monotonic()
        stamp = tuple(self._fetch(READ_STAMP))
        self._answer = (stamp, now)
        return stamp


_readers = {"sqlite": _SQLiteReader(), "postgresql": _ServerReader()}


def close_readers():
    """Close the connections that read the stamp. For tests, and for processes that fork."""
    for reader in _readers.values():
        reader.close()
