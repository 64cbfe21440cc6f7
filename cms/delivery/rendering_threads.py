"""The threads that run the application.

A response from memory takes a thread for microseconds, a rendering or a form for tenths of a second. If they shared a
few threads, responses from memory would wait for renderings. So the server has many threads, and those that need the
application wait for one of these few. Each of these has a connection to the database, which are limited too; a thread
of the server has one only while it sends a stream.
"""

import io
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial

from django.db import connections

from cms.content_stamp.writes import settle

SMALL_BODY = 1024 * 1024
"""In bytes. Bodies up to this size are received before a thread of the application is asked for."""


class RenderingThreads:
    """Run a WSGI application in `number` threads of its own, or in those of the server for 0."""

    def __init__(self, application, number):
        self.application = application
        self._threads = ThreadPoolExecutor(number, "rendering") if number else None

    def __call__(self, environ, start_response):
        if self._threads:
            _receive_small_body(environ)
        run = self._threads.submit(self._run, environ).result if self._threads else partial(self._run, environ)
        response, started = run()
        start_response(*started)
        return response

    def _run(self, environ):
        """Return the response, and its status line and headers."""
        started = []
        response = self.application(environ, lambda status, headers, exc_info=None: started.extend((status, headers)))
        settle()
        if isinstance(response, list) or not self._threads:
            return response, started
        if getattr(response, "streaming", True):  # or the server's `wsgi.file_wrapper`
            return _Stream(response), started
        with closing(response):
            return [response.content], started


def _receive_small_body(environ):
    """Read the body of a request, so that a sender who is slow keeps none of the few threads busy."""
    length = environ.get("CONTENT_LENGTH", "")
    if length.isdecimal() and 0 < int(length) <= SMALL_BODY:
        environ["wsgi.input"] = io.BytesIO(environ["wsgi.input"].read(int(length)))


class _Stream:
    """A response that the server reads piece by piece, in its own thread."""

    def __init__(self, response):
        self._response = response

    def __iter__(self):
        return iter(self._response)

    def close(self):
        try:
            self._response.close()
        finally:
            connections.close_all()  # of the thread of the server
