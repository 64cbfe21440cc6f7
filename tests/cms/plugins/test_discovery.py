"""Which content types there are, and why one does not run."""

import sys

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured

import cms
from cms.plugins import schema_snapshot
from cms.plugins.discovery import LABELS_OF_CORE, State, discover, plugin_settings
from cms.plugins.registry import registry
from cms.settings.environment import env

GOOD = """
from cms.plugins.plugin import ContentTypePlugin

class Plugin(ContentTypePlugin):
    name = "{module}"
    label = "{label}"
    verbose_name = "{title}"
    summary = "A dummy."
    requires_core = ">=1.0,<2"
    {more}
"""
RECORD = {"verbose_name": "Leaflets", "version": "1.0", "models": []}


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Install a package that offers a content type, for the time of the test."""
    monkeypatch.syspath_prepend(tmp_path)
    known = set(sys.modules)

    def install(name, code=GOOD, *, label=None, title=None, more="", version="1.0"):
        module = f"dummy_{name}"
        (tmp_path / module).mkdir()
        (tmp_path / module / "__init__.py").touch()
        text = code.format(module=module, label=label or name, title=title or name.capitalize(), more=more)
        (tmp_path / module / "apps.py").write_text(text)
        info = tmp_path / f"{module}-{version}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: {version}\n")
        (info / "entry_points.txt").write_text(f"[cms.plugins]\n{name} = {module}\n")

    yield install
    for name in set(sys.modules) - known:
        if name.startswith("dummy_"):
            del sys.modules[name]


def test_what_is_installed_is_offered_and_not_enabled(package):
    package("leaflets")

    (found,) = discover([]).values()

    assert (found.name, found.state, found.version, found.app) == ("leaflets", State.AVAILABLE, "1.0", None)


def test_what_is_named_is_enabled_in_that_order(package):
    package("leaflets")

    found = discover(["gallery", "leaflets", "home"])

    assert [(one.name, one.state, one.app) for one in found.values()] == [
        ("gallery", State.ENABLED, "gallery"),
        ("leaflets", State.ENABLED, "dummy_leaflets"),
        ("home", State.ENABLED, "home"),
    ]


def test_a_closed_one_runs(package):
    package("leaflets")

    found = discover(["leaflets"], read_only=["leaflets"])["leaflets"]

    assert found.state == State.READ_ONLY
    assert found.app == "dummy_leaflets"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({}, "No installed package offers it"),
        ({"code": "import nothing_of_this_name"}, "ModuleNotFoundError: No module named 'nothing_of_this_name'"),
        ({"code": "1 / 0"}, "ZeroDivisionError"),
        ({"code": "from django.apps import AppConfig"}, "has no ContentTypePlugin"),
        ({"label": "other"}, "the label of its app is “other”"),
        (
            {"more": 'requires_core = ">=99"'},
            f"works with plugin contract >=99, but this site has {cms.PLUGIN_API_VERSION}",
        ),
        ({"more": 'requires_core = "1.x please"'}, "is not a version range"),
        ({"title": "Home"}, "Its verbose_name “Home” is taken by “home”"),
        ({"more": 'default_settings = {"DEBUG": True}'}, "has to begin with LEAFLETS_"),
    ],
    ids=["missing", "import", "other error", "no plugin", "label", "contract", "range", "title", "setting"],
)
def test_what_cannot_run_says_why_and_the_others_do(package, arguments, sentence):
    if arguments:
        package("leaflets", **arguments)

    found = discover(["home", "leaflets"])

    assert found["home"].runs
    assert found["leaflets"].state == (State.INCOMPATIBLE if arguments else State.NOT_INSTALLED)
    assert sentence in found["leaflets"].reason
    assert found["leaflets"].app is None


def test_a_label_of_the_core_is_taken(package):
    package("auth")

    found = discover(["auth"], core_apps=["django.contrib.auth"])["auth"]

    assert found.state == State.INCOMPATIBLE
    assert "is taken by the core" in found.reason


def test_no_plugin_takes_a_label_of_the_core():
    plugins = {plugin.label for plugin in registry}

    for app in apps.get_app_configs():
        if app.label not in plugins:
            assert app.label == app.name.rpartition(".")[2] or app.label.startswith(LABELS_OF_CORE)


def test_what_lies_in_the_project_and_is_broken_does_not_stop_the_others(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "dummy_local").mkdir()
    (tmp_path / "dummy_local/__init__.py").write_text("1 / 0")
    (tmp_path / "dummy_local/apps.py").touch()

    found = discover(["dummy_local", "home"])

    assert found["dummy_local"].state == State.INCOMPATIBLE
    assert "ZeroDivisionError" in found["dummy_local"].reason
    assert found["home"].runs


@pytest.mark.parametrize("given", [{"names": []}, {"names": ["leaflets"]}, {"disabled": ["leaflets"]}])
def test_what_was_made_of_one_that_does_not_run_is_kept(given):
    given = {"names": ["leaflets"]} | given

    found = discover(snapshot={"leaflets": RECORD}, **given)["leaflets"]

    assert found.has_orphaned_data
    assert found.app == "cms.plugins.placeholders.leaflets.PlaceholderApp"


def test_disabling_needs_no_code_of_the_plugin(package):
    package("leaflets", "raise SystemError")

    assert discover(["leaflets"], disabled=["leaflets"])["leaflets"].state == State.DISABLED


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"names": ["home", "home"]}, "CMS_CONTENT_TYPES names “home” twice"),
        (
            {"names": ["home"], "disabled": ["hme"]},
            "CMS_DISABLED_CONTENT_TYPES names “hme”, which is no content type",
        ),
        ({"names": ["home"], "read_only": ["hme"]}, "CMS_READ_ONLY_CONTENT_TYPES names “hme”"),
    ],
)
def test_names_that_cannot_be_meant_are_refused(given, sentence):
    with pytest.raises(ImproperlyConfigured, match=sentence):
        discover(**given)


def test_settings_are_read_from_variables_as_the_type_of_their_default(package, monkeypatch):
    package("leaflets", more='default_settings = {"LEAFLETS_MOST": 5, "LEAFLETS_KINDS": ["a"]}')
    found = discover(["leaflets"])
    monkeypatch.setenv("LEAFLETS_MOST", "7")

    assert plugin_settings(found, env) == {"LEAFLETS_MOST": 7, "LEAFLETS_KINDS": ["a"]}


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ('required_settings = ["LEAFLETS_KEY"]', "The variable LEAFLETS_KEY is not set"),
        ('default_settings = {"LEAFLETS_MOST": 5}', "LEAFLETS_MOST"),
    ],
)
def test_a_setting_that_is_missing_or_malformed_is_told_with_the_way_out(package, monkeypatch, more, sentence):
    package("leaflets", more=more)
    monkeypatch.setenv("LEAFLETS_MOST", "many")

    with pytest.raises(ImproperlyConfigured, match=sentence) as refusal:
        plugin_settings(discover(["leaflets"]), env)

    assert "CMS_DISABLED_CONTENT_TYPES=leaflets" in str(refusal.value)


def test_the_record_is_read_as_it_was_written(tmp_path):
    path = tmp_path / "deeper" / "record.json"

    assert schema_snapshot.read(path) == {}
    schema_snapshot.write(path, {"leaflets": RECORD, "maps": RECORD})
    schema_snapshot.remove(path, "maps")

    assert schema_snapshot.read(path) == {"leaflets": RECORD}
    assert [file.name for file in path.parent.iterdir()] == ["record.json"]


def test_a_record_that_is_none_is_refused(tmp_path):
    path = tmp_path / "record.json"
    path.write_text("{")

    with pytest.raises(ImproperlyConfigured, match="Take it from a backup"):
        schema_snapshot.read(path)
