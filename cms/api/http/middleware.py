"""HTTP features of all responses under `/api/`: problem details, ETags, caching and compression.

https://www.rfc-editor.org/rfc/rfc9110 (semantics) and https://www.rfc-editor.org/rfc/rfc9111 (caching)
"""

import gzip
import re
from hashlib import blake2b
from urllib.parse import unquote_to_bytes

import brotli
from django.conf import settings
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date, parse_etags
from django.utils.timezone import now

from cms.context.request import current_context
from cms.delivery.problems import API_PREFIX, PROBLEM, problem_response, render_problem

SMALLEST_TO_COMPRESS = 500
"""In bytes. Smaller bodies fit into one network packet uncompressed."""
ENCODERS = {
    "br": lambda body: brotli.compress(body, mode=brotli.MODE_TEXT, quality=5),
    "gzip": lambda body: gzip.compress(body, compresslevel=6, mtime=0),
}
"""In order of preference. All are deterministic: see `etag_of`. Higher levels cost more CPU time than they save."""
WEIGHT = re.compile(r"([\w*!#$%&'+.^`|~-]+)\s*(?:;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?", re.ASCII | re.IGNORECASE)


class ApiMiddleware:
    """Apply the HTTP features of this module. Put it early, so that it also handles responses of other middleware."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith(API_PREFIX):
            return self.get_response(request)
        request.cache_hints = current_context().cache_hints
        response = _reject_invalid_address(request) or self.get_response(request)
        if response.status_code >= 400 and response.headers.get("Content-Type") != PROBLEM:
            # Django's error page for an unexpected exception. Its details are only logged.
            if not settings.DEBUG or response.status_code != 500:
                render_problem(response)
            elif response.headers.get("Content-Type", "").startswith("text/plain"):
                render_problem(response, "Internal server error.", traceback=response.content.decode().splitlines())
            # Otherwise it is Django's HTML debug page, for developers in a browser.
        self._set_caching_headers(request, response)
        if not response.streaming:
            self._encode(request, response)
            if request.method == "HEAD":
                response.content = b""  # The headers are those of a GET, including Content-Length.
        return response

    def _set_caching_headers(self, request, response):
        hints = request.cache_hints
        cacheable = request.method in ("GET", "HEAD") and response.status_code < 400
        if hints.private or "Authorization" in request.headers:
            response.headers["Cache-Control"] = "private, no-store"
        elif not cacheable:
            response.headers.setdefault("Cache-Control", "no-store")
        else:
            response.headers.setdefault("Cache-Control", cache_control(hints.must_revalidate))
        if cacheable and hints.last_modified:
            response.headers["Last-Modified"] = http_date(min(hints.last_modified, now()).timestamp())
        patch_vary_headers(response, ["Accept-Encoding", "Authorization"])
        if settings.CORS_ALLOW_ALL_ORIGINS or not settings.CORS_ALLOWED_ORIGINS:
            _drop_from_vary(response, "origin")  # django-cors-headers adds it although responses do not vary.

    def _encode(self, request, response):
        """Compress the body, or return 304, 406 or 412 as the request headers require."""
        body = response.content
        if response.has_header("Content-Encoding"):
            return
        coding = choose_encoding(request.headers.get("Accept-Encoding"), len(body))
        if coding is None:
            if response.status_code < 400:
                response.status_code = 406
                render_problem(response, "“Accept-Encoding” rejects all supported encodings: br, gzip and identity.")
                response.headers["Cache-Control"] = "no-store"
            return
        if request.method in ("GET", "HEAD") and response.status_code == 200:
            etag = etag_of(body, coding)
            response.headers["ETag"] = etag
            if _fails_if_match(request, etag):
                response.status_code = 412
                render_problem(response, "The current ETag does not match “If-Match”.")
                response.headers["Cache-Control"] = "no-store"
                return
            if _matches_if_none_match(request, etag):
                _become_not_modified(response)
                return
        if coding in ENCODERS and body:
            response.content = ENCODERS[coding](body)
            response.headers["Content-Encoding"] = coding
        if response.status_code not in (204, 304):
            response.headers["Content-Length"] = str(len(response.content))


def cache_control(must_revalidate):
    """Return the `Cache-Control` header of a public response.

    The settings limit for how long browsers and shared caches store it. A response that shows a patient must be
    revalidated before each use, which usually costs a 304.
    """
    if must_revalidate:
        return "no-cache"
    stale = settings.API_STALE_WHILE_REVALIDATE
    last = f"stale-while-revalidate={stale}" if stale else "must-revalidate"
    return f"public, max-age={settings.API_MAX_AGE}, s-maxage={settings.API_S_MAXAGE}, {last}"


def choose_encoding(accepted, size):
    """Return "br", "gzip" or "identity" for a body of `size` bytes, or None if the client accepts none of them.

    `accepted` is the Accept-Encoding header, or None. The encoding with the highest weight is chosen; between equal
    weights, the first one in `ENCODERS`. https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3
    """
    weights = {}
    for item in (accepted or "").split(","):
        if match := WEIGHT.fullmatch(item.strip()):
            weights[match[1].lower().removeprefix("x-")] = float(match[2] or 1)
    others = weights.get("*", 0)
    # An unmentioned identity is acceptable, but has the lowest preference.
    identity = weights.get("identity", 0 if weights.get("*") == 0 else 0.0001)
    best = max(ENCODERS, key=lambda coding: weights.get(coding, others))
    weight = weights.get(best, others)
    if identity and (size < SMALLEST_TO_COMPRESS or weight < identity):
        return "identity"
    return best if weight else None


def etag_of(body, coding):
    """Return a strong ETag of the uncompressed `body` and its content coding.

    The encoders are deterministic, so this identifies the compressed bytes without compressing them for a 304.
    """
    suffix = "" if coding == "identity" else f"-{coding}"
    return f'"{blake2b(body, digest_size=12).hexdigest()}{suffix}"'


def _matches_if_none_match(request, etag):
    """Return whether `If-None-Match` contains `etag`.

    `If-Modified-Since` is ignored, as RFC 9110 permits: related pages, images and consents change a response without
    changing the date of its page. https://www.rfc-editor.org/rfc/rfc9110#section-13.1.3
    """
    known = [tag.removeprefix("W/") for tag in parse_etags(request.headers.get("If-None-Match", ""))]
    return etag in known or "*" in known


def _fails_if_match(request, etag):
    known = parse_etags(request.headers.get("If-Match", ""))
    return "If-Match" in request.headers and etag not in known and "*" not in known


def _become_not_modified(response):
    """Convert the response to a 304, keeping the headers with which a cache updates its stored response."""
    response.status_code = 304
    response.content = b""
    for name in ("Content-Type", "Content-Length"):
        response.headers.pop(name, None)


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
