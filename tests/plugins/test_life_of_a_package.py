"""The life of a content type that comes with a package: installed, used, closed, gone, back, removed."""

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
    *_, seen, rows = place.steps("migrate", "make", "use", "seen", "rows")
    listed, _ = place.steps("content_types", "use_closed", CMS_READ_ONLY_CONTENT_TYPES="team")
    assert "team 1.0.0  [read-only]" in listed

    place.pip("uninstall", "--yes", "bay-team")
    without = ("views", "changes", "edit_a_page_that_refers_to_it", "rows")
    listed, checked, _, _, views, changes, _, rows_without = place.steps(
        "content_types", "check", "makemigrations --check --dry-run", "migrate", *without
    )
    assert "team 1.0.0  [not installed]" in listed or "team   [not installed]" in listed
    assert "No installed package offers it" in listed
    assert "does not run (not installed)" in checked
    assert views >= 60
    assert changes >= 30
    assert rows_without == rows, "nothing was lost or changed"

    place.install(wheel)
    again = ("migrate", "rows", "seen", "use", "use_what_refers_to_it", "refused_removal")
    _, rows_again, seen_again, _, _, refusal = place.steps(*again)
    assert rows_again == rows
    assert seen_again == seen, "all is as it was"
    assert "take the name out of CMS_CONTENT_TYPES" in refusal

    (models,) = place.steps("export_and_remove", types=TYPES)
    parts = {"team.memberpage", "team.credential", "team.specialty", "wagtailcore.page", "wagtailcore.revision"}
    assert parts <= set(models)
    place.pip("uninstall", "--yes", "bay-team")
    place.steps("removed", types=TYPES)


@pytest.mark.once
@pytest.mark.slow
def test_it_passes_its_own_tests(place):
    copy = place.folder / "bay-team"
    shutil.copytree(PACKAGE, copy)
    place.install(place.build(copy))
    shutil.rmtree(copy / "bay_team")  # so that it is the wheel that is tested

    said = place.pytest(
        copy, "-m", "not browser and not slow", DJANGO_SETTINGS_MODULE="tests.settings", PYTHONPATH=str(ROOT)
    )

    assert " passed" in said
