"""Run checks, and keep their results for a moment, so that requests for them cannot load the database."""

import logging
import queue
import threading
import time

from django.conf import settings
from django.db import connections
from django.utils.translation import gettext_lazy as _

from cms.health.checks import DATABASE, Result, State, all_checks

logger = logging.getLogger(__name__)

SECONDS = 3
"""For how long a check may run. Then it counts as failed."""
OPERATORS = _("Tell the operators of the site.")

_running = set()
"""Names of checks that run, or hang."""
_lock = threading.Lock()
_kept = ({}, 0.0)


def current_results():
    """Return the `Result`s of all checks by `Check`. They are kept for `HEALTH_RESULTS_SECONDS`."""
    global _kept
    results, kept_until = _kept
    if time.monotonic() < kept_until:
        return results
    # While another thread runs the checks, the results before them are returned. The first ones are waited for.
    if _lock.acquire(blocking=not results):
        try:
            if time.monotonic() >= _kept[1]:
                _kept = (run(all_checks()), time.monotonic() + settings.HEALTH_RESULTS_SECONDS)
        finally:
            _lock.release()
    return _kept[0]


def forget_results():
    """Let the next call of `current_results` run the checks."""
    global _kept
    _kept = ({}, 0.0)


def run(checks):
    """Run `checks`, and return their `Result`s by `Check`.

    They run one after another in one thread, so that they share a connection to the database. A check that takes more
    than `SECONDS` is left behind, and another thread goes on with the next one.
    """
    results, waiting = {}, list(checks)
    while waiting:
        batch = _Batch(waiting, database_is_down=any(map(_is_down, results, results.values())))
        while waiting and not batch.is_abandoned:
            check = waiting.pop(0)
            try:
                results[check] = batch.next_result()
            except queue.Empty:
                results[check] = _too_slow()
                batch.is_abandoned = True
    return results


class _Batch:
    """A thread that runs checks."""

    def __init__(self, checks, *, database_is_down):
        self.is_abandoned = False
        self._checks = list(checks)
        self._database_is_down = database_is_down
        self._results = queue.Queue()
        if settings.HEALTH_CHECKS_IN_THREAD:
            threading.Thread(target=self._run_and_close, name="health checks", daemon=True).start()
        else:
            self._run()

    def next_result(self):
        """Return the next result. Raise `queue.Empty` if it takes too long."""
        return self._results.get(timeout=SECONDS)

    def _run_and_close(self):
        try:
            self._run()
        finally:
            connections.close_all()

    def _run(self):
        for check in self._checks:
            if self.is_abandoned:
                return
            result = self._result_of(check)
            self._database_is_down |= _is_down(check, result)
            self._results.put(result)

    def _result_of(self, check):
        if self._database_is_down and check.uses_database:
            return _unknown()
        if check.name in _running:
            return _too_slow()
        _running.add(check.name)
        try:
            return check.function()
        except Exception as error:  # any error of a check means that its part of the system does not work
            logger.warning("The check %s failed: %s", check.name, type(error).__name__)
            return _failed()
        finally:
            _running.discard(check.name)


def _is_down(check, result):
    """Return whether this is the result of the check of the database, and it does not answer."""
    return check.name == DATABASE and result.state == State.BROKEN


def _failed():
    return Result.broken(
        _("The check ended with an error."), effect=_("This part of the system may not work."), advice=OPERATORS
    )


def _too_slow():
    return Result.broken(
        _("There was no answer in time."), effect=_("This part of the system may not work."), advice=OPERATORS
    )


def _unknown():
    return Result.broken(
        _("It cannot be told while the database does not answer."),
        effect=_("This part of the system may not work."),
        advice=_("The database comes first: see above."),
    )
