"""The life of a content type that comes with a package: installed, used, closed, gone, back, removed."""

import json
import os
import subprocess
import sys
import sysconfig
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "examples/bay-team"
TYPES = "home,articles,gallery,testimonials"


class Place:
    """A fresh environment, which sees what the tests have installed, and a site in it with a database of its own."""

    def __init__(self, folder, database):
        self.folder = folder
        self.python = folder / "environment/bin/python"
        self.environment = {
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "tests.plugins.settings",
            "DATA_DIR": str(folder / "data"),
            "DATABASE_URL": database,
            "BASE_URL": "http://testserver",
        }
        self._run([sys.executable, "-m", "venv", folder / "environment"])
        (installed,) = folder.glob("environment/lib/python*/site-packages")
        (installed / "tests.pth").write_text(sysconfig.get_path("purelib"))

    def pip(self, *args):
        self._run([self.python, "-m", "pip", "--disable-pip-version-check", "--quiet", *args])

    def manage(self, *args, types=f"{TYPES},team", **variables):
        """Run a command of `manage.py`. Return what it says, on both ways."""
        return self._run([self.python, ROOT / "manage.py", *args], CMS_CONTENT_TYPES=types, **variables)

    def stage(self, name, types=f"{TYPES},team", **variables):
        """Go through a stage of `stages.py`. Return the last line that it prints."""
        said = self._run([self.python, "-m", "tests.plugins.stages", name], CMS_CONTENT_TYPES=types, **variables)
        return said.strip().rpartition("\n")[2]

    def refusal(self, *args, **variables):
        """Run a command of `manage.py` that is to refuse. Return what it says."""
        return self._run([self.python, ROOT / "manage.py", *args], 1, CMS_CONTENT_TYPES=f"{TYPES},team", **variables)

    def _run(self, command, expected=0, **variables):
        run = subprocess.run(
            list(map(str, command)),
            cwd=ROOT,
            env=self.environment | variables,
            capture_output=True,
            text=True,
            timeout=600,
        )
        assert run.returncode == expected, f"{command[1:]} failed:\n{run.stdout[-3000:]}\n{run.stderr[-6000:]}"
        return run.stderr + run.stdout


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
    place.pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", place.folder, PACKAGE)
    (wheel,) = place.folder.glob("bay_team-*.whl")
    place.pip("install", "--no-deps", "--no-index", wheel)
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
    assert json.loads(place.stage("rows")) == json.loads(rows), "nothing was lost or changed"

    place.pip("install", "--no-deps", "--no-index", wheel)
    place.manage("migrate")
    assert json.loads(place.stage("rows")) == json.loads(rows)
    assert json.loads(place.stage("seen")) == json.loads(seen), "all is as it was"
    place.stage("use")

    refused = place.refusal("remove_content_type", "team", "--count", "1")
    assert "Nothing was removed" in refused
    export = place.folder / "export"
    said = place.refusal("remove_content_type", "team", "--count", "0", "--export", str(export))
    total = said.partition("There are ")[2].partition(",")[0]
    models = {one["model"] for one in json.loads((export / "content.json").read_text())}
    assert {
        "team.memberpage",
        "team.credential",
        "team.specialty",
        "wagtailcore.page",
        "wagtailcore.revision",
    } <= models
    assert list(export.glob("media/original_images/*.jpg"))
    place.manage("remove_content_type", "team", "--count", total)
    place.stage("removed", types=TYPES)
    place.pip("uninstall", "--yes", "bay-team")
    place.stage("removed", types=TYPES)
