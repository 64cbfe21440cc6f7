"""The registry of plugins."""

from django.core.exceptions import ImproperlyConfigured


class Registry:
    """The plugins that run, sorted by `order` and label."""

    def __init__(self):
        self._plugins = {}

    def register(self, plugin):
        """Add `plugin`. Raise ImproperlyConfigured if another plugin has its label or `verbose_name`."""
        for holder in self._plugins.values():
            for attribute in ("label", "verbose_name"):
                if getattr(holder, attribute) == getattr(plugin, attribute):
                    raise ImproperlyConfigured(
                        f"Two content types have the {attribute} “{getattr(plugin, attribute)}”: "
                        f"“{holder.name}” has it already, so “{plugin.name}” cannot. Rename or remove one."
                    )
        self._plugins[plugin.label] = plugin

    def __iter__(self):
        return iter(sorted(self._plugins.values(), key=lambda plugin: (plugin.order, plugin.label)))


registry = Registry()
