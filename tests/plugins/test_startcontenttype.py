"""What `startcontenttype` makes passes its own tests and is in style, at once: as a package, and as an app here."""

import shutil
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.plugins.place import ROOT, TYPES

pytestmark = pytest.mark.once
RUFF = Path(sys.executable).with_name("ruff")
QUICK = "not browser and not slow"
"""The slow tests of the contract are shown to pass by `examples/bay-team`."""
ANY = "TestLeaflets or visitors or api_gives or has_its_contract"
"""Tests of the app, for which the package shows that all pass."""
LINES = 40
"""A content type of one page with title, body, image and API takes no more, with its declaration."""


def assert_in_style(place, *paths, cwd):
    place.run([RUFF, "check", *paths], cwd=cwd)
    place.run([RUFF, "format", "--check", *paths], cwd=cwd)


@pytest.mark.slow
def test_a_package_is_made_built_installed_and_tested(place):
    call_command("startcontenttype", "leaflets", page="LeafletPage", package=True, directory=place.folder)
    package = place.folder / "bay-leaflets"

    assert_in_style(place, ".", cwd=package)
    place.install(place.build(package))
    shutil.rmtree(package / "bay_leaflets")  # so that it is the wheel that is tested
    said = place.pytest(package, "-m", QUICK, DJANGO_SETTINGS_MODULE="tests.settings", PYTHONPATH=str(ROOT))

    assert " passed" in said
    assert "leaflets 0.1.0  [available]" in place.manage("content_types", types=TYPES)


@pytest.mark.slow
def test_an_app_is_made_and_tested(place):
    project = place.folder / "project"
    kept_out = shutil.ignore_patterns(".*", "var", "node_modules", "__pycache__", "examples", "docs")
    shutil.copytree(ROOT, project, ignore=kept_out)
    manage = [place.python, project / "manage.py"]

    place.run([*manage, "startcontenttype", "leaflets", "--page", "LeafletPage"], cwd=project)

    enabled = {"CMS_CONTENT_TYPES": f"{TYPES},leaflets", "DJANGO_SETTINGS_MODULE": "cms.settings.test"}
    assert_in_style(place, "leaflets", "tests/leaflets", cwd=project)
    place.run([*manage, "check", "--fail-level", "WARNING"], cwd=project, **enabled)
    tests = ["tests/leaflets", "tests/test_contracts.py"]
    assert " passed" in place.pytest(project, "-m", QUICK, "-k", ANY, *tests, **enabled)
    files = [path for path in (project / "leaflets").rglob("*") if path.suffix in (".py", ".html")]
    written = [path for path in files if "migrations" not in path.parts]
    assert sum(len(path.read_text().splitlines()) for path in written) <= LINES


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["Leaf-lets"], "cannot name a content type"),
        (["class"], "cannot name a content type"),
        (["articles"], "There is a content type “articles” already"),
        (["json"], "Python knows a module “json” already"),
        (["leaflets", "--page", "leaflet"], "cannot name a page type"),
        (["leaflets", "--page", "A Page"], "cannot name a page type"),
        (["leaflets", "--page", "Page"], "“Page” cannot name a page type: that name is taken"),
        (["leaflets", "--page", "ContentPage"], "“ContentPage” cannot name a page type: that name is taken"),
        (["leaflets", "--page", "ArticlePage"], "“ArticlePage” cannot name a page type: that name is taken"),
        (["leaflets", "--page", "Title"], "“Title” cannot name a page type: that name is taken"),
        (["cms_leaflets"], "names that begin with cms_ or django_tasks or wagtail"),
    ],
)
def test_a_bad_name_is_refused_and_nothing_is_made(arguments, sentence, tmp_path):
    with pytest.raises(CommandError, match=sentence):
        call_command("startcontenttype", *arguments, "--directory", tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_what_is_there_is_not_written_over(tmp_path):
    there = tmp_path / "bay-leaflets/README.md"
    there.parent.mkdir()
    there.write_text("mine")

    with pytest.raises(CommandError, match="exists already"):
        call_command("startcontenttype", "leaflets", "--package", directory=Path(tmp_path))

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [there]
