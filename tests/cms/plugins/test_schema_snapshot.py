"""The schema snapshot: `migrate` writes it to a file and to the database, and restores either from the other."""

import io

import pytest
from django.apps import apps
from django.db import connection

from cms.plugins import schema_snapshot
from cms.plugins.apps import update_schema_snapshot
from cms.plugins.models import SchemaSnapshot

pytestmark = pytest.mark.django_db
GONE = {"leaflets": {"verbose_name": "Leaflets", "version": "1.0", "models": []}}


@pytest.fixture
def path(settings, tmp_path):
    settings.CONTENT_TYPES_SNAPSHOT = str(tmp_path / "data" / "content_types.json")
    return tmp_path / "data" / "content_types.json"


def migrated():
    """Update the snapshot as `migrate` does. Return what is printed."""
    stdout = io.StringIO()
    update_schema_snapshot(apps.get_app_config("cms_plugins"), "default", stdout=stdout)
    return stdout.getvalue()


def test_file_and_database_hold_the_same(path):
    schema_snapshot.write(path, GONE)

    assert migrated() == ""

    assert schema_snapshot.read(path).keys() > GONE.keys()
    assert SchemaSnapshot.objects.read() == schema_snapshot.read(path)


def test_lost_file_is_restored_in_a_sentence_that_names_what_does_not_run(path):
    schema_snapshot.write(path, GONE)
    migrated()
    before = path.read_bytes()
    path.unlink()

    said = migrated()

    assert path.read_bytes() == before
    assert f"{path} was missing. It is restored from the database" in said
    assert "not run: leaflets. Restart all servers." in said


def test_file_of_another_database_gives_way(path):
    migrated()
    before = path.read_bytes()
    schema_snapshot.write(path, GONE)

    migrated()

    assert path.read_bytes() == before


@pytest.mark.usefixtures("path")
def test_nothing_is_asked_of_a_table_that_is_not_made(monkeypatch):
    monkeypatch.setattr(connection.introspection, "table_names", list)

    migrated()

    assert SchemaSnapshot.objects.count() == 0
