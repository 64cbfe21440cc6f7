"""HTTP features of all responses that caches may store: ETags, 304, compression and Cache-Control."""

from django.conf import settings
from django.utils.cache import patch_vary_headers

from cms.context.request import current_context
from cms.delivery.http import negotiation
from cms.delivery.media.files import FILE
from cms.delivery.problems import API_PREFIX, render_problem

CACHEABLE = "cms.response_cache.cacheable"
"""Key in the WSGI environment of a request whose response the response cache may store."""

ENDS_WITH_CONSENT = "cms.response_cache.ends_with_consent"
"""Key in the WSGI environment of a request whose response shows a patient or a claim."""


class HttpMiddleware:
    """Set the caching headers, and apply conditional requests and compression.

    It handles public responses to GET and HEAD requests, which are the same for all visitors, and all responses of
    the API. Other responses, such as those of the admin, are not compressed: they contain secrets beside text that
    the sender of the request chooses (https://www.breachattack.com).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_public = _is_public(request, response)
        is_file = FILE in request.META
        if is_public:
            if not is_file:
                patch_vary_headers(response, ["Accept-Encoding"])
            response.headers.setdefault("Cache-Control", _cache_control_of_pages())
            if not response.cookies and response.status_code == 200 and (is_file or not response.streaming):
                request.META[CACHEABLE] = True
                request.META[ENDS_WITH_CONSENT] = current_context().cache_hints.must_revalidate
        elif response.status_code >= 400:
            response.headers.setdefault("Cache-Control", "no-store")
        if is_file or response.streaming or response.has_header("Content-Encoding") or response.has_header("ETag"):
            return response  # its view handles If-None-Match and the encoding
        if is_public or request.path_info.startswith(API_PREFIX):
            _encode(request, response)
        return response


def _is_public(request, response):
    """Return whether `response` is the same for all visitors, and names the content that it depends on."""
    hints = current_context().cache_hints
    return (
        request.method in ("GET", "HEAD")
        and response.status_code < 400
        and bool(hints.keys)
        and not hints.private
        and "no-store" not in response.headers.get("Cache-Control", "")
        and "private" not in response.headers.get("Cache-Control", "")
    )


def _cache_control_of_pages():
    if settings.PAGE_MAX_AGE or settings.PAGE_S_MAXAGE:
        return cache_control(settings.PAGE_MAX_AGE, settings.PAGE_S_MAXAGE)
    return "no-cache"


def cache_control(max_age, s_maxage, stale_while_revalidate=0):
    """Return a `Cache-Control` header for public responses. The arguments are in seconds."""
    last = f"stale-while-revalidate={stale_while_revalidate}" if stale_while_revalidate else "must-revalidate"
    return f"public, max-age={max_age}, s-maxage={s_maxage}, {last}"


def _encode(request, response):
    """Compress the body, or return 304, 406 or 412 as the headers of the request require."""
    body = response.content
    coding = negotiation.choose_encoding(request.headers.get("Accept-Encoding"), len(body))
    if coding is None:
        if response.status_code < 400:
            _refuse(response, 406, "“Accept-Encoding” rejects all supported encodings: br, gzip and identity.")
    elif request.method in ("GET", "HEAD") and response.status_code == 200:
        etag = negotiation.etag_of(body, coding)
        response.headers["ETag"] = etag
        if negotiation.fails_if_match(request.headers.get("If-Match"), etag):
            _refuse(response, 412, "The current ETag does not match “If-Match”.")
        elif negotiation.is_not_modified(request.headers.get("If-None-Match"), etag):
            _become_not_modified(response)
        else:
            _compress(response, coding)
    else:
        _compress(response, coding)
    if request.method == "HEAD":
        response.content = b""  # The headers are those of a GET, including Content-Length.


def _compress(response, coding):
    if coding != negotiation.IDENTITY and response.content:
        response.content = negotiation.encode(response.content, coding)
        response.headers["Content-Encoding"] = coding
    if response.status_code not in (204, 304):
        response.headers["Content-Length"] = str(len(response.content))


def _refuse(response, status, problem):
    response.status_code = status
    render_problem(response, problem)
    response.headers["Cache-Control"] = "no-store"


def _become_not_modified(response):
    """Convert the response to a 304, keeping the headers with which a cache updates its stored response."""
    response.status_code = 304
    response.content = b""
    for name in ("Content-Type", "Content-Length"):
        response.headers.pop(name, None)
