"""The checks of the database, its migrations, the files and the disk."""

import os
import shutil
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from cms.health.checks import DATABASE, Result, health_check
from cms.health.running import OPERATORS

LITTLE = 2 * 1024**3
"""In bytes: less free space than this is a warning."""
TOO_LITTLE = 200 * 1024**2
"""In bytes: less free space than this counts as a full disk. An upload may take 30 MB, and its sizes as much."""


@health_check(DATABASE, _("Database"), is_needed=True)
def check_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return Result.well(_("The database answers."))


@health_check("migrations", _("Tables of the database"), is_needed=True)
def check_migrations():
    if missing_migrations():
        return Result.broken(
            _("The software was updated, and the tables of the database were not."),
            effect=_("Visitors and staff may get errors."),
            advice=_("Tell the operators of the site: they run “manage.py migrate”."),
        )
    return Result.well(_("The tables fit the software."))


def missing_migrations():
    """Return the migrations of this code that were not applied to the database, as (app, name) pairs."""
    return _migrations_of_code() - set(MigrationRecorder(connection).applied_migrations())


@cache
def _migrations_of_code():
    """Return all migrations. To load them takes about half a second, and they change with the code alone."""
    return frozenset(MigrationLoader(None).graph.nodes)


@health_check("storage", _("Images and documents"), is_needed=True, uses_database=False)
def check_storage():
    if _can_be_written(default_storage):
        return Result.well(_("Files can be read and stored."))
    return Result.broken(
        _("The folder of the files is missing or cannot be written to."),
        effect=_("Visitors may see no images. Staff cannot upload any."),
        advice=OPERATORS,
    )


def _can_be_written(storage):
    if not isinstance(storage, FileSystemStorage):
        storage.exists("health")  # raises an error of its own if it cannot be reached
        return True
    folder = Path(storage.location)
    while not folder.exists():  # the first upload makes it
        folder = folder.parent
    return folder.is_dir() and os.access(folder, os.R_OK | os.W_OK | os.X_OK)


@health_check("disk", _("Disk space"), uses_database=False)
def check_disk():
    free = shutil.disk_usage(settings.DATA_DIR).free
    text = _("%(size)s are free on the disk.") % {"size": filesizeformat(free)}
    effect = _("Once it is full, nothing can be uploaded, and pages may not be saved.")
    if free < TOO_LITTLE:
        return Result.broken(text, effect=effect, advice=_("Upload nothing. Tell the operators of the site at once."))
    if free < LITTLE:
        return Result.warning(text, effect=effect, advice=_("Tell the operators of the site within a few days."))
    return Result.well(text)
