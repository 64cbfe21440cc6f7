"""Placeholder apps for content types that do not run. The settings use them, so this module imports no models."""

import sys
from types import ModuleType

from django.apps import AppConfig

PACKAGE = "cms.plugins.placeholders"


class PlaceholderContentType(AppConfig):
    """The placeholder app of a content type. Its models are built from `snapshot`."""

    default = False
    snapshot = {}

    def import_models(self):
        # Without `models_module`, Django neither creates nor deletes permissions of these models.
        self.models = self.apps.all_models[self.label]
        from cms.plugins.placeholders.models import build

        build(self)


def placeholder_app(label, snapshot):
    """Create a placeholder app, and return its dotted path for INSTALLED_APPS.

    The entries of INSTALLED_APPS have to be strings, so the app is made importable as a module.
    """
    name = f"{PACKAGE}.{label}"
    module = sys.modules[name] = ModuleType(name, f"Placeholder for “{label}”.")
    module.__path__ = []
    module.__file__ = __file__
    members = {"name": name, "label": label, "verbose_name": snapshot["verbose_name"], "snapshot": snapshot}
    module.PlaceholderApp = type("PlaceholderApp", (PlaceholderContentType,), {"__module__": name, **members})
    return f"{name}.PlaceholderApp"
