"""Read the content stamp."""

import threading
import time

from django.db import DEFAULT_DB_ALIAS, Error, OperationalError, connections

from cms.content_stamp import writes
from cms.content_stamp.writes import LEASE, STAMP_TABLE, is_in_transaction

READ_STAMP = f"SELECT COUNT(*), MAX(id), SUM(token) FROM {STAMP_TABLE}"  # noqa: S608


def current_stamp():
    """Return the stamp of the content that is committed now: a tuple, or None if it cannot be used.

    It is None within a transaction, which may see content other than the last committed one, and while the database
    does not answer.

    Call it before reading the content that is kept under this stamp.
    """
    if is_in_transaction():
        return None
    stamp, asked_at = _reader.answer
    if _is_trusted(asked_at):
        return stamp
    try:
        return _reader.ask()
    except Error:
        return None


class _Reader:
    """Reads the stamp over an autocommit connection of its own, which all threads of the process share.

    It trusts an answer for `LEASE` seconds from before the question. A query for each response would cost more than
    all the rest of a response from memory: the threads of a server lose Python's lock while they wait for a database.
    """

    def __init__(self):
        self._lock = threading.Lock()
        self.answer = (None, 0)
        """The stamp, and when it was asked for: one tuple, which other threads see whole."""
        self._connection = None

    def ask(self):
        with self._lock:
            stamp, asked_at = self.answer  # of another thread, meanwhile
            if _is_trusted(asked_at):
                return stamp
            try:
                return self._ask()
            except Error:
                # The server may have closed a connection that was idle.
                self.close()
                return self._ask()

    def close(self):
        if self._connection is not None:
            self._connection.close()
        self._connection = None
        self.answer = (None, 0)

    def _ask(self):
        if self._connection is None:
            connection = connections[DEFAULT_DB_ALIAS].copy(DEFAULT_DB_ALIAS)
            connection.inc_thread_sharing()
            connection.ensure_connection()
            self._connection = connection
        now = time.monotonic()
        try:
            # Use the cursor of the database driver, since `writes` watches Django's.
            stamp = tuple(self._connection.connection.execute(READ_STAMP).fetchone())
        except self._connection.Database.Error as error:
            raise OperationalError(*error.args) from error
        self.answer = (stamp, now)
        return stamp


def _is_trusted(asked_at):
    return writes.committed_at < asked_at > time.monotonic() - LEASE


_reader = _Reader()
close_reader = _reader.close
"""Close the connection that reads the stamp. For tests, and for processes that fork."""
