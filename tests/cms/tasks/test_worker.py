"""Worker processes: killed, stopped, and without a database for a while."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings as site_settings
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Collection

from cms.tasks import queue
from cms.tasks.models import PeriodicTask, WorkerProcess
from cms.tasks.queue import LEASE
from cms.tasks.worker import run_due_tasks
from tests.cms.tasks import tasks

pytestmark = [pytest.mark.slow, pytest.mark.each_database]


def until(condition):
    """Wait until `condition` is true."""
    deadline = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture
def start_worker(settings, shared_database, tmp_path):
    """Start worker processes, which are killed after the test."""
    settings.TASKS_RUN_AT_ONCE = False
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.cms.tasks.settings",
        "DATABASE_URL": shared_database,
        "DATA_DIR": str(tmp_path),
    }
    started = []

    def start():
        command = [sys.executable, "manage.py", "worker"]
        started.append(subprocess.Popen(command, cwd=site_settings.BASE_DIR, env=environment))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


@pytest.fixture
def collection(shared_database):
    return Collection.add_root(name="new")


def is_named(collection, name):
    return Collection.objects.filter(pk=collection.pk, name=name).exists()


def test_the_task_of_a_killed_worker_is_completed_by_another_one(start_worker, collection):
    tasks.hold.enqueue(collection.pk)
    worker = start_worker()
    until(lambda: is_named(collection, "begun"))
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    Collection.objects.filter(pk=collection.pk).update(name="go on")

    run_due_tasks()
    assert is_named(collection, "go on")  # The lease of the killed worker has not ended.
    WorkerProcess.objects.update(seen_at=timezone.now() - LEASE)
    run_due_tasks()

    assert is_named(collection, "done")
    assert DBTaskResult.objects.get(task_path=tasks.hold.module_path).status == "SUCCESSFUL"


def test_every_task_is_completed_although_workers_are_killed_and_twice_changes_nothing_more(
    start_worker, shared_database
):
    pks = [Collection.add_root(name="new").pk for _ in range(12)]
    for pk in pks:
        tasks.rename_slowly.enqueue(pk)
    collections = Collection.objects.filter(pk__in=pks)
    rows = DBTaskResult.objects.filter(task_path=tasks.rename_slowly.module_path)

    for done in (1, 5):
        worker = start_worker()
        until(lambda done=done: collections.filter(name="done").count() >= done)
        worker.kill()
        worker.wait()
        WorkerProcess.objects.update(seen_at=timezone.now() - LEASE)
    run_due_tasks()

    assert set(rows.values_list("status", flat=True)) == {"SUCCESSFUL"}
    after = list(collections.values())
    assert {values["name"] for values in after} == {"done"}
    for row in rows:
        queue.call(row)
    assert list(collections.values()) == after


def test_a_worker_outlives_its_database_connections_and_finishes_its_tasks_when_it_is_stopped(
    start_worker, collection
):
    worker = start_worker()
    until(WorkerProcess.objects.exists)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid != pg_backend_pid()"
            )
    tasks.hold.enqueue(collection.pk)
    until(lambda: is_named(collection, "begun"))
    # The other thread runs urgent tasks meanwhile.
    published = PeriodicTask.objects.filter(path__endswith="publish_scheduled", succeeded_at__isnull=False)
    until(published.exists)

    worker.send_signal(signal.SIGTERM)
    Collection.objects.filter(pk=collection.pk).update(name="go on")

    assert worker.wait(timeout=120) == 0
    assert is_named(collection, "done")
    assert not WorkerProcess.objects.exists()
