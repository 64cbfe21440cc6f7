"""Finds the content types of this site. The settings ask, so nothing here may need a loaded app.

A content type is an app. It comes with a pip package, which offers it by an entry point in the group
`cms.content_types`, or it lies in the project. The operator enables it by its name: installing it does not.
https://packaging.python.org/en/latest/specifications/entry-points/
"""

from dataclasses import dataclass, field
from enum import StrEnum
from importlib.metadata import entry_points
from importlib.util import find_spec

from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from packaging.specifiers import InvalidSpecifier, SpecifierSet

import cms

from .missing.apps import stand_in

GROUP = "cms.content_types"


class State(StrEnum):
    ENABLED = "enabled"
    CLOSED = "closed"
    """Enabled, and nothing new can be made of it."""
    OFFERED = "offered"
    """Installed, and not enabled."""
    DISABLED = "disabled"
    """Not enabled (any more), while the database may hold what was made of it."""
    MISSING = "missing"
    """Enabled, and not installed."""
    REFUSED = "refused"
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
    record: dict = field(default_factory=dict)
    """What `cms.content_types.record` knows of its tables, if they were ever made."""

    @property
    def runs(self):
        return self.state in (State.ENABLED, State.CLOSED)

    @property
    def is_kept(self):
        """Whether the database holds its tables, which nothing that runs knows of."""
        return bool(self.record) and not self.runs

    @property
    def app(self):
        """What stands for it in INSTALLED_APPS, or None."""
        if self.runs:
            return self.plugin.name
        return stand_in(self.name, self.record) if self.is_kept else None


class _CannotRunError(Exception):
    """Says in a sentence why a content type cannot run here."""


def discover(names, *, disabled=(), closed=(), record=None, core_apps=()):
    """Return the `ContentType`s that there are, by name: those in `names` first, in that order.

    `names`, `disabled` and `closed` are what the operator wrote, `record` is what `cms.content_types.record` has
    read, and `core_apps` are the apps whose labels are taken. Raises ImproperlyConfigured for names that contradict
    each other.
    A content type that cannot run raises nothing: the site starts without it.
    """
    record = record or {}
    offered = {point.name: point for point in entry_points(group=GROUP)}
    _refuse_contradictions(names, disabled, closed, {*names, *offered, *record})
    found = {}
    holders = {app.rpartition(".")[2]: "the core" for app in core_apps}
    for name in names:
        kept = record.get(name, {})
        if name in disabled:
            reason = "CMS_DISABLED_CONTENT_TYPES names it. Take it out of there to have it back."
            found[name] = ContentType(name, State.DISABLED, reason, record=kept)
            continue
        plugin = None
        try:
            plugin = _load(name, offered.get(name))
            _check(name, plugin, holders)
        except _CannotRunError as error:
            there = name in offered or plugin or _lies_in_project(name)
            state = State.REFUSED if there else State.MISSING
            found[name] = ContentType(name, state, str(error), version_of(name, offered), plugin, kept)
        else:
            holders |= {plugin.label: f"“{name}”", plugin.verbose_name: f"“{name}”"}
            state = State.CLOSED if name in closed else State.ENABLED
            found[name] = ContentType(name, state, "", version_of(name, offered), plugin, kept)
    for name in sorted({*record, *offered} - set(names)):
        reason = "Add it to CMS_CONTENT_TYPES to enable it."
        state = State.DISABLED if name in record else State.OFFERED
        found[name] = ContentType(name, state, reason, version_of(name, offered), record=record.get(name, {}))
    return found


def content_types():
    """Return the content types of this site by name, as the settings found them."""
    return settings.CONTENT_TYPES


def version_of(name, offered=None):
    """Return the version of the package that offers the content type `name`, or of the project, in which it lies."""
    offered = {point.name: point for point in entry_points(group=GROUP)} if offered is None else offered
    if name in offered:
        return offered[name].dist.version
    return cms.__version__ if _lies_in_project(name) else ""


def _refuse_contradictions(names, disabled, closed, known):
    for name in names:
        if names.count(name) > 1:
            raise ImproperlyConfigured(f"CMS_CONTENT_TYPES names “{name}” twice. Name each content type once.")
    for variable, mentioned in (("CMS_DISABLED_CONTENT_TYPES", disabled), ("CMS_CLOSED_CONTENT_TYPES", closed)):
        for name in mentioned:
            if name not in known:
                raise ImproperlyConfigured(
                    f"{variable} names “{name}”, which is no content type here. "
                    f"There are: {', '.join(sorted(known))}."
                )


def _lies_in_project(name):
    try:
        return find_spec(f"{name}.apps") is not None
    except (ImportError, ValueError):
        return False


def _load(name, point):
    """Return the plugin of that name, by its entry point or from the project. Raises _CannotRunError."""
    if point is None and not _lies_in_project(name):
        raise _CannotRunError(
            "No installed package offers it. Install the package, or take the name out of CMS_CONTENT_TYPES."
        )
    try:
        plugin = AppConfig.create(point.value if point else name)
    except Exception as error:
        raise _CannotRunError(
            f"It cannot be imported: {type(error).__name__}: {error}. Mend the package, or install another version."
        ) from error
    if not hasattr(plugin, "requires_core"):
        raise _CannotRunError(
            f"{plugin.name}.apps has no ContentTypePlugin. Make its AppConfig a subclass of "
            "cms.content_types.plugin.ContentTypePlugin."
        )
    return plugin


def _check(name, plugin, holders):
    if plugin.label != name:
        raise _CannotRunError(
            f"It is offered as “{name}”, and the label of its app is “{plugin.label}”. The two have to be the same."
        )
    try:
        accepted = SpecifierSet(plugin.requires_core)
    except InvalidSpecifier as error:
        raise _CannotRunError(
            f"Its requires_core = {plugin.requires_core!r} is not a version range. Write it like “>=1.0,<2”."
        ) from error
    if cms.API_VERSION not in accepted:
        raise _CannotRunError(
            f"It works with plugin contract {accepted}, and this is {cms.API_VERSION}. Install a version that fits."
        )
    for what in ("label", "verbose_name"):
        if holder := holders.get(getattr(plugin, what)):
            raise _CannotRunError(
                f"Its {what} “{getattr(plugin, what)}” is taken by {holder}. Rename one, or disable one."
            )
    for setting in (*plugin.required_settings, *plugin.default_settings):
        if not setting.startswith(f"{name.upper()}_"):
            raise _CannotRunError(f"Its setting {setting} has to begin with {name.upper()}_, so that none is taken.")


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
