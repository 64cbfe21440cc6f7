"""The factories of all page types: those of `tests/<label>/factories.py`."""

from importlib import import_module

import pytest

from cms.plugins.registry import registry
from cms.testing.factories import ContentPageFactory
from cms.testing.fixtures import page_types

for plugin in registry:
    import_module(f"tests.{plugin.label}.factories")

FACTORIES = {factory._meta.model._meta.label: factory for factory in ContentPageFactory.__subclasses__()}
PAGE_TYPES = [pytest.param(model, id=model._meta.label) for model in page_types()]
