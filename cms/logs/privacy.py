"""Keep personal data out of logs and error reports.

Messages of the core (the loggers `cms.…`) are written for it: their arguments are ids, names of code and errors of
infrastructure. Messages of other packages may contain anything, such as the name of a user or an address. Of these,
only the template and the numbers among the arguments are kept, and the line of code that logs it; a message without
arguments may be put together of anything, and is left out. Of exceptions, the types and lines of code are kept, and
not the messages.
"""

import traceback
from http import HTTPStatus
from numbers import Number

OWN = "cms."
"""The beginning of the names of loggers whose messages are logged whole."""
OMITTED = "…"
MAX_CAUSES = 5
"""How many exceptions are logged of a chain in which each is the cause of the one before."""


def message_of(record):
    """Return the message of the `logging.LogRecord` `record` without personal data."""
    if is_own(record):
        return record.getMessage()
    if hasattr(record, "status_code"):  # Django's messages about requests contain the path, and what was wrong in it
        return _phrase(record.status_code)
    arguments, message = record.args, str(record.msg)
    if not arguments:
        return OMITTED  # it cannot be told whether it is a constant or was put together
    try:
        if isinstance(arguments, dict):
            return message % {name: _kept(value) for name, value in arguments.items()}
        return message % tuple(map(_kept, arguments))
    except (TypeError, ValueError, KeyError):  # such as %d for an argument that was omitted
        return message


def is_own(record):
    """Return whether the message of `record` is of the core."""
    return record.name.startswith(OWN)


def _phrase(status):
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return f"Status {status}"


def _kept(value):
    return value if isinstance(value, Number) else OMITTED


def exception_lines(error):
    """Return the types of `error` and its causes, and the lines of code where they were raised, without messages."""
    parts = []
    while error is not None and len(parts) < MAX_CAUSES:
        frames = traceback.extract_tb(error.__traceback__)
        lines = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        parts.append("\n".join([type_of(error), *lines]))
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\nafter ".join(parts)


def type_of(error):
    """Return the type of `error` with its module, such as `builtins.ValueError`."""
    return f"{type(error).__module__}.{type(error).__qualname__}"
