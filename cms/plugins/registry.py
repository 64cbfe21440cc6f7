"""Which content types are there."""

from django.core.exceptions import ImproperlyConfigured


class Registry:
    """The enabled plugins by app label, in the order in which people see them."""

    def __init__(self):
        self._plugins = {}

    def register(self, plugin):
        """Add `plugin`. Raises ImproperlyConfigured, naming the holder, if its label or its name is taken."""
        for holder in self._plugins.values():
            for what in ("label", "verbose_name"):
                if getattr(holder, what) == getattr(plugin, what):
                    raise ImproperlyConfigured(
                        f"Two content types have the {what} “{getattr(plugin, what)}”: "
                        f"“{holder.name}” has it already, so “{plugin.name}” cannot. Rename or remove one."
                    )
        self._plugins[plugin.label] = plugin

    def __iter__(self):
        return iter(sorted(self._plugins.values(), key=lambda plugin: (plugin.order, plugin.label)))


registry = Registry()
