"""Read the content stamp."""

import threading
import time

from django.db import DEFAULT_DB_ALIAS, Error, OperationalError, connections

from cms.content_stamp import writes
from cms.content_stamp.writes import LEASE, STAMP_TABLE, is_in_transaction

RETRY = 1
"""For how many seconds the database is not asked again after it did not answer."""
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


def last_stamp(seconds):
    """Return the stamp of the last answer while the database does not answer, or None.

    It is None if the database answers, if the answer is older than `seconds`, and if this process has committed a
    change since.
    """
    stamp, asked_at = _reader.last_answer
    is_usable = _reader.is_away and max(writes.committed_at, time.monotonic() - seconds) < asked_at
    return stamp if is_usable else None


def fetch_over_reader(sql, parameters):
    """Return the rows of a query over the connection that reads the stamp, so that the thread needs none of its own.

    Raise django.db.Error if the database does not answer.
    """
    return _reader.fetch(sql, parameters)


class _Reader:
    """Reads the stamp over an autocommit connection of its own, which all threads of the process share.

    It trusts an answer for `LEASE` seconds from before the question. A query for each response would cost more than
    all the rest of a response from memory: the threads of a server lose Python's lock while they wait for a database.
    """

    def __init__(self):
        self._lock = threading.Lock()
        self.answer = (None, 0)
        """The stamp, and when it was asked for: one tuple, which other threads see whole."""
        self.last_answer = self.answer
        """The same. It stays when the connection is closed."""
        self.is_away = False
        """Whether the database did not answer the last question."""
        self._asks_again_at = 0
        self._connection = None

    def ask(self):
        # While the database is away, one thread asks it once in a while, and no other one waits for it.
        if self.is_away and time.monotonic() < self._asks_again_at:
            raise OperationalError("The database did not answer a moment ago.")
        if not self._lock.acquire(blocking=not self.is_away):
            raise OperationalError("Another thread is asking the database.")
        try:
            stamp, asked_at = self.answer  # of another thread, meanwhile
            return stamp if _is_trusted(asked_at) else self._ask_twice()
        finally:
            self._lock.release()

    def _ask_twice(self):
        try:
            return self._ask()
        except Error:
            # The server may have closed a connection that was idle.
            self.close()
        try:
            return self._ask()
        except Error:
            self.is_away, self._asks_again_at = True, time.monotonic() + RETRY
            raise

    def fetch(self, sql, parameters):
        with self._lock, self._connect().cursor() as cursor:
            cursor.execute(sql, parameters)
            return cursor.fetchall()

    def close(self):
        if self._connection is not None:
            self._connection.close()
        self._connection = None
        self.answer = (None, 0)

    def _connect(self):
        if self._connection is None:
            connection = connections[DEFAULT_DB_ALIAS].copy(DEFAULT_DB_ALIAS)
            connection.inc_thread_sharing()
            connection.ensure_connection()
            self._connection = connection
        return self._connection

    def _ask(self):
        connection = self._connect()
        now = time.monotonic()
        try:
            # Use the cursor of the database driver, since `writes` watches Django's.
            stamp = tuple(connection.connection.execute(READ_STAMP).fetchone())
        except connection.Database.Error as error:
            raise OperationalError(*error.args) from error
        self.answer = self.last_answer = (stamp, now)
        self.is_away = False
        return stamp


def _is_trusted(asked_at):
    return writes.committed_at < asked_at > time.monotonic() - LEASE


_reader = _Reader()


def close_reader():
    """Close the connection that reads the stamp, and forget its answers. For tests, and for processes that fork."""
    _reader.close()
    _reader.last_answer, _reader.is_away = (None, 0), False
