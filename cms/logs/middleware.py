"""Middleware that binds the id of a request, and logs the request."""

import logging
import time

from django.contrib import messages
from django.urls import reverse
from structlog.contextvars import bound_contextvars

from cms.logs.request_ids import HEADER, request_id_of
from cms.logs.routes import ids_of, route_of

logger = logging.getLogger(__name__)
REFUSALS = (401, 403, 429)


class RequestLogMiddleware:
    """Log one line for each request: method, route, ids, status, duration and the id of the user.

    It contains neither path nor query string, and no address. A request that was refused, because of missing rights
    or too many requests, is logged as a warning. Responses that the response cache sends from memory do not come
    here: the web server in front logs them.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request_id, started = request_id_of(request), time.perf_counter()
        with bound_contextvars(request_id=request_id):
            response = self.get_response(request)
            response.headers[HEADER] = request_id
            self._log(request, response, time.perf_counter() - started)
        return response

    def _log(self, request, response, seconds):
        refused = response.status_code in REFUSALS or _is_refused_by_the_admin(request, response)
        level = logging.WARNING if refused else logging.INFO
        if not logger.isEnabledFor(level):
            return
        # Set by Django once something has asked for the user: to ask for it here could cost queries.
        user = getattr(request, "_cached_user", None)
        fields = {
            "method": request.method if request.method.isalpha() else "",
            "route": route_of(request),
            "status": response.status_code,
            "milliseconds": round(seconds * 1000, 1),
        }
        if ids := ids_of(request):
            fields["ids"] = ids
        if user is not None and user.pk:
            fields["user_id"] = user.pk
        logger.log(level, "Request refused" if refused else "Request answered", extra=fields)


def _is_refused_by_the_admin(request, response):
    """Return whether it is the response of `wagtail.admin.auth.permission_denied`: a message, and the first page."""
    if response.status_code != 302 or response.headers.get("Location") != reverse("wagtailadmin_home"):
        return False
    queued = getattr(getattr(request, "_messages", None), "_queued_messages", [])
    return any(message.level == messages.ERROR for message in queued)
