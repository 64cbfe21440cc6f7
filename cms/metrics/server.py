"""The HTTP server that answers Prometheus, in a thread of each process.

All processes listen at the same address, and the system chooses the one that answers. It answers for all of them,
from the files in which they count.
"""

import threading
from socketserver import TCPServer, ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from prometheus_client import CollectorRegistry, make_wsgi_app
from prometheus_client.multiprocess import MultiProcessCollector

from cms.metrics.registry import GaugeCollector
from cms.metrics.shared_files import delete_old_files

INTERVAL = 1
"""In seconds: how often the functions of `every_interval` are called."""

_functions = []


def every_interval(function):
    """Call `function` once in each `INTERVAL`, in the thread of the server."""
    _functions.append(function)


def start_server():
    """Start the server if `METRICS_ADDRESS` is set. Return it, or None."""
    if not settings.METRICS_ADDRESS:
        return None
    delete_old_files(settings.METRICS_FOLDER)
    registry = CollectorRegistry()
    MultiProcessCollector(registry, str(settings.METRICS_FOLDER))
    registry.register(GaugeCollector())
    host, _, port = settings.METRICS_ADDRESS.rpartition(":")
    try:
        server = make_server(host, int(port), make_wsgi_app(registry), _Server, _Handler)
    except OSError as error:
        raise ImproperlyConfigured(f"METRICS_ADDRESS {settings.METRICS_ADDRESS} cannot be used: {error}") from error
    threading.Thread(target=server.serve_forever, args=[INTERVAL], name="metrics", daemon=True).start()
    return server


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    allow_reuse_port = True

    def server_bind(self):
        TCPServer.server_bind(self)  # without a query to the name server, which may take long
        self.server_name, self.server_port = self.server_address[:2]
        self.setup_environ()

    def service_actions(self):
        for function in _functions:
            function()

    def process_request_thread(self, request, client_address):
        try:
            super().process_request_thread(request, client_address)
        finally:
            connections.close_all()


class _Handler(WSGIRequestHandler):
    def log_message(self, *args):
        pass  # each scrape would be a line
