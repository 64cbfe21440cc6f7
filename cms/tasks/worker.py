"""The process that runs tasks: `manage.py worker`."""

import logging
import os
import signal
import threading
import time
from functools import partial
from uuid import uuid4

from django.db import Error as DatabaseError
from django.db import connections
from django.utils import timezone
from structlog.contextvars import bound_contextvars

from cms.metrics.server import start_server
from cms.tasks import queue
from cms.tasks.backends import REQUEST_ID
from cms.tasks.models import WorkerProcess
from cms.tasks.scheduler import enqueue_due_tasks

logger = logging.getLogger(__name__)

PAUSE = 1
"""How many seconds an idle worker waits before it looks for tasks again."""
HEARTBEAT = 10
"""After how many seconds a worker shows that it is alive. It is well below `queue.LEASE`."""
SILENCE = 60
"""How many seconds pass between two warnings about the database."""


class Worker:
    """Two threads that run tasks, one of them urgent tasks only, and a main thread that schedules.

    So a long task delays neither scheduled publishing nor the signs of life. While the database cannot be reached,
    all of them wait. A signal makes the worker finish the tasks that it runs, and stop; a second one ends it at once.
    """

    def __init__(self, *, parent_id=None):
        self.id = uuid4().hex
        self._parent_id = parent_id
        self._stopping = threading.Event()
        self._is_broken = False
        self._beat_at = None

    def run(self):
        """Run tasks until a signal comes, or until the process `parent_id` has ended. Return whether all was well."""
        start_server()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        threads = [threading.Thread(target=self._run_thread, args=[urgent_only]) for urgent_only in (True, False)]
        self._tick()  # Tasks are claimed by a worker that is known.
        for thread in threads:
            thread.start()
        while not self._stopping.wait(PAUSE) and (self._parent_id is None or os.getppid() == self._parent_id):
            self._tick()
        self._stopping.set()
        while any(thread.is_alive() for thread in threads):
            self._tick(schedules=False)  # The last tasks are still ours.
            threads[0].join(PAUSE / 2)
            threads[1].join(PAUSE / 2)
        with _DatabaseErrors():
            WorkerProcess.objects.filter(pk=self.id).delete()
        return not self._is_broken

    def _stop(self, number, frame):
        self._stopping.set()
        signal.signal(number, signal.SIG_DFL)

    def _tick(self, *, schedules=True):
        with _DatabaseErrors():
            if self._beat_at is None or time.monotonic() > self._beat_at + HEARTBEAT:
                seen = {"seen_at": timezone.now()}
                WorkerProcess.objects.update_or_create(pk=self.id, defaults=seen)
                self._beat_at = time.monotonic()
                queue.recover_lost_tasks()
            if schedules:
                enqueue_due_tasks()

    def _run_thread(self, urgent_only):
        try:
            while not self._stopping.is_set():
                row = None
                with _DatabaseErrors():
                    row = queue.claim(self.id, urgent_only=urgent_only)
                if row is None:
                    self._stopping.wait(PAUSE)
                else:
                    self._run_task(row)
        except BaseException:
            self._is_broken = True  # An error of ours. The process ends with it, so that it is seen and restarted.
            raise
        finally:
            self._stopping.set()
            connections.close_all()

    def _run_task(self, row):
        record = run(row)
        for connection in connections.all(initialized_only=True):
            connection.close_if_unusable_or_obsolete()
        while True:
            with _DatabaseErrors() as errors:
                record()
            if not errors.happened or self._stopping.is_set():  # If it is stopping, the lease ends.
                return
            self._stopping.wait(PAUSE)


def run(row):
    """Run the task `row`, and return the function that records its result."""
    ids = {"task_id": str(row.pk)} | {name: row.args_kwargs[name] for name in [REQUEST_ID] if name in row.args_kwargs}
    with bound_contextvars(**ids):
        try:
            queue.call(row)
        except Exception as error:  # any error of a task
            record = partial(queue.fail, row, error)
        else:
            record = partial(queue.succeed, row)
    return bound_contextvars(**ids)(record)


def run_due_tasks():
    """Run all tasks that are due, in this thread."""
    worker = WorkerProcess.objects.create(id=uuid4().hex)
    queue.recover_lost_tasks()
    enqueue_due_tasks()
    while row := queue.claim(worker.pk):
        run(row)()
    worker.delete()


class _DatabaseErrors:
    """Survive an error of the database, such as its restart: close the connections, so that new ones are opened."""

    silent_until = 0

    def __init__(self):
        self.happened = False

    def __enter__(self):
        return self

    def __exit__(self, kind, error, place):
        if not isinstance(error, DatabaseError):
            return False
        self.happened = True
        if time.monotonic() > _DatabaseErrors.silent_until:
            _DatabaseErrors.silent_until = time.monotonic() + SILENCE
            logger.warning("The database cannot be used (%s). The worker keeps trying.", kind.__name__)
        connections.close_all()
        return True
