"""The stylesheets of the site, those of content types included."""

from django.contrib.staticfiles.storage import staticfiles_storage

from cms.plugins.registry import registry

PRINT = "cms/css/print.css"


def for_screens():
    """Return the paths of the static files that a page links for screens: in production a single one."""
    combined = getattr(staticfiles_storage, "combined_stylesheet", None)
    return [combined] if combined else separate()


def separate():
    """Return the paths of the stylesheets for screens: those of the core, one for each cascade layer, and of plugins.

    https://developer.mozilla.org/en-US/docs/Web/CSS/@layer
    """
    core = [f"cms/css/{layer}.css" for layer in ("tokens", "base", "layout", "components")]
    return [*core, *filter(None, (plugin.stylesheet for plugin in registry))]
