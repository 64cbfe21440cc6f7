"""What HTTP asks of every answer under `/api/`: errors, validators, caching, and encodings.

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
"""In bytes. What is smaller fits into one packet as it is."""
ENCODERS = {
    "br": lambda body: brotli.compress(body, mode=brotli.MODE_TEXT, quality=5),
    "gzip": lambda body: gzip.compress(body, compresslevel=6, mtime=0),
}
"""By what is preferred. The same bytes give the same bytes, and the work is worth less than it saves."""
WEIGHT = re.compile(r"([\w*!#$%&'+.^`|~-]+)\s*(?:;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?", re.ASCII | re.IGNORECASE)


class ApiMiddleware:
    """Completes each answer under `/api/`. It comes early, so that it sees what other middleware answers, too."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith(API_PREFIX):
            return self.get_response(request)
        request.cache_hints = current_context().cache_hints
        response = _refuse_bytes(request) or self.get_response(request)
        if response.status_code >= 400 and response.headers.get("Content-Type") != PROBLEM:
            # Such as Django's own page for an error that nobody expected: it was logged, and stays inside.
            if not settings.DEBUG or response.status_code != 500:
                render_problem(response)
            elif response.headers.get("Content-Type", "").startswith("text/plain"):
                render_problem(response, "Something went wrong.", traceback=response.content.decode().splitlines())
            # Otherwise it is Django's debug page, which a developer reads in a browser.
        self._tell_caches(request, response)
        if not response.streaming:
            self._encode(request, response)
            if request.method == "HEAD":
                response.content = b""  # The headers stay those of a GET, the length included.
        return response

    def _tell_caches(self, request, response):
        answer = request.cache_hints
        cacheable = request.method in ("GET", "HEAD") and response.status_code < 400
        if answer.private or "Authorization" in request.headers:
            response.headers["Cache-Control"] = "private, no-store"
        elif not cacheable:
            response.headers.setdefault("Cache-Control", "no-store")
        else:
            response.headers.setdefault("Cache-Control", cache_control(answer.must_revalidate))
        if cacheable and answer.last_modified:
            response.headers["Last-Modified"] = http_date(min(answer.last_modified, now()).timestamp())
        patch_vary_headers(response, ["Accept-Encoding", "Authorization"])
        if settings.CORS_ALLOW_ALL_ORIGINS or not settings.CORS_ALLOWED_ORIGINS:
            _drop_from_vary(response, "origin")  # Everybody gets the same, and yet django-cors-headers names it.

    def _encode(self, request, response):
        """Choose an encoding, answer 304 where the client has these very bytes, and compress."""
        body = response.content
        if response.has_header("Content-Encoding"):
            return
        coding = choose_encoding(request.headers.get("Accept-Encoding"), len(body))
        if coding is None:
            if response.status_code < 400:
                response.status_code = 406
                render_problem(response, "“Accept-Encoding” refuses br, gzip and identity, and there is no other.")
                response.headers["Cache-Control"] = "no-store"
            return
        if request.method in ("GET", "HEAD") and response.status_code == 200:
            etag = etag_of(body, coding)
            response.headers["ETag"] = etag
            if _has_changed_for_if_match(request, etag):
                response.status_code = 412
                render_problem(response, "The answer is no longer the one that “If-Match” names.")
                response.headers["Cache-Control"] = "no-store"
                return
            if _is_known_to_client(request, etag):
                _become_not_modified(response)
                return
        if coding in ENCODERS and body:
            response.content = ENCODERS[coding](body)
            response.headers["Content-Encoding"] = coding
        if response.status_code not in (204, 304):
            response.headers["Content-Length"] = str(len(response.content))


def cache_control(must_revalidate):
    """Return `Cache-Control` for an answer that is the same for everyone.

    Browsers and shared caches keep it for as long as the settings say. An answer that shows a patient they keep as
    well, but ask before each use, which costs them a 304.
    """
    if must_revalidate:
        return "no-cache"
    stale = settings.API_STALE_WHILE_REVALIDATE
    last = f"stale-while-revalidate={stale}" if stale else "must-revalidate"
    return f"public, max-age={settings.API_MAX_AGE}, s-maxage={settings.API_S_MAXAGE}, {last}"


def choose_encoding(accepted, size):
    """Return "br", "gzip" or "identity" for a body of `size` bytes, or None if the client takes none of them.

    `accepted` is the header Accept-Encoding, or None. What the client weighs highest is chosen; where it has no
    preference, the first of `ENCODERS`. https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3
    """
    weights = {}
    for item in (accepted or "").split(","):
        if match := WEIGHT.fullmatch(item.strip()):
            weights[match[1].lower().removeprefix("x-")] = float(match[2] or 1)
    others = weights.get("*", 0)
    # What is not mentioned may be sent unencoded, but is not asked for.
    identity = weights.get("identity", 0 if weights.get("*") == 0 else 0.0001)
    best = max(ENCODERS, key=lambda coding: weights.get(coding, others))
    weight = weights.get(best, others)
    if identity and (size < SMALLEST_TO_COMPRESS or weight < identity):
        return "identity"
    return best if weight else None


def etag_of(body, coding):
    """Return a strong ETag: of the bytes before they are encoded, and of how they are.

    The encoders are deterministic, so that tells the bytes sent, and a 304 needs no compressing.
    """
    suffix = "" if coding == "identity" else f"-{coding}"
    return f'"{blake2b(body, digest_size=12).hexdigest()}{suffix}"'


def _is_known_to_client(request, etag):
    """Say whether `If-None-Match` names this ETag.

    `If-Modified-Since` alone is never enough. An answer changes with what it shows besides its page, such as related
    pages, images, and what patients allow, and none of these moves the page's date. It may be ignored:
    https://www.rfc-editor.org/rfc/rfc9110#section-13.1.3
    """
    known = [tag.removeprefix("W/") for tag in parse_etags(request.headers.get("If-None-Match", ""))]
    return etag in known or "*" in known


def _has_changed_for_if_match(request, etag):
    known = parse_etags(request.headers.get("If-Match", ""))
    return "If-Match" in request.headers and etag not in known and "*" not in known


def _become_not_modified(response):
    """Make this a 304, which keeps all headers that a cache updates its copy with."""
    response.status_code = 304
    response.content = b""
    for name in ("Content-Type", "Content-Length"):
        response.headers.pop(name, None)


def _refuse_bytes(request):
    """Answer 400 to what no database and no text can hold: NUL, and what is not UTF-8."""
    query = unquote_to_bytes(request.META.get("QUERY_STRING", "").encode("latin-1", "replace"))
    if b"\0" in query or "\0" in request.path_info:
        return problem_response(400, "The address has a NUL character (%00) in it, which no text has.")
    try:
        query.decode()
    except UnicodeDecodeError:
        return problem_response(400, "The query is not UTF-8. Encode it as UTF-8, and then percent-encode the bytes.")
    return None


def _drop_from_vary(response, name):
    kept = [value.strip() for value in response.headers["Vary"].split(",") if value.strip().lower() != name]
    response.headers["Vary"] = ", ".join(kept)
