"""Keep values in the memory of a process until content changes."""

import logging
import threading
import time
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from datetime import time as time_of_day
from functools import lru_cache

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections
from django.db.models import DateTimeField, Value
from django.utils import timezone

from cms.content_stamp.reading import current_stamp, fetch_over_reader, last_stamp

logger = logging.getLogger(__name__)

MAX_VALUES = 1000
"""Maximum number of values that `keep` stores. Further values are computed at each call."""

_lock = threading.Lock()


class Generation:
    """The time during which content does not change.

    Whoever keeps something that follows from content compares generations by identity.
    """

    def __init__(self, stamp, ends_at, began_at=0):
        self.stamp = stamp
        self.began_at = began_at
        self.ends_at = ends_at
        """When content changes without a write, in seconds since the epoch."""
        self.values = {}

    def is_now(self):
        """Return whether content has not changed by time. It may have if the clock was set back."""
        return self.began_at <= time.time() < self.ends_at


_current = Generation(stamp=None, ends_at=0)
_of_block = ContextVar("generation")


def current_generation():
    """Return the current `Generation`, or None if the stamp cannot be used: see `current_stamp`."""
    stamp = current_stamp()
    if stamp is None:
        return None
    generation = _current
    if generation.stamp == stamp and generation.is_now():
        return generation
    try:
        return _begin_generation(stamp)
    except (OperationalError, InterfaceError) as error:  # the database was lost since the stamp was read
        logger.warning("Nothing is kept: %s", error)
        return None


def last_generation(seconds):
    """Return the `Generation` of the last answer of a database that is away, or None.

    Content may have changed since, by another process or another machine, so the answer may be `seconds` old at most.
    """
    generation = _current
    is_last = generation.stamp is not None and generation.stamp == last_stamp(seconds)
    return generation if is_last and generation.is_now() else None


def _begin_generation(stamp):
    global _current
    with _lock:
        if _current.stamp != stamp or not _current.is_now():
            now = timezone.now()
            ends_at = next_change_by_time(now, fetch_over_reader)
            _current = Generation(stamp, ends_at.timestamp(), now.timestamp())
        return _current


@contextmanager
def one_generation():
    """Let `keep` use the generation that is current now in the whole block.

    Code that remembers results of queries needs it. Otherwise `keep` could compute a value from a result that was
    remembered before a change, and keep it for the generation after the change.
    """
    token = _of_block.set(current_generation())
    try:
        yield
    finally:
        _of_block.reset(token)


def keep(key, compute):
    """Return the result of `compute()`, which is called once for each generation.

    Threads share the result, so it must not be modified. It must depend on nothing but `key`, content, the date, and
    what has expired.
    """
    current = current_generation()
    generation = _of_block.get(current)
    if current is None or generation is None:
        return compute()
    values = generation.values
    if key not in values:
        value = compute()
        if len(values) < MAX_VALUES:
            values[key] = value
        return value
    return values[key]


def next_change_by_time(now, fetch):
    """Return when content changes next without a write: when something expires, or at midnight, as consents do.

    `fetch` returns the rows of a query with parameters.
    """
    tomorrow = timezone.localdate(now) + timedelta(days=1)
    midnight = timezone.make_aware(datetime.combine(tomorrow, time_of_day.min))
    return min([midnight, *_next_expiries(now, fetch)])


def _next_expiries(now, fetch):
    """Yield when the first object of each model expires. Its SQL is short, since each change of content asks it."""
    connection, expression = connections[DEFAULT_DB_ALIAS], Value(None, DateTimeField())
    name = connection.ops.quote_name
    firsts = [
        f"SELECT MIN(expire_at) FROM {name(table)} WHERE live AND expire_at > %s"  # noqa: S608
        for table in _expiring_tables(tuple(apps.get_models()))
    ]
    if not firsts:
        return
    parameters = [connection.ops.adapt_datetimefield_value(now)] * len(firsts)
    for (first,) in fetch(" UNION ALL ".join(firsts), parameters):
        for convert in connection.ops.get_db_converters(expression):
            first = convert(first, expression, connection)
        if first is not None:
            yield first


@lru_cache(maxsize=16)
def _expiring_tables(models):
    return [
        model._meta.db_table
        for model in models
        if {"live", "expire_at"} <= {field.column for field in model._meta.local_concrete_fields}
    ]
