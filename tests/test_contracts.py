"""Each content type, and each of its page types, is held to its contract in `tests/<label>/test_contracts.py`."""

from importlib import import_module

from cms.plugins.registry import registry
from cms.testing.contracts import ContentTypeContract, PageTypeContract
from cms.testing.fixtures import page_types

MODULES = [import_module(f"tests.{plugin.label}.test_contracts") for plugin in registry]


def held_to(contract):
    """Return the test classes that hold something to `contract`."""
    return [
        one
        for module in MODULES
        for name, one in vars(module).items()
        if name.startswith("Test") and issubclass(one, contract)
    ]


def test_each_content_type_has_its_contract_test():
    assert {one.label for one in held_to(ContentTypeContract)} == {plugin.label for plugin in registry}


def test_each_page_type_has_its_contract_test():
    assert {one.factory._meta.model for one in held_to(PageTypeContract)} == set(page_types())
