"""The project works when it is installed from its wheel, away from its repository."""

import shutil
from zipfile import ZipFile

import pytest

import cms
from cms.testing.databases import copy_migrated_database
from tests.plugins.place import ROOT, Place

PACKAGES = ["cms", "demo", "home", "articles", "gallery", "testimonials"]
STATUSES = """
from django.test import Client
for path in ["/search/", "/admin/login/"]:
    print(path, Client(SERVER_NAME="localhost").get(path).status_code)
"""


@pytest.mark.slow
@pytest.mark.once
def test_the_wheel_has_every_file_and_serves_the_site_from_an_empty_folder(tmp_path, templates):
    sources, empty = tmp_path / "sources", tmp_path / "empty"
    names = copy_sources(sources)
    empty.mkdir()
    (tmp_path / "data").mkdir()
    copy_migrated_database(templates, tmp_path / "data/db.sqlite3")
    place = Place(tmp_path, f"sqlite:///{tmp_path / 'data/db.sqlite3'}")

    wheel = place.build(sources)
    place.install(wheel)

    assert names <= set(ZipFile(wheel).namelist())
    assert f"-{cms.__version__}-" in wheel.name

    def bay_street(*args):
        command = [place.python.with_name("bay-street"), *args]
        variables = {"DJANGO_SETTINGS_MODULE": "cms.settings.dev", "BASE_URL": "http://localhost:8000"}
        return place.run(command, cwd=empty, **variables)

    assert "no issues" in bay_street("check")
    assert "usage: bay-street setup" in bay_street("setup", "--help")
    bay_street("migrate", "--verbosity=0")
    assert "/search/ 200\n/admin/login/ 200\n" in bay_street("shell", "--verbosity=0", "--command", STATUSES)
    assert "/environment/" in bay_street("findstatic", "--verbosity=0", "cms/site.js")
    assert not list(empty.iterdir())


def copy_sources(folder):
    """Copy what the wheel is built from, because a build leaves files beside it. Return the names in the wheel."""
    for name in [*PACKAGES, "templates"]:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    names = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    for name in ["setup.py", "pyproject.toml", "README.md", "LICENSE"]:
        shutil.copy(ROOT / name, folder)
    return {f"cms/{name}" if name.startswith("templates/") else name for name in names}
