"""Select the requests that the response cache handles, and compute the keys of their responses."""

from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

from django.conf import settings

KEY_PARTS = (
    "wsgi.url_scheme",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_HOST",
    "HTTP_X_FORWARDED_HOST",
    "PATH_INFO",
    "HTTP_ORIGIN",
)
"""The parts of a request that select its response."""
BYPASS_HEADERS = (
    "HTTP_AUTHORIZATION",
    "HTTP_RANGE",
    "HTTP_IF_MATCH",
    "HTTP_IF_UNMODIFIED_SINCE",
)
"""Requests with one of these headers are passed on to the application."""
PARTS = (
    *KEY_PARTS,
    *BYPASS_HEADERS,
    "REQUEST_METHOD",
    "QUERY_STRING",
    "HTTP_ACCEPT_ENCODING",
    "HTTP_IF_NONE_MATCH",
)
"""The parts of a request that its answer depends on."""
TRACKING_PARAMETERS = {"fbclid", "gclid", "msclkid", "_ga", "mc_cid", "mc_eid"}
"""Query parameters that other sites add to links to follow visitors. With those of `utm_`, they are dropped."""


def parts_of(environ):
    """Return the values of `PARTS`, or None for a request with a session, whose answer is for its sender only."""
    if "HTTP_COOKIE" in environ and f"{settings.SESSION_COOKIE_NAME}=" in environ["HTTP_COOKIE"]:
        return None
    return tuple(map(environ.get, PARTS))


def is_handled(environ):
    """Return whether the answer to a request without a session depends on nothing but `PARTS`, and may be stored.

    Static files are stored, compressed and validated by WhiteNoise.
    """
    return (
        environ["REQUEST_METHOD"] in ("GET", "HEAD")
        and not environ["PATH_INFO"].startswith(settings.STATIC_URL)
        and not any(header in environ for header in BYPASS_HEADERS)
    )


def key_of(environ, query):
    """Return the key under which the response to a request is stored. `query` is its normalized query string."""
    scheme, forwarded_scheme, host, forwarded_host, path, origin = map(environ.get, KEY_PARTS)
    if settings.SECURE_PROXY_SSL_HEADER is None:
        forwarded_scheme = None
    if not settings.USE_X_FORWARDED_HOST:
        forwarded_host = None
    return scheme, forwarded_scheme, host, forwarded_host, path, query, _cors_origin(origin)


def _cors_origin(origin):
    """Return the value for the key: two origins with the same value get the same response."""
    if not origin or settings.CORS_ALLOW_ALL_ORIGINS:
        return "*" if origin else None
    return origin if origin in settings.CORS_ALLOWED_ORIGINS else None


@lru_cache(maxsize=1024)
def normalized_query(query):
    """Return `query` with its parameters sorted by name, and without those that serve to follow visitors.

    The application sees the normalized query, so a response cannot depend on what the key lacks. Parameters of the
    same name keep their order. A query that is not well-formed is returned as it is.
    """
    if not query:
        return ""
    try:
        parameters = parse_qsl(query, keep_blank_values=True, strict_parsing=True, encoding="latin-1")
    except ValueError:
        return query
    parameters = [
        (name, value) for name, value in parameters if not (name.startswith("utm_") or name in TRACKING_PARAMETERS)
    ]
    return urlencode(sorted(parameters, key=lambda parameter: parameter[0]), encoding="latin-1")
