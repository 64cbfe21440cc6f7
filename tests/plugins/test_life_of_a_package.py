"""The life of a content type that comes with a package: installed, used, closed, gone, back, removed."""

import json
import os
import shutil
from contextlib import contextmanager

import pytest
from django.db import connection

from tests.plugins.place import ROOT, TYPES

PACKAGE = ROOT / "examples/bay-team"


@contextmanager
def _copied_database():
    """Yield the address of a copy of the test database, on the same server."""
    known = connection.settings_dict
    name = f"life_{os.getpid()}"
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE {name} TEMPLATE "{known["NAME"]}"')
    try:
        yield f"postgres://{known['USER']}@{known['HOST']}:{known['PORT']}/{name}"
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def place_on_the_same_kind_of_database(place, django_db_blocker):
    """Like `place`, with a database of the kind that the tests run on."""
    if connection.vendor == "sqlite":
        yield place
        return
    with django_db_blocker.unblock(), _copied_database() as address:
        place.environment["DATABASE_URL"] = address
        yield place


@pytest.mark.slow
@pytest.mark.each_database
def test_a_package_is_installed_used_closed_gone_back_and_removed(place_on_the_same_kind_of_database):
    place = place_on_the_same_kind_of_database
    wheel = place.build(PACKAGE)
    place.install(wheel)
    assert "team 1.0.0  [available]" in place.manage("content_types", types=TYPES), "installing does not enable"

    place.manage("migrate")
    place.stage("make")
    place.stage("use")
    place.stage("use_closed", CMS_READ_ONLY_CONTENT_TYPES="team")
    assert "[read-only]" in place.manage("content_types", CMS_READ_ONLY_CONTENT_TYPES="team")
    seen, rows = place.stage("seen"), place.stage("rows")

    place.pip("uninstall", "--yes", "bay-team")
    listed = place.manage("content_types")
    assert "team 1.0.0  [not installed]" in listed or "team   [not installed]" in listed
    assert "No installed package offers it" in listed
    assert "does not run (not installed)" in place.manage("check")
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
    total = said.partition("expected ")[2].partition(".")[0]
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
@pytest.mark.slow
def test_it_passes_its_own_tests(place):
    copy = place.folder / "bay-team"
    shutil.copytree(PACKAGE, copy)
    place.install(place.build(copy))
    shutil.rmtree(copy / "bay_team")  # so that it is the wheel that is tested
    tests = [place.python, "-m", "pytest", "-m", "not browser"]

    said = place.run(tests, cwd=copy, DJANGO_SETTINGS_MODULE="tests.settings", PYTHONPATH=str(ROOT))

    assert " passed" in said
