"""A broken content type stops no site for which it is disabled, and says what is wrong with it where it is not."""

import json
import os
import sys

import pytest

from cms.testing.databases import copy_migrated_database
from tests.plugins import dummies
from tests.plugins.place import ROOT, run

pytestmark = [pytest.mark.once, pytest.mark.slow, pytest.mark.xdist_group("refusals")]  # one site for them all

TYPES = ["home", "articles", "gallery", "testimonials"]
GOOD = dummies.good("good")
CONTRADICTIONS = [
    ("CMS_CONTENT_TYPES", "home,home", "CMS_CONTENT_TYPES names “home” twice."),
    ("CMS_DISABLED_CONTENT_TYPES", "hme", "CMS_DISABLED_CONTENT_TYPES names “hme”, which is no content type"),
]
ADDRESSES = ["/", "/page/", "/articles/article/", "/api/v2/pages/", "/api/v2/pages/?fields=*", "/api/v2/openapi.json"]


class Site:
    """A site with a database of its own, which sees the dummies that are installed in a folder of it."""

    def __init__(self, folder):
        self.folder = folder

    def install(self, *installed):
        """Install the dummies in a new folder. Return what finds and enables them: variables."""
        place = self.folder / f"installed-{len(list(self.folder.iterdir()))}"
        place.mkdir()
        names = dict.fromkeys(name for one in installed for name in one.install(place))
        variables = {name: value for one in installed for name, value in one.variables.items()}
        return variables | {"PYTHONPATH": str(place), "CMS_CONTENT_TYPES": ",".join(dict.fromkeys([*TYPES, *names]))}

    def manage(self, *args, expected=0, **variables):
        """Run a command of `manage.py`. Return what it says, on both ways."""
        return self.run(ROOT / "manage.py", *args, expected=expected, **variables)

    def visit(self, *addresses, **variables):
        """Return status and number of queries by address."""
        said = self.run("-m", "tests.plugins.visit", *addresses, **variables)
        return {address: tuple(found) for address, found in json.loads(said.strip().rpartition("\n")[2]).items()}

    def run(self, *args, expected=0, **variables):
        return run([sys.executable, *args], self.environment | variables, expected)

    def steps(self, module, *steps, **variables):
        """Go through steps of `module` in one process: see `run_steps`. Return what each returns."""
        said = self.run("-m", module, *steps, **variables)
        return json.loads(said.strip().rpartition("\n")[2])

    def starts(self, *starts):
        """Start commands, `(module, arguments, variables)` each. Return a list of `(exit code, output)`."""
        told = json.dumps(starts)
        said = run([sys.executable, "-m", "tests.plugins.starts"], self.environment, input=told)
        return json.loads(said.strip().rpartition("\n")[2])

    @property
    def environment(self):
        return {
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "tests.plugins.settings",
            "DATA_DIR": str(self.folder / "data"),
            "BASE_URL": "http://testserver",
            "CMS_CONTENT_TYPES": ",".join(TYPES),
            "PYTHONDONTWRITEBYTECODE": "1",
        }


@pytest.fixture(scope="module")
def site(tmp_path_factory, templates):
    """Return a site after a failed migration, which it skipped. It has the table of `GOOD`."""
    site = Site(tmp_path_factory.mktemp("refusals"))
    (site.folder / "data").mkdir()
    copy_migrated_database(templates, site.folder / "data/db.sqlite3")
    dummy = dummies.NOT_MIGRATING[0]
    found = site.install(GOOD, dummy)

    said = site.manage("migrate", expected=1, **found)

    assert "Traceback" not in said
    assert f"Content type “{dummy}”: {dummy.says}" in said
    assert f"CMS_DISABLED_CONTENT_TYPES={dummy}" in said
    site.manage("migrate", CMS_DISABLED_CONTENT_TYPES=dummy.name, **found)
    return site


