"""Reports to Sentry contain lines of code and no personal data. A real service receives them."""

import gzip
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import brotli
import pytest
from django.core.exceptions import ImproperlyConfigured

from cms.logs import sentry
from tests.cms.logs.test_privacy import ADDRESS, MAIL, NAME, personal_data_in
from tests.cms.settings.test_environment import start

DECOMPRESS = {"br": brotli.decompress, "gzip": gzip.decompress}
FAIL = f"""
import logging
from django.test import Client
from django.urls import path
import cms.urls

def view(request, name):
    typed = request.POST["name"]
    raise ValueError(typed) from KeyError(request.GET["mail"])

cms.urls.urlpatterns.insert(0, path("fail/<str:name>/", view, name="fail"))
client = Client(raise_request_exception=False, REMOTE_ADDR="{ADDRESS}", HTTP_USER_AGENT="{NAME}")
client.defaults["HTTP_HOST"] = "localhost"
client.cookies["name"] = "{NAME}"
client.post("/fail/{NAME}/?mail={MAIL}", {{"name": "{NAME}"}})
logging.getLogger("other").error("%s is unknown", "{NAME}")
logging.getLogger("cms.tasks.queue").error("The task %s has failed", "cms.one")
import sentry_sdk
sentry_sdk.flush()
"""


@pytest.fixture
def receiver():
    """Yield the address of a project of a service that speaks Sentry's protocol, and the texts that it receives."""
    received = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            received.append(DECOMPRESS[self.headers["Content-Encoding"]](body))
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://key@127.0.0.1:{server.server_port}/1", received
    server.shutdown()
    server.server_close()


@pytest.mark.once
@pytest.mark.slow
def test_a_report_says_where_the_error_is_and_nothing_about_the_request(receiver, tmp_path):
    dsn, received = receiver

    ran = start(tmp_path, "local_production", "shell", "-v0", "-c", FAIL, SENTRY_DSN=dsn)

    assert ran.returncode == 0, ran.stderr
    assert personal_data_in(ran.stderr + ran.stdout) == []
    assert personal_data_in(b"".join(received).decode()) == []
    reports = [json.loads(text.splitlines()[2]) for text in received]
    assert len(reports) == 3
    (error,) = [report for report in reports if "exception" in report]
    assert [value["type"] for value in error["exception"]["values"]] == ["KeyError", "ValueError"]
    assert error["exception"]["values"][1]["stacktrace"]["frames"][-1]["function"] == "view"
    assert len(error["tags"]["request_id"]) == 32
    messages = {report["logentry"]["message"] for report in reports if "logentry" in report}
    assert messages == {"… is unknown", "The task cms.one has failed"}


def test_an_address_that_is_none_stops_the_start_in_words():
    with pytest.raises(ImproperlyConfigured, match="SENTRY_DSN is not the address of a Sentry project"):
        sentry.start("nonsense")
