"""System checks of plugins: their declarations, settings and migrations, and whether they run."""

from contextlib import contextmanager

from django.conf import settings
from django.core.checks import Error, Warning, register

from cms.plugins import conventions
from cms.plugins.plugin import PluginError
from cms.plugins.registry import registry


@register
def check_declarations(app_configs, **kwargs):
    """Warn about plugins without `summary` or `requires_core`."""
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
    """Warn about enabled content types that do not run. It is not an error, since the site works without them."""
    return [
        Warning(
            f"Content type “{content_type.name}” is enabled and does not run ({content_type.state}). "
            f"{content_type.reason}",
            hint="Its content is kept and not shown. `manage.py content_types` lists all content types.",
            id="content_types.W003",
        )
        for content_type in settings.CONTENT_TYPES.values()
        if content_type.state in ("not installed", "incompatible")
    ]


@register
def check_migrations(app_configs, **kwargs):
    """Warn about plugins without migrations. An error would prevent `makemigrations` from creating them."""
    return [
        Warning(
            f"Content type “{plugin.label}” has models and no migrations.",
            hint=f"Create them with `manage.py makemigrations {plugin.label}`, and ship them with the package.",
            obj=plugin,
            id="content_types.W004",
        )
        for plugin in registry
        if plugin.lacks_migrations
    ]


@register
def check_problems(app_configs, **kwargs):
    """Report the `problems()` of plugins, and plugins whose methods or migrations raise errors."""
    errors = []
    for plugin in registry:
        hint = f"Or start without it: CMS_DISABLED_CONTENT_TYPES={plugin.label}."
        with _collect_errors(errors, plugin, "its problems() failed"):
            errors += [
                Error(f"Content type “{plugin.label}”: {problem}", hint, plugin, "content_types.E001")
                for problem in plugin.problems()
            ]
        with _collect_errors(errors, plugin, "its related.py cannot be used"):
            conventions.related_content(plugin)
        with _collect_errors(errors, plugin, "its migrations cannot be loaded"):
            plugin.load_migrations()
    return errors


@contextmanager
def _collect_errors(errors, plugin, failure):
    try:
        with plugin.attribute_errors(failure):
            yield
    except PluginError as error:
        errors.append(Error(str(error), obj=plugin, id="content_types.E002"))
