"""Checks run within a time limit, and one that fails or hangs does not hide the others."""

import threading

import pytest

from cms.health import running
from cms.health.checks import Result, State
from tests.cms.health.checks import check_of

WELL = Result.well("All is well.")


@pytest.fixture
def in_thread(settings, monkeypatch):
    settings.HEALTH_CHECKS_IN_THREAD = True
    monkeypatch.setattr(running, "SECONDS", 2)


def states(*checks):
    return {check.name: result.state for check, result in running.run(checks).items()}


def test_a_check_with_an_error_fails_and_the_others_run(in_thread):
    def fail():
        raise OSError("Anna")

    assert states(check_of("disk", fail), check_of("mail", WELL)) == {"disk": State.BROKEN, "mail": State.WELL}


def test_a_check_that_hangs_is_left_behind_and_not_run_a_second_time(in_thread):
    release, started = threading.Event(), []

    def hang():
        started.append(threading.current_thread())
        release.wait(30)
        return WELL

    checks = [check_of("disk", hang), check_of("mail", WELL)]
    try:
        for _ in range(2):
            assert states(*checks) == {"disk": State.BROKEN, "mail": State.WELL}
        assert len(started) == 1
    finally:
        release.set()
    started[0].join()

    assert states(*checks) == {"disk": State.WELL, "mail": State.WELL}


def test_checks_that_use_the_database_are_not_run_while_it_is_down():
    broken = Result.broken("No.", effect="", advice="")
    runs = []

    found = running.run(
        [
            check_of("database", broken, uses_database=True),
            check_of("queue", lambda: runs.append(1), uses_database=True),
            check_of("disk", WELL),
        ]
    )

    assert [result.state for result in found.values()] == [State.BROKEN, State.BROKEN, State.WELL]
    assert runs == []


def test_while_checks_run_others_get_the_results_before(in_thread, monkeypatch):
    monkeypatch.setattr(running, "all_checks", lambda: [check_of("disk", WELL)])
    before = running.current_results()
    monkeypatch.setattr(running, "_kept", (before, 0.0))

    with running._lock:
        assert running.current_results() is before
