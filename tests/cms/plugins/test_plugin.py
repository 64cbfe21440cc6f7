import sys
import types
from importlib.machinery import ModuleSpec

import pytest

import cms
from cms.plugins import checks
from cms.plugins.plugin import ContentTypePlugin
from cms.plugins.registry import Registry


@pytest.fixture
def registry(monkeypatch):
    fresh = Registry()
    monkeypatch.setattr("cms.plugins.plugin.registry", fresh)
    monkeypatch.setattr("cms.plugins.checks.registry", fresh)
    return fresh


def make_plugin(modules=None, **attributes):
    """Return a plugin that declares `attributes`. `modules` are its modules by name: dicts of what they define."""
    declared = {"name": "leaflets", "label": "leaflets", "summary": "Leaflets.", "requires_core": ">=1.0,<2"}
    plugin = type("LeafletsPlugin", (ContentTypePlugin,), declared | attributes)
    module = types.ModuleType(plugin.name)
    module.__path__ = ["/nowhere"]
    for name in ("api", "blocks", "related"):
        sys.modules.pop(f"{plugin.name}.{name}", None)  # of an earlier test
    for name, content in (modules or {}).items():
        sys.modules[f"{plugin.name}.{name}"] = provided = types.ModuleType(f"{plugin.name}.{name}")
        provided.__spec__ = ModuleSpec(provided.__name__, None)
        vars(provided).update(content)
    return plugin(plugin.name, module)


def test_the_base_is_no_candidate_for_django_and_a_subclass_is():
    assert ContentTypePlugin.default is False
    assert type(make_plugin()).default is True


def test_a_plugin_that_is_ready_is_in_the_registry(registry):
    plugin = make_plugin()

    plugin.ready()

    assert list(registry) == [plugin]


def test_a_check_warns_of_a_plugin_that_does_not_say_what_it_is_for(registry):
    make_plugin(summary="", requires_core="").ready()

    warnings = checks.check_declarations(None)

    assert [warning.id for warning in warnings] == ["content_types.W001", "content_types.W002"]
    assert "leaflets.apps" in warnings[0].hint


def test_a_plugin_inside_the_project_has_the_version_of_the_project():
    assert make_plugin().version == cms.__version__


def test_a_plugin_from_a_package_has_the_version_of_its_package():
    from importlib.metadata import version

    assert make_plugin(name="taggit", label="leaflets").version == version("django-taggit")
