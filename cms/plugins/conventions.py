"""Read what plugins declare in their modules `blocks.py`, `api.py`, `related.py` and `structured_data.py`.

They are imported at their first use, when all models are loaded. `cms.tasks.apps` imports their `tasks.py`, and
`cms.plugins.plugin` their `wagtail_hooks.py` and template tags.
"""

from functools import cache
from importlib import import_module

from django.utils.module_loading import module_has_submodule


def body_blocks(plugin):
    """Return the blocks that `plugin` adds to the body of every page: the dict `body_blocks` of its `blocks.py`."""
    with plugin.attribute_errors("its blocks.py cannot be used"):
        return dict(getattr(_module(plugin, "blocks"), "body_blocks", {}))


def claim_bases(plugin):
    """Return the blocks by which a claim can be based on something of `plugin`: `claim_bases` of its `blocks.py`."""
    with plugin.attribute_errors("its blocks.py cannot be used"):
        return dict(getattr(_module(plugin, "blocks"), "claim_bases", {}))


def endpoints(plugin):
    """Return the viewset classes of `plugin` by endpoint name: the dict `endpoints` of its `api.py`."""
    with plugin.attribute_errors("its api.py cannot be used"):
        return dict(getattr(_module(plugin, "api"), "endpoints", {}))


def related_content(plugin):
    """Return what `plugin` provides for the pages of other types: `related_content()` of its `related.py`.

    That function is called for each response, so that a queryset may depend on the time, a setting or the language.
    """
    with plugin.attribute_errors("its related.py cannot be used"):
        module = _module(plugin, "related")
        return [] if module is None else list(module.related_content())


def structured_data(plugin):
    """Return what `plugin` adds to structured data: the dict `structured_data` of its `structured_data.py`.

    It has a function for each page type, which gets the page and a `cms.structured_data.graph.Graph` to extend.
    """
    with plugin.attribute_errors("its structured_data.py cannot be used"):
        return dict(getattr(_module(plugin, "structured_data"), "structured_data", {}))


@cache
def _module(plugin, name):
    if not module_has_submodule(plugin.module, name):
        return None
    return import_module(f"{plugin.name}.{name}")
