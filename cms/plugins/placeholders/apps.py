"""The apps that stand in for content types that are gone. The settings ask, so nothing here may need a model."""

import sys
from types import ModuleType

from django.apps import AppConfig

PACKAGE = "cms.plugins.placeholders"


class PlaceholderContentType(AppConfig):
    """Stands in for a content type, with the models that its `snapshot` tells of."""

    default = False
    snapshot = {}

    def import_models(self):
        # No `models_module`: Django then makes no permissions for these models, nor takes any away.
        self.models = self.apps.all_models[self.label]
        from cms.plugins.placeholders.models import build

        build(self)


def placeholder_app(label, snapshot):
    """Make an app with this label for the content type that `snapshot` tells of. Return its path for INSTALLED_APPS.

    It is a path, under which Django finds the app, since others read INSTALLED_APPS as text.
    """
    name = f"{PACKAGE}.{label}"
    module = sys.modules[name] = ModuleType(name, f"Stands in for “{label}”.")
    module.__path__ = []
    module.__file__ = __file__
    members = {"name": name, "label": label, "verbose_name": snapshot["verbose_name"], "snapshot": snapshot}
    module.StandIn = type("StandIn", (PlaceholderContentType,), {"__module__": name, **members})
    return f"{name}.StandIn"
