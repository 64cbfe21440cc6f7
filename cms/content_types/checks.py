"""System checks on what plugins declare."""

from django.core.checks import Warning, register

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
