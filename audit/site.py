"""The sample site, served as in production."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from cms.delivery.server import server_command

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 120
"""For how many seconds the server may start."""


@contextmanager
def sample_site(folder):
    """Serve the sample content with the settings of production, and yield its URL. `folder` keeps it."""
    port = _free_port()
    url = f"http://localhost:{port}"
    environ = os.environ | {
        "DATA_DIR": str(folder),
        "BASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "cms.settings.local_production",
    }
    prepare = ["demo", "--prepare-only", "--port", str(port)]
    _manage(environ | {"DJANGO_SETTINGS_MODULE": "cms.settings.dev"}, *prepare)
    _manage(environ, "worker", "--once")  # makes the sizes of the images
    _manage(environ, "collectstatic", "--no-input", "--verbosity", "0")
    server = subprocess.Popen(server_command(port), env=environ)  # noqa: S603
    try:
        _wait_for(url, server)
        yield url
    finally:
        server.terminate()
        server.wait(30)


def addresses(url):
    """Return the URLs of the pages of the site, as its sitemap lists them."""
    return re.findall(r"<loc>(.*?)</loc>", fetch(f"{url}/sitemap.xml").decode())


def fetch(url):
    with urllib.request.urlopen(url) as response:  # noqa: S310 - http, on this machine
        return response.read()


def _manage(environ, *arguments):
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environ, check=True, stdout=sys.stderr)  # noqa: S603


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(url, server):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            fetch(url)
        except OSError:
            time.sleep(0.2)
        else:
            return
    sys.exit("The server does not start.")
