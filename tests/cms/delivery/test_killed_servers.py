"""Server processes are killed, and sessions of the database ended, while visitors read and staff publish."""

import http.client
import os
import secrets
import shutil
import signal
import subprocess
import threading
import time
from contextlib import closing

import psycopg
import pytest
from django.conf import settings as site_settings
from django.db import connection
from wagtail.models import Page, Site

from cms.delivery.server import server_command
from home.models import StandardPage
from tests.home.factories import HomePageFactory, StandardPageFactory
from tests.ports import free_port

pytestmark = pytest.mark.slow
ADDRESSES = ["/roots/", "/api/v2/pages/?fields=_,title&slug=roots"]


@pytest.fixture
def page(shared_database):
    home = HomePageFactory(parent=Page.get_first_root_node(), slug="site-home", title="Practice")
    Site.objects.filter(is_default_site=True).update(root_page=home, hostname="localhost")
    return StandardPageFactory(parent=home, title="Title 0", slug="roots")


@pytest.fixture
def server(shared_database, page, tmp_path):
    """Run two server processes. Yield their port and the process that watches over them."""
    port = free_port()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.stale.settings",
        "DATABASE_URL": shared_database,
        "DATA_DIR": str(tmp_path),
    }
    process = subprocess.Popen(server_command(port, workers=2), cwd=site_settings.BASE_DIR, env=environment)
    until(lambda: ask(port, ADDRESSES[0]) and len(children(process)) == 2)
    yield port, process
    process.terminate()
    process.wait(timeout=60)


def until(condition):
    deadline = time.monotonic() + 300
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.2)


def ask(port, address):
    """Return status, Retry-After and body, or None if the connection is refused or broken off."""
    try:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as client:
            client.request("GET", address)
            response = client.getresponse()
            return response.status, response.getheader("Retry-After"), response.read().decode()
    except (OSError, http.client.HTTPException):
        return None


def children(process):
    listed = subprocess.run([shutil.which("pgrep"), "-P", str(process.pid)], capture_output=True, text=True)
    return [int(pid) for pid in listed.stdout.split()]


def end_sessions():
    if connection.vendor == "postgresql":
        parameters = connection.get_connection_params() | {"cursor_factory": None, "context": None}
        with psycopg.connect(**parameters) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid != pg_backend_pid() AND pid != %s",
                [connection.connection.info.backend_pid],
            )


def test_answers_are_right_or_503_and_all_recovers(server, page):
    port, process = server
    answers, is_over = [], threading.Event()

    def visit():
        while not is_over.is_set():
            answers.append(ask(port, secrets.choice(ADDRESSES)))
            time.sleep(0.01)

    visitors = [threading.Thread(target=visit) for _ in range(3)]
    for visitor in visitors:
        visitor.start()
    try:
        # Each process once: granian takes a process that ends twice within 5.5 s for a crash loop, and exits.
        for number, child in enumerate(children(process), start=1):
            StandardPage.objects.filter(pk=page.pk).update(title=f"Title {number}")
            end_sessions()
            os.kill(child, signal.SIGKILL)
            until(lambda: len(children(process)) == 2 and ask(port, ADDRESSES[0]))
    finally:
        is_over.set()
        for visitor in visitors:
            visitor.join()

    answers = [answer for answer in answers if answer]  # A killed process breaks its connections off.
    assert {status for status, _retry_after, _body in answers} <= {200, 503}
    assert all(retry_after == "5" for status, retry_after, _body in answers if status == 503)
    assert all("Title " in body for status, _retry_after, body in answers if status == 200)
    for _ in range(10):
        for address in ADDRESSES:
            status, _retry_after, body = ask(port, address)
            assert (status, "Title 2" in body) == (200, True)
