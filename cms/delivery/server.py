"""The server of this machine: its command lines, its port, and the address of the default site."""

import os
import socket
import sys

from django.core.management.base import CommandError

THREADS = 4
"""How many requests a process renders at the same time. Further ones wait."""


def server_command(port, *, workers=None, application="cms.wsgi:application", threads=THREADS):
    """Return the command that serves a WSGI application on 127.0.0.1, with a process for each core by default."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", application),
        *("--port", str(port), "--workers", str(workers or os.cpu_count()), "--blocking-threads", str(threads)),
        *("--no-ws", "--respawn-failed-workers", "--workers-kill-timeout", "10s", "--log-level", "warning"),
    ]


def worker_command():
    """Return the command of a worker that ends with this process."""
    return [sys.executable, sys.argv[0], "worker", "--parent", str(os.getpid())]


def refuse_taken_port(port, target):
    """Raise CommandError if `port` cannot be used. `target` of the Makefile serves on another one."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            raise CommandError(
                f"Port {port} cannot be used ({error}). Choose another one: make {target} PORT={port % 65000 + 1}"
            ) from None


def serve_default_site_at(port):
    """Make absolute URLs, as in the API and the sitemap, lead to the server on this port."""
    from wagtail.models import Site  # `bench` uses this module without Django's apps

    Site.objects.filter(is_default_site=True, hostname="localhost").exclude(port=port).update(port=port)
    Site.clear_site_root_paths_cache()
