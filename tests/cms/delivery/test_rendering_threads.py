"""Renderings and forms have few threads of their own, so that responses from memory do not wait for them."""

import http.client
import os
import socket
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from django.conf import settings as site_settings
from django.db import connection, connections
from django.http import HttpResponse, StreamingHttpResponse
from wagtail.models import Page, Site

from cms.delivery.rendering_threads import RenderingThreads
from cms.delivery.server import server_command
from cms.settings.base import RENDERING_THREADS
from tests.home.factories import ContactPageFactory, HomePageFactory
from tests.ports import free_port


def send(application, path="/"):
    started = []
    response = application({"PATH_INFO": path}, lambda *arguments: started.append(arguments))
    return response, started


def test_a_few_requests_are_worked_on_at_the_same_time_and_all_are_answered():
    running, most, lock = 0, 0, threading.Lock()
    together = threading.Barrier(2, timeout=60)

    def application(environ, start_response):
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        together.wait()
        with lock:
            running -= 1
        start_response("200 OK", [])
        return HttpResponse(environ["PATH_INFO"])

    threads = RenderingThreads(application, number=2)
    with ThreadPoolExecutor(8) as visitors:
        answers = list(visitors.map(lambda number: send(threads, str(number)), range(8)))

    assert most == 2
    assert answers == [([str(number).encode()], [("200 OK", [])]) for number in range(8)]


def test_an_error_of_the_application_reaches_the_server():
    def application(environ, start_response):
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        send(RenderingThreads(application, number=1))


def query():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return str(cursor.fetchone()[0]).encode()


@pytest.mark.usefixtures("shared_database")
def test_a_thread_of_the_server_keeps_no_connection_to_the_database():
    def application(environ, start_response):
        start_response("200 OK", [])
        return HttpResponse(query()) if environ["PATH_INFO"] == "/" else StreamingHttpResponse(iter(query, None))

    application = RenderingThreads(application, number=1)

    def visit():
        response, _started = send(application)
        stream, _started = send(application, "/stream")
        piece = next(iter(stream))
        was_open = connection.connection is not None
        stream.close()
        return response, piece, was_open, [one.connection for one in connections.all(initialized_only=True)]

    with ThreadPoolExecutor(1) as server:
        response, piece, was_open, left = server.submit(visit).result()

    assert (response, piece, was_open) == ([b"1"], b"1", True)
    assert [one for one in left if one is not None] == []


@pytest.fixture
def port(shared_database, tmp_path):
    """Run a server process. Yield its port."""
    home = HomePageFactory(parent=Page.get_first_root_node(), slug="site-home", title="Practice")
    Site.objects.filter(is_default_site=True).update(root_page=home, hostname="localhost")
    ContactPageFactory(parent=home, slug="contact")
    port = free_port()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.stale.settings",
        "DATABASE_URL": shared_database,
        "DATA_DIR": str(tmp_path),
    }
    process = subprocess.Popen(server_command(port, workers=1), cwd=site_settings.BASE_DIR, env=environment)
    deadline = time.monotonic() + 120
    while get(port, "/") != 200:
        assert time.monotonic() < deadline
        time.sleep(0.2)
    yield port
    process.terminate()
    process.wait(timeout=60)


def get(port, address):
    try:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as visitor:
            visitor.request("GET", address)
            return visitor.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        return error


@pytest.mark.slow
@pytest.mark.parametrize("length", [1000, 2_000_000])
def test_pages_are_sent_while_slow_senders_never_end(port, length):
    form = f"POST /contact/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n"
    form += "Content-Type: application/x-www-form-urlencoded\r\n\r\nyour_name=A"
    senders = [socket.create_connection(("127.0.0.1", port)) for _ in range(RENDERING_THREADS + 2)]
    try:
        for sender in senders:
            sender.sendall(form.encode())  # and never the rest
        time.sleep(0.5)

        assert [get(port, "/") for _ in range(3)] == [200] * 3
        assert get(port, "/contact/?cold=1") == 200  # is rendered, too
    finally:
        for sender in senders:
            sender.close()
    assert get(port, "/contact/?cold=2") == 200
