"""The response cache as a wrapper around the WSGI application."""

import os
import threading
from wsgiref.util import FileWrapper

from django.conf import settings

from cms.content_stamp.kept import current_generation, last_generation
from cms.delivery.http.middleware import CACHEABLE, ENDS_WITH_CONSENT
from cms.delivery.media.files import FILE
from cms.delivery.response_cache.hit_limit import HitLimit
from cms.delivery.response_cache.requests import is_handled, key_of, normalized_query, parts_of
from cms.delivery.response_cache.store import Entry, FileEntry, Store

PATIENCE = 30
"""For how many seconds a request waits for another one that renders the same response."""
OUTAGE = 300
"""For how many seconds stored responses that show no patient are sent while the database does not answer."""
NEGOTIATION = {"HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"}
LARGE_FILE = 256 * 1024
"""In bytes. Larger files are sent in parts of this size. Nearly all images are smaller."""
HIT = ("Cache-Status", "bay-street; hit")
RENDERED = ("Cache-Status", "bay-street; fwd=miss; stored")
WAITED = ("Cache-Status", "bay-street; fwd=miss; collapsed")
"""Where a response comes from: memory, or a rendering of this or another request. https://www.rfc-editor.org/rfc/rfc9211"""
VARY = {"accept-encoding", "authorization", "origin"}
"""The headers that the key of a response includes, or with which a request is passed on."""


