"""Checks of tests."""

from cms.health.checks import Check, Result


def check_of(name, result, *, is_needed=False, uses_database=False):
    """Return a check with `result`, or whose function is `result`."""
    function = (lambda: result) if isinstance(result, Result) else result
    return Check(name, name.capitalize(), function, is_needed, uses_database)
