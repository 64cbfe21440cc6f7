"""Dump the database while it is in use, and load a dump into an empty one."""

import os
import re
import shutil
import sqlite3
import subprocess
from contextlib import closing, contextmanager

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.backends.postgresql.client import DatabaseClient

from cms.backup.errors import BackupError

SNAPSHOT = "backup_snapshot"
"""Alias of the connection that reads the dumped state."""
DATABASE = "database"
"""The name of the dump in the archive."""


@contextmanager
def dumped(folder):
    """Dump the database to a file in `folder`, and yield its path.

    Within the context, the alias `SNAPSHOT` of `django.db.connections` reads the very state that was dumped. Writers
    are not kept waiting.
    """
    path = folder / DATABASE
    path.touch(mode=0o600)
    with DUMPS[connection.vendor](path):
        yield path


def load(path):
    """Load the dump `path` into the default database, which is empty."""
    LOADS[connection.vendor](path)


def check_tools():
    """Raise BackupError if a program that dumps or loads is missing or too old."""
    if connection.vendor == "postgresql":
        _tool("pg_dump")
        _tool("pg_restore")


def refuse_used_database():
    """Raise BackupError if the default database has tables, or if others are connected to it."""
    tables = connection.introspection.table_names()
    if tables:
        raise BackupError(
            f"The database is not empty (it has the table “{tables[0]}”). Restore into an empty place only. "
            "Nothing was changed."
        )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
            if cursor.fetchone()[0]:
                raise BackupError(
                    "Others are connected to the database. Stop the servers and workers first. Nothing was changed."
                )


@contextmanager
def _dump_sqlite(path):
    """Copy the database with SQLite's backup API, in one read transaction (https://www.sqlite.org/backup.html)."""
    source = connections[DEFAULT_DB_ALIAS].copy()
    with closing(source), closing(sqlite3.connect(path)) as target:
        source.ensure_connection()
        source.connection.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")  # the copy is one file
    with _connected({"NAME": str(path), "OPTIONS": {}}):
        yield


@contextmanager
def _dump_postgresql(path):
    """Let `pg_dump` read the snapshot of a transaction, in which the context reads as well.

    https://www.postgresql.org/docs/current/functions-admin.html#FUNCTIONS-SNAPSHOT-SYNCHRONIZATION
    """
    from psycopg import IsolationLevel

    tool = _tool("pg_dump")
    options = {key: value for key, value in connection.settings_dict["OPTIONS"].items() if key != "pool"}
    with (
        _connected({"OPTIONS": options | {"isolation_level": IsolationLevel.REPEATABLE_READ}}) as snapshot,
        transaction.atomic(using=SNAPSHOT),
        snapshot.cursor() as cursor,
    ):
        cursor.execute("SELECT pg_export_snapshot()")
        name = cursor.fetchone()[0]
        _run(tool, "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={name}", f"--file={path}")
        yield


def _load_sqlite(path):
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as source:
        source.backup(connection.connection)


def _load_postgresql(path):
    _run(
        _tool("pg_restore"),
        "--no-owner",
        "--no-privileges",
        "--exit-on-error",
        "--single-transaction",
        arguments=[path],
    )


DUMPS = {"sqlite": _dump_sqlite, "postgresql": _dump_postgresql}
LOADS = {"sqlite": _load_sqlite, "postgresql": _load_postgresql}


@contextmanager
def _connected(changes):
    """Yield a connection with the alias `SNAPSHOT`, like the default one, with `changes` of its settings."""
    connections.settings[SNAPSHOT] = connection.settings_dict | changes
    try:
        yield connections[SNAPSHOT]
    finally:
        connections[SNAPSHOT].close()
        del connections[SNAPSHOT], connections.settings[SNAPSHOT]


def _tool(name):
    """Return the path of a program of PostgreSQL. Raise BackupError if it is missing, or older than the server."""
    server = connection.pg_version // 10000
    advice = (
        f"Install the client programs of PostgreSQL {server}: on Debian, `apt install postgresql-client-{server}`."
    )
    path = shutil.which(name)
    if not path:
        raise BackupError(f"The program {name} was not found. {advice}")
    version = subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout  # noqa: S603
    if int(re.search(r"\d+", version)[0]) < server:
        raise BackupError(f"{version.strip()} is older than the server, which is version {server}. {advice}")
    return path


def _run(tool, *options, arguments=()):
    """Run a program of PostgreSQL on the default database. Raise BackupError with its message if it fails."""
    command, environment = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    _psql, *connecting, database = command
    done = subprocess.run(  # noqa: S603
        [tool, *connecting, f"--dbname={database}", *options, *map(str, arguments)],
        env=os.environ | (environment or {}),
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise BackupError(f"{tool} failed: {done.stderr.strip()}")
