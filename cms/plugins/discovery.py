"""Discovery of the content types of this site. The settings call it, so it must not import models.

A content type is an app. It is provided by a pip package with an entry point in the group `cms.plugins`, or it is an
app of the project. The operator enables it by its name; installing the package does not enable it.
https://packaging.python.org/en/latest/specifications/entry-points/
"""

from dataclasses import dataclass, field
from enum import StrEnum
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import Promise
from packaging.specifiers import InvalidSpecifier, SpecifierSet

import cms
from cms.plugins.placeholders.apps import placeholder_app
from cms.plugins.plugin import ContentTypePlugin

GROUP = "cms.plugins"
PROJECT = Path(cms.__file__).parents[1]
LABELS_OF_CORE = ("cms_", "django_tasks", "wagtail")
"""Prefixes of app labels that are reserved for the core and Wagtail."""
SETTING_TYPES = (str, int, float, bool, list)


class State(StrEnum):
    """States of a content type."""

    ENABLED = "enabled"
    READ_ONLY = "read-only"
    """Enabled, but no new pages or objects can be created."""
    AVAILABLE = "available"
    """Installed, but not enabled."""
    DISABLED = "disabled"
    """Not enabled any more; the database may still contain its tables."""
    NOT_INSTALLED = "not installed"
    """Enabled, but not installed."""
    INCOMPATIBLE = "incompatible"
    """Enabled and installed, but it cannot run with this version or configuration."""


@dataclass(frozen=True)
class ContentType:
    """A content type, as far as it is known before the apps are loaded."""

    name: str
    """The name in CMS_CONTENT_TYPES, which is the name of the entry point and the label of the app."""
    state: State
    reason: str = ""
    """Why it does not run and what to do, in sentences for operators."""
    version: str = ""
    plugin: AppConfig | None = None
    """The AppConfig, or None if it could not be loaded."""
    snapshot: dict = field(default_factory=dict)
    """The snapshot of its tables from `cms.plugins.schema_snapshot`, or {} if they were never created."""

    @property
    def runs(self):
        return self.state in (State.ENABLED, State.READ_ONLY)

    @property
    def has_orphaned_data(self):
        """Whether the database contains its tables although it does not run."""
        return bool(self.snapshot) and not self.runs

    @property
    def app(self):
        """Its entry in INSTALLED_APPS, or None: the plugin if it runs, or a placeholder for orphaned data."""
        if self.runs:
            return self.plugin.name
        return placeholder_app(self.name, self.snapshot) if self.has_orphaned_data else None


class _CannotRunError(Exception):
    """A content type cannot run. The message is the `reason`."""


def discover(names, *, disabled=(), read_only=(), snapshot=None, core_apps=()):
    """Return a dict of all `ContentType`s by name: those in `names` first, in that order.

    A content type that cannot run does not raise an error, so that the site starts without it.

    Args:
        names: the value of CMS_CONTENT_TYPES.
        disabled: the value of CMS_DISABLED_CONTENT_TYPES.
        read_only: the value of CMS_READ_ONLY_CONTENT_TYPES.
        snapshot: a result of `cms.plugins.schema_snapshot.read`.
        core_apps: installed apps, whose labels plugins must not use.

    Raise ImproperlyConfigured for repeated or unknown names.
    """
    snapshot = snapshot or {}
    available = _entry_points()
    _check_names(names, disabled, read_only, {*names, *available, *snapshot})
    content_types = {}
    holders = {app.rpartition(".")[2]: "the core" for app in core_apps}
    for name in names:
        tables = snapshot.get(name, {})
        if name in disabled:
            reason = "CMS_DISABLED_CONTENT_TYPES names it. Remove it from there to enable it again."
            content_types[name] = ContentType(name, State.DISABLED, reason, snapshot=tables)
            continue
        plugin = None
        try:
            plugin = _load(name, available.get(name, ()))
            _check(name, plugin, holders)
        except _CannotRunError as error:
            is_installed = name in available or _is_in_project(name)
            state = State.INCOMPATIBLE if is_installed else State.NOT_INSTALLED
            content_types[name] = ContentType(name, state, str(error), version_of(name, available), plugin, tables)
        else:
            holders |= dict.fromkeys(_unique_names(plugin).values(), f"“{name}”")
            state = State.READ_ONLY if name in read_only else State.ENABLED
            content_types[name] = ContentType(name, state, "", version_of(name, available), plugin, tables)
    for name in sorted({*snapshot, *available} - set(names)):
        reason = "Add it to CMS_CONTENT_TYPES to enable it."
        state = State.DISABLED if name in snapshot else State.AVAILABLE
        version = version_of(name, available)
        content_types[name] = ContentType(name, state, reason, version, snapshot=snapshot.get(name, {}))
    return content_types


def content_types():
    """Return the content types of this site by name, as the settings discovered them."""
    return settings.CONTENT_TYPES


def version_of(name, available=None):
    """Return the version of the package that provides the content type `name`, or that of the project, or ""."""
    available = _entry_points() if available is None else available
    if name in available:
        return available[name][0].dist.version
    return cms.__version__ if _is_in_project(name) else ""


def _entry_points():
    """Return lists of entry points by name: several installed packages may provide the same name."""
    points = {}
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.dist.name):
        points.setdefault(point.name, []).append(point)
    return points


def _check_names(names, disabled, read_only, known):
    for name in names:
        if names.count(name) > 1:
            raise ImproperlyConfigured(f"CMS_CONTENT_TYPES names “{name}” twice. Name each content type once.")
    for variable, values in (("CMS_DISABLED_CONTENT_TYPES", disabled), ("CMS_READ_ONLY_CONTENT_TYPES", read_only)):
        for name in values:
            if name not in known:
                raise ImproperlyConfigured(
                    f"{variable} names “{name}”, which is no content type here. "
                    f"Content types: {', '.join(sorted(known))}."
                )


