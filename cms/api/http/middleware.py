"""HTTP features of all responses under `/api/`: problem details and caching headers.

https://www.rfc-editor.org/rfc/rfc9457 (problem details) and https://www.rfc-editor.org/rfc/rfc9111 (caching)
"""

from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date
from django.utils.timezone import now

from cms.context.request import current_context
from cms.delivery.http.middleware import cache_control
from cms.delivery.problems import API_PREFIX, PROBLEM, problem_response, render_problem


class ApiMiddleware:
    """Apply the HTTP features of this module. Put it early, so that it also handles responses of other middleware."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith(API_PREFIX):
            return self.get_response(request)
        request.cache_hints = current_context().cache_hints
        response = _reject_plain_http(request) or _reject_invalid_address(request) or self.get_response(request)
        if response.status_code >= 400 and response.headers.get("Content-Type") != PROBLEM:
            # Django's error page for an unexpected exception. Its details are only logged.
            if not settings.DEBUG or response.status_code != 500:
                render_problem(response)
            elif response.headers.get("Content-Type", "").startswith("text/plain"):
                render_problem(response, "Internal server error.", traceback=response.content.decode().splitlines())
            # Otherwise it is Django's HTML debug page, for developers in a browser.
        self._set_caching_headers(request, response)
        return response

    def _set_caching_headers(self, request, response):
        hints = request.cache_hints
        cacheable = request.method in ("GET", "HEAD") and response.status_code < 400
        if hints.private or "Authorization" in request.headers:
            response.headers["Cache-Control"] = "private, no-store"
        elif not cacheable:
            response.headers.setdefault("Cache-Control", "no-store")
        else:
            response.headers.setdefault("Cache-Control", _cache_control(hints.must_revalidate))
        if cacheable and hints.last_modified:
            response.headers["Last-Modified"] = http_date(min(hints.last_modified, now()).timestamp())
        patch_vary_headers(response, ["Accept-Encoding", "Authorization"])
        if settings.CORS_ALLOW_ALL_ORIGINS or not settings.CORS_ALLOWED_ORIGINS:
            # django-cors-headers adds it even if all origins get the same response.
            _drop_from_vary(response, "origin")


def _cache_control(must_revalidate):
    """Return the `Cache-Control` header of a public response.

    A response that shows a patient must be revalidated before each use, which usually costs a 304.
    """
    if must_revalidate:
        return "no-cache"
    return cache_control(settings.API_MAX_AGE, settings.API_S_MAXAGE, settings.API_STALE_WHILE_REVALIDATE)


def _reject_plain_http(request):
    """Return a 403 response to a request over HTTP where the site has HTTPS, else None.

    A redirect would hide that an app sends its token unencrypted.
    """
    if settings.SECURE_SSL_REDIRECT and not request.is_secure():
        return problem_response(
            403, "Requests over HTTP are refused. Use https, and a new token if you have sent one."
        )
    return None


def _reject_invalid_address(request):
    """Return a 400 response if the URL contains NUL or a query string that is not UTF-8, else None."""
    query = unquote_to_bytes(request.META.get("QUERY_STRING", "").encode("latin-1", "replace"))
    if b"\0" in query or "\0" in request.path_info:
        return problem_response(400, "The URL contains a NUL character (%00).")
    try:
        query.decode()
    except UnicodeDecodeError:
        return problem_response(400, "The query string is not UTF-8. Percent-encode its UTF-8 bytes.")
    return None


def _drop_from_vary(response, name):
    kept = [value.strip() for value in response.headers["Vary"].split(",") if value.strip().lower() != name]
    response.headers["Vary"] = ", ".join(kept)
