"""Load balancers and container platforms ask `/healthz` and `/readyz`."""

import json

import pytest
from django.test import RequestFactory

from cms.health import running
from cms.health.checks import Result
from cms.health.probes import answer_probes
from tests.cms.health.checks import check_of

PASSED_ON = "404 Not Found"


def ask(path, method="GET", **environ):
    """Return status, headers and body."""
    environ = RequestFactory().generic(method, path).environ | environ
    started = []

    def application(environ, start_response):
        start_response(PASSED_ON, [])
        return [b"passed on"]

    body = answer_probes(application)(environ, lambda status, headers: started.extend((status, dict(headers))))
    return started[0], started[1], b"".join(body)


def test_a_process_is_alive_without_a_database_for_any_host():
    status, headers, body = ask("/healthz", HTTP_HOST="10.0.0.7:8000")  # the fixture `db` is missing on purpose

    assert (status, body) == ("200 OK", b"ok\n")
    assert headers["Cache-Control"] == "no-store"
    assert ask("/healthz", HTTP_HOST="\r\nevil")[0] == "200 OK"
    assert ask("/healthz", "HEAD")[2] == b""


@pytest.mark.parametrize(("path", "method"), [("/healthz/", "GET"), ("/health", "GET"), ("/readyz", "POST")])
def test_other_requests_are_passed_on(path, method):
    assert ask(path, method)[0] == PASSED_ON


@pytest.fixture
def checks(monkeypatch):
    """Replace all checks by those of the test."""

    def replace(*checks):
        monkeypatch.setattr(running, "all_checks", lambda: list(checks))

    return replace


WELL = Result.well("All is well.")
BROKEN = Result.broken("The disk /dev/sda1 is broken.", effect="", advice="")


def test_a_process_is_ready_if_what_it_needs_works(checks):
    checks(check_of("database", WELL, is_needed=True), check_of("queue", BROKEN))

    status, headers, body = ask("/readyz")

    assert status == "200 OK"
    assert headers["Content-Type"] == "application/json"
    assert json.loads(body) == {"status": "ok", "checks": {"database": "ok", "queue": "failed"}}


def test_a_process_is_not_ready_without_what_it_needs_and_tells_strangers_no_detail(checks):
    checks(check_of("database", BROKEN, is_needed=True))

    status, _headers, body = ask("/readyz")

    assert status == "503 Service Unavailable"
    assert json.loads(body) == {"status": "failed", "checks": {"database": "failed"}}


def test_many_requests_run_the_checks_once(checks, settings):
    settings.HEALTH_RESULTS_SECONDS = 60
    runs = []

    def run():
        runs.append(1)
        return WELL

    checks(check_of("database", run))
    for _ in range(3):
        ask("/readyz")

    assert len(runs) == 1
    running.forget_results()
    ask("/readyz")
    assert len(runs) == 2


@pytest.mark.django_db
def test_all_checks_run_on_this_site():
    status, _headers, body = ask("/readyz")

    assert status == "200 OK"
    names = json.loads(body)["checks"]
    assert names.keys() >= {"database", "migrations", "storage", "disk", "queue", "scheduler", "content_types"}
    assert names["scheduler"] == "failed"  # no worker runs in tests
