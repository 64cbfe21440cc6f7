"""Finds the content types of this site. The settings ask, so nothing here may need a loaded app.

A content type is an app. It comes with a pip package, which offers it by an entry point in the group
`cms.plugins`, or it lies in the project. The operator enables it by its name: installing it does not.
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
LABELS_OF_CORE = ("cms_", "wagtail")
"""How the labels of the core begin that are not the last part of the name of their app."""
KINDS_OF_SETTINGS = (str, int, float, bool, list)


class State(StrEnum):
    ENABLED = "enabled"
    READ_ONLY = "read-only"
    """Enabled, and nothing new can be made of it."""
    AVAILABLE = "available"
    """Installed, and not enabled."""
    DISABLED = "disabled"
    """Not enabled (any more), while the database may hold what was made of it."""
    NOT_INSTALLED = "not installed"
    """Enabled, and not installed."""
    INCOMPATIBLE = "incompatible"
    """Enabled and installed, and yet it cannot run here."""


@dataclass(frozen=True)
class ContentType:
    """What is known of one content type before the apps are loaded."""

    name: str
    """What the operator calls it: the name of the entry point, which is the label of the app."""
    state: State
    reason: str = ""
    """Why it does not run, and what to do, as a sentence."""
    version: str = ""
    plugin: AppConfig | None = None
    """Its declaration, as far as it could be read."""
    snapshot: dict = field(default_factory=dict)
    """What `cms.plugins.schema_snapshot` knows of its tables, if they were ever made."""

    @property
    def runs(self):
        return self.state in (State.ENABLED, State.READ_ONLY)

    @property
    def has_orphaned_data(self):
        """Whether the database holds its tables, which nothing that runs knows of."""
        return bool(self.snapshot) and not self.runs

    @property
    def app(self):
        """What stands for it in INSTALLED_APPS, or None."""
        if self.runs:
            return self.plugin.name
        return placeholder_app(self.name, self.snapshot) if self.has_orphaned_data else None


class _CannotRunError(Exception):
    """Says in a sentence why a content type cannot run here."""


def discover(names, *, disabled=(), read_only=(), snapshot=None, core_apps=()):
    """Return the `ContentType`s that there are, by name: those in `names` first, in that order.

    `names`, `disabled` and `read_only` are the operator's settings, `snapshot` is what `cms.plugins.schema_snapshot`
    has read, and `core_apps` are the apps whose labels are taken. Raises ImproperlyConfigured for names that
    contradict each other.
    A content type that cannot run raises nothing: the site starts without it.
    """
    snapshot = snapshot or {}
    offered = _offered()
    _refuse_contradictions(names, disabled, read_only, {*names, *offered, *snapshot})
    found = {}
    holders = {app.rpartition(".")[2]: "the core" for app in core_apps}
    for name in names:
        kept = snapshot.get(name, {})
        if name in disabled:
            reason = "CMS_DISABLED_CONTENT_TYPES names it. Take it out of there to have it back."
            found[name] = ContentType(name, State.DISABLED, reason, snapshot=kept)
            continue
        plugin = None
        try:
            plugin = _load(name, offered.get(name, ()))
            _check(name, plugin, holders)
        except _CannotRunError as error:
            there = name in offered or _lies_in_project(name)
            state = State.INCOMPATIBLE if there else State.NOT_INSTALLED
            found[name] = ContentType(name, state, str(error), version_of(name, offered), plugin, kept)
        else:
            holders |= dict.fromkeys(_unique(plugin).values(), f"“{name}”")
            state = State.READ_ONLY if name in read_only else State.ENABLED
            found[name] = ContentType(name, state, "", version_of(name, offered), plugin, kept)
    for name in sorted({*snapshot, *offered} - set(names)):
        reason = "Add it to CMS_CONTENT_TYPES to enable it."
        state = State.DISABLED if name in snapshot else State.AVAILABLE
        found[name] = ContentType(name, state, reason, version_of(name, offered), snapshot=snapshot.get(name, {}))
    return found


def content_types():
    """Return the content types of this site by name, as the settings found them."""
    return settings.CONTENT_TYPES


def version_of(name, offered=None):
    """Return the version of the package that offers the content type `name`, or of the project, in which it lies."""
    offered = _offered() if offered is None else offered
    if name in offered:
        return offered[name][0].dist.version
    return cms.__version__ if _lies_in_project(name) else ""


def _offered():
    """Return the entry points of installed packages by name: a list for each, for two may offer the same."""
    offered = {}
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.dist.name):
        offered.setdefault(point.name, []).append(point)
    return offered


def _refuse_contradictions(names, disabled, read_only, known):
    for name in names:
        if names.count(name) > 1:
            raise ImproperlyConfigured(f"CMS_CONTENT_TYPES names “{name}” twice. Name each content type once.")
    for variable, mentioned in (("CMS_DISABLED_CONTENT_TYPES", disabled), ("CMS_READ_ONLY_CONTENT_TYPES", read_only)):
        for name in mentioned:
            if name not in known:
                raise ImproperlyConfigured(
                    f"{variable} names “{name}”, which is no content type here. "
                    f"There are: {', '.join(sorted(known))}."
                )


def _lies_in_project(name):
    spec = find_spec(name) if name.isidentifier() and name != "__main__" else None
    folders = spec and spec.submodule_search_locations
    return any((Path(folder) / "apps.py").is_file() for folder in folders or ())


def _load(name, points):
    """Return the plugin of that name, by its entry point or from the project. Raises _CannotRunError."""
    module = points[0].value if points else name
    holders = [f"the package {point.dist.name}" for point in points]
    if module != name and (PROJECT / name / "apps.py").is_file():
        holders.append("this project")
    if len(holders) > 1:
        raise _CannotRunError(f"It is offered by {' and by '.join(holders)}. Uninstall what is not meant.")
    if not points and not _lies_in_project(name):
        raise _CannotRunError(
            "No installed package offers it. Install the package, or take the name out of CMS_CONTENT_TYPES."
        )
    try:
        plugin = AppConfig.create(module)
    except (Exception, SystemExit) as error:
        raise _CannotRunError(
            f"It cannot be imported: {type(error).__name__}: {error}. Mend the package, or install another version."
        ) from error
    if not isinstance(plugin, ContentTypePlugin):
        raise _CannotRunError(
            f"{plugin.name}.apps has no ContentTypePlugin. Make its AppConfig a subclass of "
            "cms.plugins.plugin.ContentTypePlugin."
        )
    if plugin.name != module:
        raise _CannotRunError(
            f"It is found at “{module}”, and the name of its app is “{plugin.name}”. The two have to be the same."
        )
    return plugin


def _check(name, plugin, holders):
    try:
        _check_place(name, plugin, holders)
        _check_contract(plugin)
        _check_settings(name, plugin)
    except _CannotRunError:
        raise
    except Exception as error:
        raise _CannotRunError(
            f"What it declares cannot be read: {type(error).__name__}: {error}. "
            "Mend the package, or install another version."
        ) from error


def _check_place(name, plugin, holders):
    if plugin.label != name:
        raise _CannotRunError(
            f"It is offered as “{name}”, and the label of its app is “{plugin.label}”. The two have to be the same."
        )
    if name.startswith(LABELS_OF_CORE):
        raise _CannotRunError(
            f"Its label “{name}” is one for the core: those begin with {' or '.join(LABELS_OF_CORE)}. Rename it."
        )
    for what, value in _unique(plugin).items():
        if holder := holders.get(value):
            raise _CannotRunError(f"Its {what} “{value}” is taken by {holder}. Rename one, or disable one.")


def _unique(plugin):
    """Return the names that no two plugins may share. Settings are loading, so lazy names are in the source language.

    The registry compares the translated names.
    """
    names = {what: getattr(plugin, what) for what in ("label", "verbose_name")}
    sources = {what: name._args[-1] if isinstance(name, Promise) else name for what, name in names.items()}
    return {what: source for what, source in sources.items() if isinstance(source, str)}


def _check_contract(plugin):
    try:
        accepted = SpecifierSet(plugin.requires_core)
        fits = cms.PLUGIN_API_VERSION in accepted
    except (InvalidSpecifier, AttributeError, TypeError) as error:
        raise _CannotRunError(
            f"Its requires_core = {plugin.requires_core!r} is not a version range. Write it like “>=1.0,<2”."
        ) from error
    if not fits:
        raise _CannotRunError(
            f"It works with plugin contract {accepted}, and this is {cms.PLUGIN_API_VERSION}. "
            "Install a version that fits."
        )


def _check_settings(name, plugin):
    if isinstance(plugin.required_settings, str) or not isinstance(plugin.default_settings, dict):
        raise _CannotRunError("Its required_settings have to be a list, and its default_settings a dict.")
    for setting in (*plugin.required_settings, *plugin.default_settings):
        if not setting.startswith(f"{name.upper()}_"):
            raise _CannotRunError(f"Its setting {setting} has to begin with {name.upper()}_, so that none is taken.")
    for setting, default in plugin.default_settings.items():
        if type(default) not in KINDS_OF_SETTINGS:
            kinds = ", ".join(kind.__name__ for kind in KINDS_OF_SETTINGS)
            raise _CannotRunError(f"Its setting {setting} has the default {default!r}. Make that one of {kinds}.")


def plugin_settings(content_types, read):
    """Return the settings of the plugins that run, by name, each read from the variable of its name.

    `read` is `cms.settings.environment.read`. A default tells the type: text, a number, yes or no, a list of texts.
    Raises ImproperlyConfigured, with the plugin and the way out, for one that is required and not set, or malformed.
    """
    values = {}
    for one in content_types.values():
        if not one.runs:
            continue
        way_out = (
            f"The content type “{one.name}” needs it; without that, start with CMS_DISABLED_CONTENT_TYPES={one.name}."
        )
        for name in one.plugin.required_settings:
            values[name] = read("str", name, None)
            if not values[name]:
                raise ImproperlyConfigured(f"The variable {name} is not set. {way_out}")
        for name, default in one.plugin.default_settings.items():
            try:
                values[name] = read(type(default).__name__, name, default)
            except ImproperlyConfigured as error:
                raise ImproperlyConfigured(f"{error}. {way_out}") from error
    return values
