"""Move the content stamp in each transaction that changes content.

https://docs.djangoproject.com/en/5.2/topics/db/instrumentation/
"""

import atexit
import re
import threading
import time
from enum import Enum, auto
from functools import lru_cache

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from cms.content_stamp.exemptions import COLUMNS, TABLES
from cms.content_stamp.models import ContentChange, random_token

LEASE = 0.02
"""For how many seconds a process may trust a stamp that it has read: see `settle`."""
KEPT_CHANGES = 500
"""About how many rows of `ContentChange` are kept, so that the stamp is read quickly."""

STAMP_TABLE = ContentChange._meta.db_table
READS = ("SELECT", "(SELECT", "SAVEPOINT", "RELEASE ", "BEGIN", "PRAGMA", "SET ", "SHOW ", "EXPLAIN ")
WRITTEN_TABLE = re.compile(r'(?:INSERT (?:OR \w+ )?INTO|REPLACE INTO|UPDATE|DELETE FROM) "([^"]+)"')
UPDATED_COLUMNS = re.compile(r'UPDATE "[^"]+" SET ((?:"\w+" = (?:%s|NULL)(?:, )?)+) WHERE ')
DELETE_OLD_CHANGES = {
    "sqlite": f"DELETE FROM {STAMP_TABLE} WHERE id <= (SELECT MAX(id) - {KEPT_CHANGES} FROM {STAMP_TABLE})",  # noqa: S608
    # A transaction that deletes the same rows is not waited for.
    "postgresql": f"DELETE FROM {STAMP_TABLE} WHERE id IN (SELECT id FROM {STAMP_TABLE} "  # noqa: S608
    f"WHERE id <= (SELECT MAX(id) - {KEPT_CHANGES} FROM {STAMP_TABLE}) FOR UPDATE SKIP LOCKED)",
}


class Statement(Enum):
    """The effect of an SQL statement on content."""

    READ = auto()
    WRITE = auto()
    COMMAND = auto()
    """A statement that may not be allowed in a transaction, such as VACUUM."""
    ROLLBACK = auto()


def watch_connection(connection, **kwargs):
    """Watch the statements of a database connection. It receives the signal `connection_created`."""
    if connection.alias == DEFAULT_DB_ALIAS and connections[DEFAULT_DB_ALIAS] is connection:
        _of_thread.connection = connection
    if not hasattr(connection, "content_watcher"):
        connection.content_watcher = _Watcher(connection)
        # The context is never left. It lives for as long as something refers to it.
        connection.content_watcher.context = connection.execute_wrapper(connection.content_watcher)
        connection.content_watcher.context.__enter__()


def is_in_transaction():
    """Return whether this thread is in a transaction, one that is managed by hand included.

    Each response from memory asks it, and `connections[DEFAULT_DB_ALIAS]` would take most of the time of that.
    """
    connection = _of_thread.connection
    if connection is None:
        connection = _of_thread.connection = connections[DEFAULT_DB_ALIAS]
    return connection.in_atomic_block or (connection.connection is not None and not connection.autocommit)


def settle():
    """Wait until no process uses a stamp that it read before the last change by this thread.

    Call it before a response is sent, so that every later request gets the new content, from any process.
    """
    seconds = _of_thread.lease_ends - time.monotonic()
    if seconds > 0:
        time.sleep(seconds)


committed_at = 0
"""When this process last committed a change. It does not trust a stamp from before."""


class _OfThread(threading.local):
    connection = None
    """The default connection of the thread, once it is known."""
    lease_ends = 0
    """When no process uses a stamp any more that it read before the last change by the thread."""


_of_thread = _OfThread()
atexit.register(settle)  # for commands


class _Watcher:
    """Wrapper around the execution of SQL that moves the stamp of its connection."""

    def __init__(self, connection):
        self.connection = connection
        self._mark = None
        self._has_table = False

    def __call__(self, execute, sql, params, many, context):
        statement = Statement.READ if type(sql) is str and sql.startswith(READS) else _classify(str(sql))
        if statement is Statement.WRITE and self._needs_transaction(sql):
            with transaction.atomic(using=self.connection.alias):
                return self._write(execute, sql, params, many, context)
        if statement is Statement.READ:
            return execute(sql, params, many, context)
        if statement is Statement.ROLLBACK:  # to a savepoint, which Django may not know
            self._mark = None
            return execute(sql, params, many, context)
        return self._write(execute, sql, params, many, context)

    @property
    def has_moved(self):
        """Whether the open transaction has moved the stamp.

        Django keeps the callbacks of a transaction until its end, and drops those of a savepoint that is rolled back.
        """
        if self.connection.in_atomic_block:
            callbacks = (callback for _savepoints, callback, _robust in self.connection.run_on_commit)
            return self._mark is not None and any(callback is self._mark for callback in callbacks)
        return is_in_transaction()

    def _needs_transaction(self, sql):
        """Return whether the statement would be committed before the stamp is moved."""
        if self.connection.in_atomic_block or connections[self.connection.alias] is not self.connection:
            return False
        # SQLite does not commit while the returned rows are unread, so it commits the stamp with them.
        return not (self.connection.vendor == "sqlite" and " RETURNING " in sql)

    def _write(self, execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if STAMP_TABLE in sql:
            self._mark = None  # the statement may have deleted the row of this transaction
            self._has_table = False
        if not (self.connection.in_atomic_block and self.has_moved) and self._table_exists():
            self._move()
        return result

    def _move(self):
        with self.connection.cursor() as cursor:
            insert = cursor.cursor.execute  # of the database driver, since this statement is not to be watched
            insert(f"INSERT INTO {STAMP_TABLE} (token) VALUES ({random_token()})")  # noqa: S608
            if random_token() % 64 == 0:
                insert(DELETE_OLD_CHANGES[self.connection.vendor])
        self._mark = lambda: _begin_lease()  # a function of its own, which `has_moved` recognizes
        if self.connection.in_atomic_block:
            self.connection.on_commit(self._mark)
        else:
            self._mark()

    def _table_exists(self):
        """Return whether the table of the stamp exists, which the first migration creates."""
        if not self._has_table:
            with self.connection.cursor() as cursor:
                self._has_table = STAMP_TABLE in self.connection.introspection.table_names(cursor)
        return self._has_table


def _begin_lease():
    global committed_at
    committed_at = time.monotonic()
    _of_thread.lease_ends = committed_at + LEASE


@lru_cache(maxsize=2048)
def _classify(sql):
    """Return the `Statement` of `sql`. What cannot be parsed counts as a change of content."""
    sql = sql.lstrip()
    if sql.startswith(READS):
        return Statement.READ
    if sql.startswith("ROLLBACK"):
        return Statement.ROLLBACK
    match = WRITTEN_TABLE.match(sql)
    if not match:
        return Statement.WRITE if sql.startswith("WITH ") else Statement.COMMAND
    table = match[1]
    if table in TABLES or _updated_columns(sql) <= COLUMNS.get(table, set()):
        return Statement.READ
    return Statement.WRITE


def _updated_columns(sql):
    """Return the columns that an UPDATE sets, or {"*"} for statements of other forms."""
    match = UPDATED_COLUMNS.match(sql)
    return {assignment.split('"')[1] for assignment in match[1].split(", ")} if match else {"*"}
