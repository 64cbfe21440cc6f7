"""The life of a content type that comes with a package: installed, used, closed, gone, back, removed."""

import json
import os
import shutil
from contextlib import contextmanager

import pytest
from django.db import connection

from tests.plugins.place import ROOT, TYPES, Place

PACKAGE = ROOT / "examples/bay-team"


@contextmanager
def _database(folder):
    """Yield the address of an empty database, of the kind that the tests run on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder / 'data/db.sqlite3'}"
        return
    known = connection.settings_dict
    name = f"life_{os.getpid()}"
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    try:
        yield f"postgres://{known['USER']}@{known['HOST']}:{known['PORT']}/{name}"
    finally:
        with connection.creation._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def place(tmp_path, django_db_blocker):
    with django_db_blocker.unblock(), _database(tmp_path) as address:
        yield Place(tmp_path, address)


def test_a_package_is_installed_used_closed_gone_back_and_removed(place):
    (place.folder / "data").mkdir()
    wheel = place.build(PACKAGE)
    place.install(wheel)
    assert "team 1.0.0  [offered]" in place.manage("content_types", types=TYPES), "installing does not enable"

    place.manage("migrate")
    place.stage("make")
    place.stage("use")
    place.stage("use_closed", CMS_CLOSED_CONTENT_TYPES="team")
    assert "[closed]" in place.manage("content_types", CMS_CLOSED_CONTENT_TYPES="team")
    seen, rows = place.stage("seen"), place.stage("rows")

    place.pip("uninstall", "--yes", "bay-team")
    listed = place.manage("content_types")
    assert "team 1.0.0  [missing]" in listed or "team   [missing]" in listed
    assert "No installed package offers it" in listed
    assert "does not run (missing)" in place.manage("check")
    place.manage("makemigrations", "--check", "--dry-run")
    place.manage("migrate")
    assert int(place.stage("views")) >= 60
    assert int(place.stage("changes")) >= 30
    place.stage("edit_a_page_that_refers_to_it")
    assert json.loads(place.stage("rows")) == json.loads(rows), "nothing was lost or changed"

    place.install(wheel)
    place.manage("migrate")
    assert json.loads(place.stage("rows")) == json.loads(rows)
    assert json.loads(place.stage("seen")) == json.loads(seen), "all is as it was"
    place.stage("use")
    place.stage("use_what_refers_to_it")

    assert "take the name out of CMS_CONTENT_TYPES" in place.refusal("remove_content_type", "team", "--count", "1")
    export = place.folder / "export"
    command = [place.python, ROOT / "manage.py", "remove_content_type", "team"]
    said = place.run([*command, "--count", "0", "--export", export], 1, CMS_CONTENT_TYPES=TYPES)
    total = said.partition("there are ")[2].partition(".")[0]
    models = {one["model"] for one in json.loads((export / "content.json").read_text())}
    assert {
        "team.memberpage",
        "team.credential",
        "team.specialty",
        "wagtailcore.page",
        "wagtailcore.revision",
    } <= models
    assert list(export.glob("media/original_images/*.jpg"))
    place.manage("remove_content_type", "team", "--count", total, types=TYPES)
    place.stage("removed", types=TYPES)
    place.pip("uninstall", "--yes", "bay-team")
    place.stage("removed", types=TYPES)


@pytest.mark.once
def test_it_passes_its_own_tests(place):
    copy = place.folder / "bay-team"
    shutil.copytree(PACKAGE, copy)
    place.install(place.build(copy))
    shutil.rmtree(copy / "bay_team")  # so that it is the wheel that is tested
    tests = [place.python, "-m", "pytest", "-m", "not browser"]

    said = place.run(tests, cwd=copy, DJANGO_SETTINGS_MODULE="tests.settings", PYTHONPATH=str(ROOT))

    assert " passed" in said
