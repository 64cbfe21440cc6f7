"""Redis backend for Django's cache framework (`CACHE_URL`). An unreachable server behaves like an empty cache.

Responses are not stored in it: see `cms.delivery.response_cache`.
"""

import logging
import time

from django.core.cache.backends import redis as django_redis
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from redis.exceptions import ConnectionError, RedisError, TimeoutError

logger = logging.getLogger(__name__)

TIMEOUTS = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5}
"""Options for redis-py, in seconds. They limit how long a request waits for an unreachable server."""
PAUSE = 5
"""Seconds for which a process does not contact a server after a failed connection."""
WARNING_INTERVAL = 60
"""Minimum number of seconds between two warnings about the same server."""

_paused_until = {}
_next_warning = {}


class RedisCache(django_redis.RedisCache):
    """Django's Redis backend, which logs every Redis error and treats it as a cache miss.

    While the server is unreachable, reads return the default and writes store nothing. `incr` raises ValueError, as
    for a key that does not exist.
    """

    def __init__(self, server, params):
        super().__init__(server, params)
        self.server = str(server)

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        return self._try(False, super().add, key, value, timeout, version)

    def get(self, key, default=None, version=None):
        return self._try(default, super().get, key, default, version)

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        self._try(None, super().set, key, value, timeout, version)

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None):
        return self._try(False, super().touch, key, timeout, version)

    def delete(self, key, version=None):
        return self._try(False, super().delete, key, version)

    def get_many(self, keys, version=None):
        return self._try({}, super().get_many, keys, version)

    def has_key(self, key, version=None):
        return self._try(False, super().has_key, key, version)

    def incr(self, key, delta=1, version=None):
        value = self._try(None, super().incr, key, delta, version)
        if value is None:
            raise ValueError(f"Key {key!r} not found.")
        return value

    def set_many(self, data, timeout=DEFAULT_TIMEOUT, version=None):
        return self._try(list(data), super().set_many, data, timeout, version)

    def delete_many(self, keys, version=None):
        self._try(None, super().delete_many, keys, version)

    def clear(self):
        return self._try(False, super().clear)

    def _try(self, miss, operation, *args):
        """Return the result of `operation`, or `miss` if Redis fails or was unreachable within the last `PAUSE`."""
        if time.monotonic() < _paused_until.get(self.server, 0):
            return miss
        try:
            return operation(*args)
        except RedisError as error:
            if isinstance(error, ConnectionError | TimeoutError):
                _paused_until[self.server] = time.monotonic() + PAUSE
            self._warn(error)
            return miss

    def _warn(self, error):
        if time.monotonic() >= _next_warning.get(self.server, 0):
            _next_warning[self.server] = time.monotonic() + WARNING_INTERVAL
            logger.warning("The cache (CACHE_URL) is unavailable; the site runs without it: %s", error)
