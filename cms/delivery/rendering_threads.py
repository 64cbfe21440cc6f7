"""The threads that run the application.

A response from memory takes a thread for microseconds, a rendering or a form for tenths of a second. If they shared a
few threads, responses from memory would wait for renderings. So the server has many threads, and those that need the
application wait for one of these few. Each of these has a connection to the database, which are limited too; a thread
of the server has one only while it sends a stream.
"""

import io
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, nullcontext
from threading import BoundedSemaphore

from django.db import connections

from cms.content_stamp.writes import settle

SMALL_BODY = 1024 * 1024
"""In bytes. Bodies up to this size are received before a thread of the application is asked for.

The application reads larger ones itself, in at most half of its threads: senders may be slow.
"""


class RenderingThreads:
    """Run a WSGI application in `number` threads of its own, or in those of the server for 0."""

    def __init__(self, application, number):
        self.application = application
        self._threads = ThreadPoolExecutor(number, "rendering") if number else None
        self._large_bodies = BoundedSemaphore(max(1, number // 2))

    def __call__(self, environ, start_response):
        response, started = self._run_in_thread(environ) if self._threads else self._run(environ)
        start_response(*started)
        return response

    def _run_in_thread(self, environ):
        with nullcontext() if _receive_small_body(environ) else self._large_bodies:
            return self._threads.submit(self._run, environ).result()

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
    """Read the body of a request if it is small, and return whether it is.

    A sender who is slow then keeps none of the few threads busy.
    """
    length = environ.get("CONTENT_LENGTH", "")
    size = int(length) if length.isdecimal() else 0
    if 0 < size <= SMALL_BODY:
        environ["wsgi.input"] = io.BytesIO(environ["wsgi.input"].read(size))
    return size <= SMALL_BODY


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
