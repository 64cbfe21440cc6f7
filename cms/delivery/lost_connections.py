"""Handle a lost connection to the database: it was restarted, or an administrator ended the session.

A request that only reads is answered once more, over a new connection. Others, and all requests while the database
is away, get the status 503.
"""

import logging

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpResponse
from django.template.loader import render_to_string

from cms.delivery.http.middleware import CACHEABLE

logger = logging.getLogger(__name__)

LOST = "cms.delivery.lost_connection"
"""Key in the WSGI environment of a request during which the connection was lost."""
RETRY_AFTER = 5
"""In seconds."""


class LostConnectionMiddleware:
    """Return 503 with Retry-After for a connection that a view lost. Errors of middleware go to `error_pages`."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        return lost_connection_response(request, exception)


def lost_connection_response(request, exception):
    """Return the response 503 if `exception` is due to a lost connection, or None."""
    if not isinstance(exception, OperationalError | InterfaceError) or _is_connected():
        return None
    logger.warning("The connection to the database was lost: %s", exception)
    connection.close()
    request.META[LOST] = True
    headers = {"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"}
    return HttpResponse(render_to_string("503.html"), status=503, headers=headers)


def _is_connected():
    return connection.connection is not None and connection.is_usable()


def retry_after_lost_connection(application):
    """Wrap the WSGI application `application` so that it answers a GET or HEAD again after a lost connection."""

    def wrapper(environ, start_response):
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return application(environ, start_response)
        started = []
        response = application(environ, lambda status, headers, exc_info=None: started.extend((status, headers)))
        if not environ.pop(LOST, False):
            start_response(*started)
            return response
        response.close()
        environ.pop(CACHEABLE, None)
        return application(environ, start_response)

    return wrapper
