"""Migrate a test database once, and copy it for each test process and each run.

All migrations take some 20 seconds of processor time. A copy of the migrated database takes half a second.
"""

import fcntl
import hashlib
import shutil
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.db import connection, connections
from django.test.utils import setup_databases

from cms.content_stamp.reading import close_reader
from cms.roles.declaration import declared_permissions

IN_MEMORY = "file:bay_street_tests?mode=memory&cache=shared"
BASE = "base.sqlite3"
"""A migrated database of fewer content types. If the folder has it, only the other migrations are run on a copy."""


def set_up_databases(folder):
    """Create the test database as a copy of a migrated template, which is made where there is none yet.

    `folder` keeps the template of SQLite; PostgreSQL keeps its own beside the test database. Returns what
    `teardown_databases` takes.
    """
    template = TEMPLATES[connection.vendor](folder, _fingerprint())
    with _lock(folder / "lock"):
        if not template.exists():
            has_base = template.restore_base()
            databases = setup_databases(verbosity=0, interactive=False, keepdb=has_base, serialized_aliases=[])
            template.store()
            return databases
        template.restore()
    return setup_databases(verbosity=0, interactive=False, keepdb=True, serialized_aliases=[])


def restore_database(folder):
    """Make the test database anew from the template in `folder`, after tests that committed to it."""
    connections.close_all()
    close_reader()
    template = TEMPLATES[connection.vendor](folder, _fingerprint())
    template.test_name = connection.settings_dict["NAME"]  # Django has put the name of the test database there
    with _lock(folder / "lock"):
        template.restore()


def copy_migrated_database(folder, target):
    """Copy the template of SQLite in `folder` to the file `target`, if there is one."""
    template = folder / f"{_fingerprint()}.sqlite3"
    if template.exists():
        shutil.copyfile(template, target)


class SQLiteTemplate:
    """A file, which is copied into a database in memory."""

    def __init__(self, folder, fingerprint):
        self.path = folder / f"{fingerprint}.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = IN_MEMORY

    def exists(self):
        return self.path.exists()

    def store(self):
        draft = self.path.with_suffix(".draft")
        draft.unlink(missing_ok=True)
        with closing(sqlite3.connect(draft)) as target:
            connection.connection.backup(target)
        draft.replace(self.path)

    def restore(self):
        self._copy(self.path)

    def restore_base(self):
        base = self.path.with_name(BASE)
        if base.exists():
            self._copy(base)
        return base.exists()

    def _copy(self, path):
        # A database in memory lives for as long as a connection to it is open.
        SQLiteTemplate.kept_open = sqlite3.connect(IN_MEMORY, uri=True, check_same_thread=False)
        with closing(sqlite3.connect(path)) as source:
            source.backup(self.kept_open)


class PostgreSQLTemplate:
    """A template database on the same server (https://www.postgresql.org/docs/current/manage-ag-templatedbs.html)."""

    def __init__(self, folder, fingerprint):
        self.name = f"bay_street_{fingerprint}"
        self.test_name = connection.settings_dict["TEST"]["NAME"] or f"test_{connection.settings_dict['NAME']}"

    def exists(self):
        with self._server() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.name])
            return cursor.fetchone() is not None

    def store(self):
        connection.close()
        with self._server() as cursor:
            cursor.execute(f'CREATE DATABASE "{self.name}" TEMPLATE "{self.test_name}"')

    def restore(self):
        with self._server() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{self.test_name}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{self.test_name}" TEMPLATE "{self.name}"')

    def restore_base(self):
        return False

    @contextmanager
    def _server(self):
        """Yield a cursor of a connection that is to no test database."""
        with connection._nodb_cursor() as cursor:
            yield cursor


TEMPLATES = {"sqlite": SQLiteTemplate, "postgresql": PostgreSQLTemplate}


def _fingerprint():
    """Return a hash of what determines a migrated database.

    That is the schema, by Django's version, the installed apps and their migrations, and what is made afterwards:
    indexes, triggers, the roles with the permissions that are declared for them, and the first workflow.
    """
    digest = hashlib.sha256(repr((django.VERSION, settings.INSTALLED_APPS, settings.MIGRATION_MODULES)).encode())
    for app in apps.get_app_configs():
        for path in sorted(Path(app.path, "migrations").glob("*.py")):
            digest.update(path.read_bytes())
    made_afterwards = [
        Path(apps.get_app_config("cms_pages").path, "indexes.py"),
        Path(apps.get_app_config("cms_audit_trail").path, "append_only.py"),
        *sorted(Path(apps.get_app_config("cms_roles").path).glob("*.py")),
        Path(apps.get_app_config("cms_review").path, "first_workflow.py"),
    ]
    for path in made_afterwards:
        digest.update(path.read_bytes())
    digest.update(repr(sorted(declared_permissions())).encode())
    return digest.hexdigest()[:16]


@contextmanager
def _lock(path):
    """Let one process at a time make the template."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
