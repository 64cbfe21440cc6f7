from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured

from cms.plugins.registry import Registry


def plugin(label, order=100, **kwargs):
    return SimpleNamespace(
        **({"label": label, "name": f"{label}_app", "verbose_name": label.title(), "order": order} | kwargs)
    )


def test_plugins_come_in_their_order():
    registry = Registry()
    for one in (plugin("events", 30), plugin("team", 5), plugin("books", 30)):
        registry.register(one)

    assert [one.label for one in registry] == ["team", "books", "events"]


@pytest.mark.parametrize("clash", [{"label": "team"}, {"label": "people", "verbose_name": "Team"}])
def test_a_second_plugin_of_the_same_label_or_name_is_refused_and_the_holder_named(clash):
    registry = Registry()
    registry.register(plugin("team"))

    with pytest.raises(ImproperlyConfigured, match="“team_app” has it already, so “other_app” cannot"):
        registry.register(plugin(**clash, name="other_app"))

    assert len(list(registry)) == 1
