"""Declare checks of the system.

The `health_checks.py` of an app has functions such as this one:

@health_check("backup", _("Backup"))
def check_backup():
    if is_recent():
        return Result.well(_("The last backup is of today."))
    return Result.warning(
        _("The last backup is 9 days old."),
        effect=_("What was written since would be lost with this machine."),
        advice=_("Tell the operators of the site."),
    )
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How well a part of the system works."""

    WELL = "well", _("Works")
    WARNING = "warning", _("Needs attention")
    BROKEN = "broken", _("Does not work")


@dataclass(frozen=True)
class Result:
    """The result of a check, in words for people who are no engineers."""

    state: State
    summary: str
    """One sentence that says what the check found."""
    effect: str = ""
    """The consequence for visitors or staff."""
    advice: str = ""
    """The action that staff take, and whom they tell."""

    @classmethod
    def well(cls, summary):
        return cls(State.WELL, summary)

    @classmethod
    def warning(cls, summary, *, effect, advice):
        return cls(State.WARNING, summary, effect, advice)

    @classmethod
    def broken(cls, summary, *, effect, advice):
        return cls(State.BROKEN, summary, effect, advice)

    @property
    def is_well(self):
        return self.state == State.WELL


@dataclass(frozen=True)
class Check:
    """A check of one part of the system."""

    name: str
    """Its name in `/readyz` and metrics."""
    verbose_name: str
    function: object
    """The function takes no arguments, and returns a `Result`."""
    is_needed: bool
    """Whether this process cannot answer visitors while the check says `BROKEN`. `/readyz` then answers 503."""
    uses_database: bool


_checks = {}


def health_check(name, verbose_name, *, is_needed=False, uses_database=True):
    """Make the decorated function a check. The arguments are the attributes of `Check`."""

    def decorate(function):
        _checks[name] = Check(name, verbose_name, function, is_needed, uses_database)
        return function

    return decorate


def all_checks():
    """Return all checks: those without which the site does not work first, the database at their head."""
    return sorted(_checks.values(), key=lambda check: (not check.is_needed, check.name != DATABASE, check.name))


DATABASE = "database"
"""The name of the check of the database. While it fails, checks that use the database are not run."""
