"""The id of a request, which its log lines, its background tasks and its response have in common."""

import re
from uuid import uuid4

import structlog
from django.conf import settings

HEADER = "X-Request-ID"
_VALID = re.compile(r"[A-Za-z0-9_-]{8,64}", re.ASCII)


def request_id_of(request):
    """Return the id that the proxy in front has given to `request`, or a new one.

    Without a proxy of ours (`TRUSTED_PROXIES`), the header comes from the visitor and is ignored.
    """
    given = request.headers.get(HEADER, "") if settings.REST_FRAMEWORK["NUM_PROXIES"] else ""
    return given if _VALID.fullmatch(given) else uuid4().hex


def current_request_id():
    """Return the id of the current request, or of the request that has enqueued the current task, or ""."""
    return structlog.contextvars.get_contextvars().get("request_id", "")
