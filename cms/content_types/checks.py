"""System checks on content types: what plugins declare, and which of them do not run."""

from django.conf import settings
from django.core.checks import Error, Warning, register

from .registry import registry


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
        if one.state in ("missing", "refused")
    ]


@register
def check_problems(app_configs, **kwargs):
    """What plugins find wrong with their settings or surroundings."""
    return [
        Error(f"Content type “{plugin.label}”: {problem}", obj=plugin, id="content_types.E001")
        for plugin in registry
        for problem in plugin.problems()
    ]