def test_the_site_starts_without_what_cannot_run_and_names_it(site):
    names = [dummy.name for dummy in dummies.REFUSED]
    found = site.install(GOOD, *dummies.REFUSED)
    found["CMS_CONTENT_TYPES"] += ",not_installed"

    listed = site.manage("content_types", **found)
    checked = site.manage("check", **found)

    for name, says in [
        *((dummy.name, dummy.says) for dummy in dummies.REFUSED),
        ("not_installed", "No installed package offers it. Install the package"),
        ("twice", "provided by the package another_twice and by the package dummy_twice"),
    ]:
        state = "incompatible" if name in names else "not installed"
        (reason,) = [
            line
            for line in checked.splitlines()
            if f"W003) Content type “{name}” is enabled and does not run" in line
        ]
        assert f"({state})" in reason
        assert says in reason, name
        assert reason.partition(f"({state}). ")[2] in listed
    assert f"Dummy {GOOD}: A dummy. (0 pages)" in listed
    answers = site.visit(*ADDRESSES, f"/api/v2/{GOOD}/", **found)
    assert {status for status, _ in answers.values()} == {200}


@pytest.fixture(scope="module")
def failed_starts(site):
    """Return the exit code and the output of each start that a dummy or a variable makes fail, by its name."""
    starts = {
        **{dummy.name: ("cms", ["check"], site.install(dummy)) for dummy in dummies.STOPPING},
        **{dummy.name: ("cms.wsgi", [], site.install(dummy)) for dummy in dummies.FAILING_REQUESTS},
        **{dummy.name: ("cms", ["migrate"], site.install(dummy)) for dummy in dummies.NOT_MIGRATING[1:]},
        **{names: ("cms", ["check"], {variable: names}) for variable, names, _sentence in CONTRADICTIONS},
    }
    return dict(zip(starts, site.starts(*starts.values()), strict=True))


@pytest.mark.parametrize("dummy", dummies.STOPPING, ids=str)
def test_the_start_stops_in_a_sentence_where_nothing_can_go_on(failed_starts, dummy):
    code, said = failed_starts[dummy.name]

    assert code == 1
    assert said.startswith("Cannot start: ")
    assert len(said.splitlines()) == 1
    assert dummy.says in said
    assert f"CMS_DISABLED_CONTENT_TYPES={dummy}" in said


@pytest.mark.parametrize("dummy", dummies.FAILING_REQUESTS, ids=str)
def test_a_production_server_does_not_start_where_each_request_would_fail(failed_starts, dummy):
    code, said = failed_starts[dummy.name]

    assert code == 1
    assert dummy.says in said.splitlines()[-1]
    assert f"CMS_DISABLED_CONTENT_TYPES={dummy}" in said.splitlines()[-1]


def test_a_check_finds_all_that_is_wrong_with_what_starts(site):
    said = site.manage("check", expected=1, **site.install(dummies.SAME_PAGE, *dummies.FOUND))

    assert "Traceback" not in said
    for dummy in dummies.FOUND:
        assert dummy.says in said
        assert f"CMS_DISABLED_CONTENT_TYPES={dummy}." in said
    assert "same_page.ArticlePage.page_ptr: (fields.E304)" in said


@pytest.mark.parametrize("dummy", dummies.NOT_MIGRATING[1:], ids=str)
def test_migrations_that_cannot_be_run_are_named(failed_starts, dummy):
    code, said = failed_starts[dummy.name]

    assert code == 1
    assert "Traceback" not in said
    assert f"CommandError: Content type “{dummy}”" in said
    assert dummy.says in said
    assert f"CMS_DISABLED_CONTENT_TYPES={dummy}" in said


def test_what_is_disabled_is_not_even_read(site):
    broken = [
        *dummies.REFUSED,
        *dummies.STOPPING,
        *dummies.FAILING_REQUESTS,
        *dummies.FOUND,
        dummies.SAME_PAGE,
        *dummies.NOT_MIGRATING,
    ]
    found = site.install(*broken)
    found["CMS_DISABLED_CONTENT_TYPES"] = ",".join(dummy.name for dummy in broken)

    assert "no issues" in site.manage("check", **found)
    assert {status for status, _ in site.visit(*ADDRESSES, **found).values()} == {200}


@pytest.mark.parametrize(("variable", "names", "sentence"), CONTRADICTIONS)
def test_names_that_contradict_each_other_stop_the_start(failed_starts, variable, names, sentence):
    code, said = failed_starts[names]

    assert code == 1
    assert said.startswith(f"Cannot start: {sentence}")
