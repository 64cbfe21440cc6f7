"""System checks on content types: what plugins declare, and which of them do not run."""

from contextlib import contextmanager

from django.conf import settings
from django.core.checks import Error, Warning, register

from cms.plugins.plugin import PluginError
from cms.plugins.registry import registry


@register
def check_declarations(app_configs, **kwargs):
    """Every plugin says what it is for, and which plugin contract it was made for."""
    return [
        Warning(
            f"Content type “{plugin.label}” declares no {attribute}.",
            hint=f"Set `{attribute}` in {plugin.name}.apps.",
            obj=plugin,
            id=f"content_types.W00{number}",
        )
        for plugin in registry
        for number, attribute in enumerate(("summary", "requires_core"), start=1)
        if not getattr(plugin, attribute)
    ]


@register
def check_that_all_run(app_configs, **kwargs):
    """What the operator enabled, runs. The site works without it, so this is no error."""
    return [
        Warning(
            f"Content type “{one.name}” is enabled and does not run ({one.state}). {one.reason}",
            hint="What was made of it is kept, and shown nowhere. `manage.py content_types` lists all.",
            id="content_types.W003",
        )
        for one in settings.CONTENT_TYPES.values()
        if one.state in ("not installed", "incompatible")
    ]


@register
def check_migrations(app_configs, **kwargs):
    """Every plugin has migrations. A warning, for an error would keep `makemigrations` from making them."""
    return [
        Warning(
            f"Content type “{plugin.label}” has models and no migrations.",
            hint=f"`manage.py makemigrations {plugin.label}` makes them, for its package to bring.",
            obj=plugin,
            id="content_types.W004",
        )
        for plugin in registry
        if plugin.lacks_migrations
    ]


@register
def check_problems(app_configs, **kwargs):
    """What plugins find wrong with their settings or surroundings, and whether they can be asked at all."""
    errors = []
    for plugin in registry:
        hint = f"Or start without it: CMS_DISABLED_CONTENT_TYPES={plugin.label}."
        with _collect_errors(errors, plugin, "its problems() failed"):
            errors += [
                Error(f"Content type “{plugin.label}”: {problem}", hint, plugin, "content_types.E001")
                for problem in plugin.problems()
            ]
        with _collect_errors(errors, plugin, "its related_content() failed"):
            list(plugin.related_content())
        with _collect_errors(errors, plugin, "its migrations cannot be loaded"):
            plugin.load_migrations()
    return errors


@contextmanager
def _collect_errors(errors, plugin, what):
    try:
        with plugin.attribute_errors(what):
            yield
    except PluginError as error:
        errors.append(Error(str(error), obj=plugin, id="content_types.E002"))