class ResponseCache:
    """Answer requests from memory while content is unchanged.

    It is the outermost wrapper around `application`, a WSGI application. A response is stored if the application
    marks it as `CACHEABLE`, and is valid until the content stamp moves or something expires. Requests for a response
    that is being rendered wait for it.
    """

    def __init__(self, application):
        self.application = application
        self.max_bytes = settings.RESPONSE_CACHE_MB * 1024 * 1024
        self._store = Store(None, self.max_bytes)
        self._limit = HitLimit()
        self._lock = threading.Lock()
        self.hits = self.misses = self.passed_on = 0
        """How many requests were answered from memory, rendered and stored, or passed on. Only the metrics read them.

        They are changed without a lock, which would make a hit slower.
        """

    def __call__(self, environ, start_response):
        parts = parts_of(environ) if self.max_bytes else None
        generation = current_generation() if parts else None
        if generation is None:
            answer = self._answer_of_outage(environ) if parts else None
            return self._send(answer, environ, start_response) if answer else self._pass_on(environ, start_response)
        if self._store.generation is not generation:
            self._store = Store(generation, self.max_bytes)
        store = self._store
        answer = store.answers.get(parts)
        if answer is None:
            return self._look_up(store, parts, environ, start_response)
        return self._send(answer, environ, start_response)

    def _pass_on(self, environ, start_response):
        self.passed_on += 1
        return self.application(environ, start_response)

    def _answer_of_outage(self, environ):
        """Return the `Answer` to a request if the database is away and the response shows no patient, or None."""
        generation, store = last_generation(OUTAGE), self._store
        if generation is None or store.generation is not generation or not is_handled(environ):
            return None
        entry = store.get(key_of(environ, normalized_query(environ.get("QUERY_STRING", ""))))
        if entry is None or entry.ends_with_consent:
            return None
        return entry.answer(environ.get("HTTP_ACCEPT_ENCODING"), environ.get("HTTP_IF_NONE_MATCH"))

    def _send(self, answer, environ, start_response, origin=HIT):
        if self._limit.is_exceeded(environ):
            return self._pass_on(environ, start_response)
        self.hits += origin is not RENDERED
        answer.entry.was_used = True
        if answer.path:
            return self._send_file(answer, environ, start_response, origin)
        start_response(answer.status, [*answer.headers, origin])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [answer.body]  # servers send lists at once

    def _send_file(self, answer, environ, start_response, origin):
        try:
            file = open(answer.path, "rb")  # noqa: SIM115 - the server closes it
        except OSError:  # deleted
            return self._pass_on(environ, start_response)
        size = os.fstat(file.fileno()).st_size
        start_response(answer.status, [*answer.headers, ("Content-Length", str(size)), origin])
        if size > LARGE_FILE and environ["REQUEST_METHOD"] == "GET":
            return environ.get("wsgi.file_wrapper", FileWrapper)(file, LARGE_FILE)
        with file:
            return [file.read()] if environ["REQUEST_METHOD"] == "GET" else []

    def _look_up(self, store, parts, environ, start_response):
        """Answer a request whose parts are not remembered, from a stored response or the application."""
        if not is_handled(environ):
            return self._pass_on(environ, start_response)
        query = normalized_query(environ.get("QUERY_STRING", ""))
        key = key_of(environ, query)
        entry, origin = store.get(key), HIT
        if entry is None:
            if environ["REQUEST_METHOD"] == "HEAD" or key in store.uncacheable:
                return self._pass_on(environ, start_response)
            rendering, is_first = self._join(store, key)
            origin = RENDERED if is_first else WAITED
            if is_first:
                uncacheable = self._render(store, rendering, key, environ, query, start_response)
                if uncacheable is not None:
                    return uncacheable
            entry = rendering.wait()
        answer = entry and entry.answer(environ.get("HTTP_ACCEPT_ENCODING"), environ.get("HTTP_IF_NONE_MATCH"))
        if answer is None:
            return self._pass_on(environ, start_response)
        store.remember(parts, answer)
        return self._send(answer, environ, start_response, origin)

    def _join(self, store, key):
        """Return the `_Rendering` of a response, and whether the caller is the first one, who renders it."""
        with self._lock:
            rendering = store.renderings.get(key)
            if is_first := rendering is None:
                rendering = store.renderings[key] = _Rendering()
                if entry := store.get(key):  # stored since it was looked for
                    rendering.finish(entry)
                    del store.renderings[key]
                    is_first = False
            return rendering, is_first

    def _render(self, store, rendering, key, environ, query, start_response):
        """Render and store a response. Return the response of the application if it may not be stored, else None."""
        self.misses += 1
        entry = None
        try:
            status, headers, response, marks = self._ask(environ, query)
            if marks.get(CACHEABLE) and _may_be_shared(headers):
                entry = store.put(_make_entry(key, headers, response, marks))
                return None
            store.note_uncacheable(key)
        finally:
            rendering.finish(entry)
            del store.renderings[key]
        start_response(status, headers)
        return response

    def _ask(self, environ, query):
        """Return status line, headers and response of the application, and the environment with its marks.

        The application sees the normalized query, and no header that would make it compress or omit the body.
        """
        environ = {name: value for name, value in environ.items() if name not in NEGOTIATION}
        environ["QUERY_STRING"] = query
        started = []
        response = self.application(environ, lambda status, headers, exc_info=None: started.extend((status, headers)))
        status, headers = started
        return status, headers, response, environ


def _may_be_shared(headers):
    """Return whether the headers allow to send a response to others: the last barrier against a wrong mark."""
    for name, value in headers:
        match name.lower():
            case "set-cookie":
                return False
            case "cache-control" if "private" in value or "no-store" in value:
                return False
            case "vary" if not {part.strip().lower() for part in value.split(",")} <= VARY:
                return False
    return True


def _make_entry(key, headers, response, marks):
    """Return the `Entry` for a response. The bytes of a file are not kept. `marks` is the WSGI environment."""
    file, ends = marks.get(FILE), marks.get(ENDS_WITH_CONSENT, False)
    try:
        if file:
            return FileEntry(key, headers, file=file, ends_with_consent=ends)
        return Entry(key, headers, b"".join(response), ends_with_consent=ends)
    finally:
        if hasattr(response, "close"):
            response.close()


class _Rendering:
    """A response that is being rendered."""

    def __init__(self):
        self._is_done = threading.Event()
        self._entry = None

    def finish(self, entry):
        self._entry = entry
        self._is_done.set()

    def wait(self):
        """Return the `Entry`, or None if the response may not be stored."""
        self._is_done.wait(PATIENCE)
        return self._entry
