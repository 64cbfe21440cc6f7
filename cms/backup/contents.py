"""Describe the contents of an archive for its manifest, and check whether this installation can restore it."""

from importlib.metadata import distributions

from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from cms.backup.errors import BackupError
from cms.content_stamp.reading import READ_STAMP
from cms.plugins import schema_snapshot


def describe(using):
    """Return the entries of the manifest about the state that the database alias `using` reads."""
    database = connections[using]
    return {
        "made_at": timezone.now().isoformat(),
        "site": settings.BASE_URL,
        "database": database.vendor,
        "migrations": sorted(MigrationRecorder(database).applied_migrations()),
        "rows": count_rows(using),
        "content_stamp": read_stamp(using),
        "content_types": schema_snapshot.read(settings.CONTENT_TYPES_SNAPSHOT),
        "packages": {found.metadata["Name"]: found.version for found in distributions()},
    }


def count_rows(using=DEFAULT_DB_ALIAS, labels=None):
    """Return the number of rows by label of the model: of all models, or of those whose label is in `labels`."""
    return {
        model._meta.label: model._base_manager.using(using).count()
        for model in apps.get_models(include_auto_created=True)
        if model._meta.can_migrate(DEFAULT_DB_ALIAS) and (labels is None or model._meta.label in labels)
    }


def read_stamp(using=DEFAULT_DB_ALIAS):
    """Return the content stamp that is in the database, as a list of numbers."""
    with connections[using].cursor() as cursor:
        cursor.execute(READ_STAMP)
        return [value and int(value) for value in cursor.fetchone()]


def refuse_foreign(manifest):
    """Raise BackupError if this installation cannot restore the archive of `manifest`."""
    if manifest["database"] != connection.vendor:
        raise BackupError(
            f"The archive is of a {manifest['database']} database, and DATABASE_URL is of {connection.vendor}. "
            "Restore it into a database of the same kind. Nothing was changed."
        )
    loader = MigrationLoader(None)
    unknown = [
        f"{app}.{name}"
        for app, name in manifest["migrations"]
        if app in loader.migrated_apps
        and (app, name) not in loader.disk_migrations
        and not _is_replaced(loader, app, name)
    ]
    if unknown:
        version = manifest["packages"].get("bay-street", "unknown")
        raise BackupError(
            f"The archive was made by other versions of the software (bay-street {version}): this installation does "
            f"not know the migration {unknown[0]}. Install the versions that the manifest lists. Nothing was changed."
        )


def _is_replaced(loader, app, name):
    return any((app, name) in migration.replaces for migration in loader.disk_migrations.values())
