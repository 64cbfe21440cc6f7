"""Tasks are run once their transaction is committed, tried again if they fail, and counted as failed in the end."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Collection

from cms.content_stamp.reading import current_stamp
from cms.tasks import queue
from cms.tasks.declaration import Declaration, declarations, periodic_tasks
from cms.tasks.models import PeriodicTask, WorkerProcess
from cms.tasks.scheduler import enqueue_due_tasks
from cms.tasks.worker import run_due_tasks
from tests.cms.tasks import tasks


@pytest.fixture(autouse=True)
def _queue(settings):
    settings.TASKS_RUN_AT_ONCE = False


@pytest.fixture
def only_tests(monkeypatch):
    """Leave only the tasks of the tests, none of which is periodic."""
    for path in periodic_tasks():
        monkeypatch.delitem(declarations, path)


@pytest.fixture
def every_hour(only_tests, monkeypatch):
    """Leave one periodic task, which fails."""
    path = tasks.fail.module_path
    monkeypatch.setitem(declarations, path, Declaration(tasks.fail, "Fail each hour", 1, timedelta(hours=1)))


def the_task():
    return DBTaskResult.objects.get()


@pytest.mark.django_db
def test_a_task_runs_after_the_transaction_that_enqueued_it(only_tests):
    collection = Collection.add_root(name="new")
    tasks.rename.enqueue(collection.pk)
    with transaction.atomic():
        tasks.fail.enqueue(collection.pk)
        transaction.set_rollback(True)

    run_due_tasks()

    assert the_task().status == "SUCCESSFUL"
    collection.refresh_from_db()
    assert collection.name == "done"
    assert not WorkerProcess.objects.exists()


@pytest.mark.parametrize("content", ["Anna Example", "anna@example.com", "x" * 65, {"a": 1}, None, 1.5])
def test_content_is_no_argument(content):
    with pytest.raises(ValueError, match="Pass the id"):
        tasks.rename.enqueue(content)


@pytest.mark.django_db
def test_ids_and_names_are_arguments():
    tasks.rename.enqueue(1)
    tasks.rename.enqueue(str(uuid4()))
    tasks.rename.enqueue(collection_id="wagtailcore.Collection")

    assert DBTaskResult.objects.count() == 3


@pytest.mark.django_db
def test_a_failing_task_is_tried_again_later_each_time_and_then_given_up(only_tests, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    tasks.fail.enqueue(1)

    delays = []
    while the_task().status != "FAILED":
        run_due_tasks()
        row = the_task()
        if row.status == "READY":
            delays.append(row.run_after - timezone.now())
            run_due_tasks()  # not before
            assert len(the_task().worker_ids) == len(delays)
            time_machine.shift(delays[-1])

    assert delays == [timedelta(seconds=30), timedelta(seconds=60)]
    assert queue.delay_after(100) == timedelta(hours=1)


@pytest.mark.django_db
def test_a_failure_is_recorded_without_content(only_tests, caplog):
    tasks.fail.enqueue(1)

    run_due_tasks()

    row = the_task()
    assert row.exception_class_path == "builtins.RuntimeError"
    assert row.traceback.endswith(" fail")
    assert "Anna" not in row.traceback + caplog.text


@pytest.mark.django_db
def test_a_task_whose_code_is_not_installed_fails_and_can_be_run_once_it_is(only_tests, monkeypatch):
    collection = Collection.add_root(name="new")
    tasks.rename.enqueue(collection.pk)
    with monkeypatch.context() as uninstalled:
        uninstalled.delitem(declarations, tasks.rename.module_path)
        run_due_tasks()
    assert the_task().status == "FAILED"

    queue.retry(the_task().pk)
    run_due_tasks()

    assert the_task().status == "SUCCESSFUL"


@pytest.mark.django_db
def test_a_task_that_kills_its_workers_is_given_up(only_tests):
    tasks.hold.enqueue(1)
    for worker in ("a", "b", "c"):
        assert queue.claim(worker).worker_ids[-1] == worker
        queue.recover_lost_tasks()

    assert the_task().status == "FAILED"
    assert the_task().exception_class_path.endswith("WorkerLost")


@pytest.mark.django_db
def test_a_worker_whose_task_was_taken_over_does_not_overwrite_the_result(only_tests):
    tasks.hold.enqueue(1)
    slow = queue.claim("slow")
    queue.recover_lost_tasks()
    successor = queue.claim("successor")

    queue.fail(slow, RuntimeError())
    assert the_task().status == "RUNNING"
    queue.succeed(successor)
    queue.fail(slow, RuntimeError())

    assert the_task().status == "SUCCESSFUL"


@pytest.mark.django_db
def test_a_periodic_task_is_run_when_it_is_due_and_fails_until_the_next_time(every_hour, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    run_due_tasks()
    first = the_task()
    run_due_tasks()
    assert (first.status, the_task().pk) == ("FAILED", first.pk)

    time_machine.shift(timedelta(hours=1))
    run_due_tasks()

    assert the_task().pk != first.pk


@pytest.mark.django_db
def test_a_periodic_task_that_is_not_done_is_not_enqueued_again(every_hour, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    enqueue_due_tasks()
    time_machine.shift(timedelta(hours=1))
    enqueue_due_tasks()

    assert the_task()


def test_two_schedulers_and_two_workers_run_a_due_task_once(every_hour, shared_database):
    together = threading.Barrier(2, timeout=60)
    claimed = []

    def scheduler():
        together.wait()
        enqueue_due_tasks()
        together.wait()
        claimed.append(queue.claim(threading.current_thread().name))
        connection.close()

    for _ in range(5):
        PeriodicTask.objects.update(due_at=timezone.now())
        claimed.clear()
        threads = [threading.Thread(target=scheduler) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        row = the_task()
        assert [one.pk for one in claimed if one] == [row.pk]
        queue.succeed(row)


@pytest.mark.usefixtures("committing_db")
def test_tasks_that_change_no_content_do_not_move_the_content_stamp():
    before = current_stamp()

    tasks.fail.enqueue(1)
    run_due_tasks()

    assert PeriodicTask.objects.filter(path__endswith="publish_scheduled").get().succeeded_at
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL", "READY"}
    assert current_stamp() == before
