"""The rate limit for responses of the API that are sent from memory."""

import time
from functools import lru_cache
from types import SimpleNamespace

from django.conf import settings
from django.http.request import HttpHeaders

from cms.context.clients import client_network
from cms.delivery.problems import API_PREFIX
from cms.forms.rate_limit import SECONDS


class HitLimit:
    """Count the hits of each client in the memory of this process.

    A client that exceeds `API_ANONYMOUS_RATE` is passed on to the application, whose limit all processes share.
    """

    def __init__(self):
        self._limit, _slash, unit = settings.API_ANONYMOUS_RATE.partition("/")
        self._seconds = SECONDS.get(unit)
        self._window = None
        self._hits = {}

    def is_exceeded(self, environ):
        """Count a hit, and return whether the client has had too many."""
        if not self._limit or not environ["PATH_INFO"].startswith(API_PREFIX):
            return False
        window = time.time() // self._seconds
        if window != self._window:
            self._window, self._hits = window, {}
        client = _client(environ.get("REMOTE_ADDR"), environ.get("HTTP_X_FORWARDED_FOR"))
        hits = self._hits[client] = self._hits.get(client, 0) + 1
        return hits > int(self._limit)


@lru_cache(maxsize=10_000)
def _client(address, forwarded_for):
    environ = {"REMOTE_ADDR": address} | ({"HTTP_X_FORWARDED_FOR": forwarded_for} if forwarded_for else {})
    return client_network(SimpleNamespace(META=environ, headers=HttpHeaders(environ)))
