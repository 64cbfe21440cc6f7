"""The clock is wrong for a while, or is set for daylight saving time: tasks are late at most, and not lost."""

from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms.tasks import queue, state
from cms.tasks.declaration import Declaration, declarations, periodic_tasks
from cms.tasks.models import WorkerProcess
from cms.tasks.scheduler import enqueue_due_tasks
from cms.tasks.worker import run_due_tasks
from tests.cms.tasks import tasks

pytestmark = pytest.mark.django_db
JUMPS = [timedelta(hours=1), timedelta(days=3650)]
NEW_YORK = ZoneInfo("America/New_York")
DST_CHANGES = [datetime(2027, 3, 14, 1, 50, tzinfo=NEW_YORK), datetime(2027, 11, 7, 0, 50, tzinfo=NEW_YORK)]
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _queue(settings, monkeypatch, time_machine):
    """Leave one periodic task, of each minute, and stop the clock."""
    settings.TASKS_RUN_AT_ONCE = False
    for path in periodic_tasks():
        monkeypatch.delitem(declarations, path)
    path = tasks.fail.module_path
    monkeypatch.setitem(declarations, path, Declaration(tasks.fail, "Fail each minute", 1, MINUTE))
    time_machine.move_to(timezone.now(), tick=False)


@pytest.fixture
def runs(monkeypatch):
    """Return the times at which the periodic task was run."""
    times = []
    monkeypatch.setattr(queue, "call", lambda row: times.append(timezone.now()))
    return times


@pytest.mark.parametrize("jump", JUMPS)
def test_a_job_is_run_once_when_the_clock_jumps_ahead_and_goes_on_when_it_is_set_back(runs, jump, time_machine):
    run_due_tasks()
    time_machine.shift(jump)
    for _ in range(3):
        run_due_tasks()
    assert len(runs) == 2

    time_machine.shift(-jump)
    for _ in range(3):
        run_due_tasks()
        time_machine.shift(MINUTE)

    assert len(runs) in (4, 5)


def test_schedulers_whose_clocks_differ_by_seconds_do_not_repeat_a_job(time_machine):
    enqueue_due_tasks()
    DBTaskResult.objects.all().delete()
    for seconds in (-30, 30, -30, 30):
        time_machine.shift(timedelta(seconds=seconds))
        enqueue_due_tasks()

    assert not DBTaskResult.objects.exists()


@pytest.mark.parametrize("change", DST_CHANGES)
def test_a_job_of_each_minute_is_run_each_minute_while_daylight_saving_time_changes(change, runs, time_machine):
    time_machine.move_to(change, tick=False)
    for _ in range(30):
        run_due_tasks()
        time_machine.shift(MINUTE)

    assert [later - earlier for earlier, later in pairwise(runs)] == [MINUTE] * 29


@pytest.mark.parametrize("jump", JUMPS)
def test_a_worker_that_died_while_the_clock_was_ahead_keeps_no_task(jump, time_machine):
    tasks.rename.enqueue(1)
    time_machine.shift(jump)
    WorkerProcess.objects.create(id="dead")
    queue.claim("dead")

    time_machine.shift(-jump)
    queue.recover_lost_tasks()

    assert DBTaskResult.objects.get().status == "READY"
    assert not state.worker_is_running()
    assert state.number_of_workers() == 0


def test_a_worker_that_is_alive_keeps_its_task_when_the_clock_is_set_back_by_seconds(time_machine):
    WorkerProcess.objects.create(id="alive")
    tasks.rename.enqueue(1)
    queue.claim("alive")

    time_machine.shift(timedelta(seconds=-30))
    queue.recover_lost_tasks()

    assert DBTaskResult.objects.get().status == "RUNNING"


def test_a_task_that_failed_while_the_clock_was_ahead_is_tried_again(time_machine):
    tasks.fail.enqueue(1)
    declared = Declaration(tasks.fail, "Fail", 3, None)
    time_machine.shift(JUMPS[1])
    row = queue.claim("worker")
    declarations[row.task_path] = declared
    queue.fail(row, RuntimeError())

    time_machine.shift(-JUMPS[1])
    queue.recover_lost_tasks()

    assert queue.claim("worker") is not None


def test_a_task_that_is_to_run_next_week_is_left_alone():
    next_week = timezone.now() + timedelta(days=7)
    tasks.rename.using(run_after=next_week).enqueue(1)

    queue.recover_lost_tasks()

    assert DBTaskResult.objects.get().run_after == next_week
