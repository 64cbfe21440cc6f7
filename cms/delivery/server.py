"""The server: its command lines, its port, and the address of the default site.

`python -m cms.delivery.server` becomes the server of an installation: `deploy/start.sh` runs it.
"""

import argparse
import os
import socket
import sys

from django.core.management.base import CommandError

THREADS = 64
"""How many requests a process accepts at the same time. `rendering_threads` runs the application for a few."""


def server_command(port, *, host="127.0.0.1", workers=None, application="cms.wsgi:application", threads=THREADS):
    """Return the command that serves a WSGI application, with a process for each core by default.

    Errors are logged, and no warnings: granian would warn of the number of threads at each start.
    """
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", application),
        *(
            "--host",
            host,
            "--port",
            str(port),
            "--workers",
            str(workers or os.cpu_count()),
            "--blocking-threads",
            str(threads),
        ),
        *("--no-ws", "--respawn-failed-workers", "--workers-kill-timeout", "10s", "--log-level", "error"),
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


def main():
    parser = argparse.ArgumentParser(prog="start.sh web", description="Serves the site.")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen at (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="default: %(default)s")
    parser.add_argument("--workers", type=int, help="number of server processes (default: one for each core)")
    arguments = vars(parser.parse_args())
    os.execv(sys.executable, server_command(arguments.pop("port"), **arguments))  # noqa: S606


if __name__ == "__main__":
    main()