def _is_in_project(name):
    spec = find_spec(name) if name.isidentifier() and name != "__main__" else None
    folders = spec and spec.submodule_search_locations
    return any((Path(folder) / "apps.py").is_file() for folder in folders or ())


def _load(name, points):
    """Return the plugin `name` of an entry point or of the project. Raise _CannotRunError."""
    module = points[0].value if points else name
    providers = [f"the package {point.dist.name}" for point in points]
    if module != name and (PROJECT / name / "apps.py").is_file():
        providers.append("this project")
    if len(providers) > 1:
        raise _CannotRunError(f"It is provided by {' and by '.join(providers)}. Uninstall all but one of them.")
    if not points and not _is_in_project(name):
        raise _CannotRunError(
            "No installed package offers it. Install the package, or remove the name from CMS_CONTENT_TYPES."
        )
    try:
        plugin = AppConfig.create(module)
    except (Exception, SystemExit) as error:
        raise _CannotRunError(
            f"It cannot be imported: {type(error).__name__}: {error}. Fix the package, or install another version."
        ) from error
    if not isinstance(plugin, ContentTypePlugin):
        raise _CannotRunError(
            f"{plugin.name}.apps has no ContentTypePlugin. Make its AppConfig a subclass of "
            "cms.plugins.plugin.ContentTypePlugin."
        )
    if plugin.name != module:
        raise _CannotRunError(
            f"Its module is “{module}”, but the name of its app is “{plugin.name}”. They have to be the same."
        )
    return plugin


def _check(name, plugin, holders):
    try:
        _check_identity(name, plugin, holders)
        _check_contract(plugin)
        _check_settings(name, plugin)
    except _CannotRunError:
        raise
    except Exception as error:
        raise _CannotRunError(
            f"Its declarations cannot be read: {type(error).__name__}: {error}. "
            "Fix the package, or install another version."
        ) from error


def _check_identity(name, plugin, holders):
    if plugin.label != name:
        raise _CannotRunError(
            f"Its entry point is “{name}”, but the label of its app is “{plugin.label}”. They have to be the same."
        )
    if name.startswith(LABELS_OF_CORE):
        raise _CannotRunError(
            f"Its label “{name}” is reserved for the core, like all that begin with {' or '.join(LABELS_OF_CORE)}. "
            "Rename it."
        )
    for attribute, value in _unique_names(plugin).items():
        if holder := holders.get(value):
            raise _CannotRunError(f"Its {attribute} “{value}” is taken by {holder}. Rename or disable one of them.")


def _unique_names(plugin):
    """Return the names that have to be unique, by attribute.

    Translations are not available while settings load, so lazy names are compared in the source language. The
    registry compares the translated names.
    """
    names = {attribute: getattr(plugin, attribute) for attribute in ("label", "verbose_name")}
    sources = {key: _source_text(name) if isinstance(name, Promise) else name for key, name in names.items()}
    return {attribute: source for attribute, source in sources.items() if isinstance(source, str)}


def _source_text(lazy_text):
    """Return the text that `gettext_lazy` was called with, as it is pickled."""
    _unpickle, (_function, arguments, *_others) = lazy_text.__reduce__()
    return arguments[-1]


def _check_contract(plugin):
    try:
        accepted = SpecifierSet(plugin.requires_core)
        is_compatible = cms.PLUGIN_API_VERSION in accepted
    except (InvalidSpecifier, AttributeError, TypeError) as error:
        raise _CannotRunError(
            f"Its requires_core = {plugin.requires_core!r} is not a version range. Write it like “>=1.0,<2”."
        ) from error
    if not is_compatible:
        raise _CannotRunError(
            f"It works with plugin contract {accepted}, but this site has {cms.PLUGIN_API_VERSION}. "
            "Install a compatible version."
        )


def _check_settings(name, plugin):
    if isinstance(plugin.required_settings, str) or not isinstance(plugin.default_settings, dict):
        raise _CannotRunError("Its required_settings have to be a list, and its default_settings a dict.")
    for setting in (*plugin.required_settings, *plugin.default_settings):
        if not setting.startswith(f"{name.upper()}_"):
            raise _CannotRunError(f"Its setting {setting} has to begin with {name.upper()}_, to avoid conflicts.")
    for setting, default in plugin.default_settings.items():
        if type(default) not in SETTING_TYPES:
            types = ", ".join(type_.__name__ for type_ in SETTING_TYPES)
            raise _CannotRunError(f"Its setting {setting} has the default {default!r}. It has to be one of {types}.")


def plugin_settings(content_types, read):
    """Return the settings of the plugins that run by name. Each is read from the environment variable of its name.

    `read` is `cms.settings.environment.env`. The type of a setting is that of its default.

    Raise ImproperlyConfigured for required settings that are not set, and for invalid values.
    """
    values = {}
    for content_type in content_types.values():
        if not content_type.runs:
            continue
        remedy = (
            f"The content type “{content_type.name}” needs it. To start without this content type, set "
            f"CMS_DISABLED_CONTENT_TYPES={content_type.name}."
        )
        for name in content_type.plugin.required_settings:
            values[name] = read("str", name, None)
            if not values[name]:
                raise ImproperlyConfigured(f"The variable {name} is not set. {remedy}")
        for name, default in content_type.plugin.default_settings.items():
            try:
                values[name] = read(type(default).__name__, name, default)
            except ImproperlyConfigured as error:
                raise ImproperlyConfigured(f"{error}. {remedy}") from error
    return values
