"""The queue: which worker runs which task, and what follows from a failure.

Each step is one conditional UPDATE, so that of several workers one succeeds. A row is identified by its id and
`started_at`: a worker that was thought to be dead does not overwrite the result of its successor.
"""

import logging
import traceback
from datetime import timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from cms.tasks.declaration import QUEUE, URGENT, declarations
from cms.tasks.models import PeriodicTask, WorkerProcess

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
"""For how long a worker owns its tasks after it was last seen."""
MAX_DURATION = timedelta(hours=1)
"""For how long a task may run. Then it is given to another worker."""
MAX_DELAY = timedelta(hours=1)

READY, RUNNING, SUCCESSFUL, FAILED = "READY", "RUNNING", "SUCCESSFUL", "FAILED"


class WorkerLost(Exception):  # noqa: N818 - staff read this name
    """The worker was killed, or lost the database, while it ran the task."""


class TaskNotFound(Exception):  # noqa: N818
    """The code of the task does not exist, for example because its content type is not installed."""


def tasks():
    """Return the tasks of our queue."""
    return DBTaskResult.objects.filter(backend_name=QUEUE)


def claim(worker_id, *, urgent_only=False):
    """Return a task that is due, and that `worker_id` now runs. Return None if there is none."""
    due = tasks().ready()
    if urgent_only:
        due = due.filter(priority__gte=URGENT)
    while row := due.first():
        unchanged = tasks().filter(pk=row.pk, status=READY, run_after=row.run_after)
        row.status, row.started_at, row.worker_ids = RUNNING, timezone.now(), [*row.worker_ids, worker_id]
        if unchanged.update(status=row.status, started_at=row.started_at, worker_ids=row.worker_ids):
            return row
    return None


def call(row):
    """Call the function of the task `row`."""
    if row.task_path not in declarations:
        raise TaskNotFound
    declarations[row.task_path].task.call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])


def succeed(row):
    """Record that the task `row` is done."""
    now = timezone.now()
    if _finish(row, status=SUCCESSFUL, finished_at=now, exception_class_path="", traceback=""):
        PeriodicTask.objects.filter(path=row.task_path).update(succeeded_at=now)


def fail(row, error, *, delay=None):
    """Record that the task `row` raised `error`. It is tried again after a `delay`, up to its number of attempts.

    The message of the error is not kept, since it may contain content.
    """
    now, attempts = timezone.now(), len(row.worker_ids)
    declared = declarations.get(row.task_path)
    kept = {
        "exception_class_path": f"{type(error).__module__}.{type(error).__qualname__}",
        "traceback": _place(error),
    }
    if declared is None or attempts >= declared.max_attempts:
        _finish(row, status=FAILED, finished_at=now, **kept)
        logger.error("The task %s has failed: %s\n%s", row.task_path, kept["exception_class_path"], kept["traceback"])
    else:
        delay = delay_after(attempts) if delay is None else delay
        _finish(row, status=READY, run_after=now + delay, **kept)
        logger.warning("The task %s will be retried: %s", row.task_path, kept["exception_class_path"])


def delay_after(attempts):
    """Return how long a task waits after its failed attempt number `attempts`: twice as long each time."""
    return min(timedelta(seconds=15) * 2 ** min(attempts, 20), MAX_DELAY)


def retry(pk):
    """Run the failed task with the id `pk` again, as if it had never been tried. Return whether there is one."""
    again = {"status": READY, "run_after": timezone.now(), "worker_ids": [], "finished_at": None}
    return bool(tasks().filter(pk=pk, status=FAILED).update(**again))


def workers_alive():
    """Return the `WorkerProcess`es that were seen within their lease, and not by a clock that was ahead."""
    now = timezone.now()
    return WorkerProcess.objects.filter(seen_at__gt=now - LEASE, seen_at__lt=now + LEASE)


def recover_lost_tasks():
    """Give the tasks of dead workers to others, and retry tasks now whose delay a clock that was ahead has set."""
    now = timezone.now()
    far = tasks().filter(status=READY, run_after__gt=now + 2 * MAX_DELAY, run_after__lt=get_date_max())
    far.exclude(worker_ids=[]).update(run_after=now)
    alive = set(workers_alive().values_list("pk", flat=True))
    for row in tasks().filter(status=RUNNING):
        if row.worker_ids[-1] not in alive or row.started_at < now - MAX_DURATION:
            fail(row, WorkerLost(), delay=timedelta(0))


def _finish(row, **values):
    """Update the task `row`, unless another worker has taken it over. Return whether it was updated."""
    return bool(tasks().filter(pk=row.pk, status=RUNNING, started_at=row.started_at).update(**values))


def _place(error):
    """Return the lines of code where `error` was raised, the last one last, without values."""
    frames = traceback.extract_tb(error.__traceback__)
    return "\n".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
