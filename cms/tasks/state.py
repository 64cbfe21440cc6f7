"""The state of the background tasks, in words for staff."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Max, Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.tasks import queue
from cms.tasks.declaration import declarations, periodic_tasks
from cms.tasks.models import PeriodicTask, WorkerProcess

GRACE = timedelta(minutes=2)
"""A periodic task is late if it was not run for its period and this time."""
LONG_WAIT = timedelta(minutes=5)
"""A task is late if it has been due for longer than this and is not running."""
AT_ONCE = datetime(9999, 1, 1, tzinfo=UTC)
"""`run_after` of a task that is due since it was enqueued is not before this time."""
SHOWN = 30


@dataclass(frozen=True)
class WaitingTask:
    name: str
    since: datetime
    attempts: int
    next_attempt: datetime | None
    is_running: bool
    is_late: bool


@dataclass(frozen=True)
class FailedTask:
    pk: str
    name: str
    at: datetime
    attempts: int
    error: str
    place: str


@dataclass(frozen=True)
class RegularJob:
    name: str
    every: str
    last_run: datetime | None
    is_late: bool


def last_seen():
    """Return when a worker was last seen, or None if none has run, or if all were stopped."""
    return WorkerProcess.objects.aggregate(at=Max("seen_at"))["at"]


def worker_is_running():
    """Return whether a worker was seen within its lease."""
    return queue.workers_alive().exists()


def number_of_workers():
    """Return how many workers were seen within their lease."""
    return queue.workers_alive().count()


def number_failed():
    return queue.tasks().filter(status=queue.FAILED).count()


def number_waiting():
    return queue.tasks().filter(status=queue.READY).count()


def number_late():
    """Return how many tasks have been due for longer than `LONG_WAIT` and are not running."""
    at = timezone.now() - LONG_WAIT
    was_due = Q(run_after__gte=AT_ONCE, enqueued_at__lt=at) | Q(run_after__lt=at)
    return queue.tasks().filter(was_due, status=queue.READY).count()


def queue_age():
    """Return how long the task that has waited longest has been due, as a timedelta."""
    rows, now = queue.tasks().filter(status=queue.READY), timezone.now()
    firsts = [
        rows.filter(run_after__gte=AT_ONCE).aggregate(at=Min("enqueued_at"))["at"],
        rows.filter(run_after__lte=now).aggregate(at=Min("run_after"))["at"],
    ]
    return now - min(filter(None, firsts), default=now)


def late_jobs():
    return [job for job in regular_jobs() if job.is_late]


def regular_jobs():
    """Return the `RegularJob`s by name."""
    rows, now = PeriodicTask.objects.in_bulk(field_name="path"), timezone.now()
    jobs = [_job(declared, rows.get(path), now) for path, declared in periodic_tasks().items()]
    return sorted(jobs, key=lambda job: job.name)


def waiting_tasks():
    """Return the first `WaitingTask`s, running ones included, and their number."""
    rows, now = queue.tasks().filter(status__in=[queue.READY, queue.RUNNING]), timezone.now()
    return [_waiting(row, now) for row in rows.order_by("-status", "run_after", "enqueued_at")[:SHOWN]], rows.count()


def failed_tasks():
    """Return the last `FailedTask`s, and their number."""
    rows = queue.tasks().filter(status=queue.FAILED)
    failed = [
        FailedTask(
            str(row.pk),
            _name(row),
            row.finished_at,
            len(row.worker_ids),
            _error(row),
            row.traceback.rpartition("\n")[2],
        )
        for row in rows.order_by("-finished_at")[:SHOWN]
    ]
    return failed, rows.count()


def _job(declared, row, now):
    since = (row.succeeded_at or row.created_at) if row else now
    is_late = since < now - declared.every - GRACE
    return RegularJob(str(declared.verbose_name), _period(declared.every), row and row.succeeded_at, is_late)


def _waiting(row, now):
    is_running = row.status == queue.RUNNING
    due_at = max(row.enqueued_at, row.run_after) if row.run_after.year < 9999 else row.enqueued_at
    return WaitingTask(
        name=_name(row),
        since=row.enqueued_at,
        attempts=len(row.worker_ids),
        next_attempt=due_at if due_at > now else None,
        is_running=is_running,
        is_late=not is_running and due_at < now - LONG_WAIT,
    )


def _name(row):
    declared = declarations.get(row.task_path)
    return str(declared.verbose_name) if declared else row.task_path


def _error(row):
    """Return a sentence for an error of the queue itself, and the class name of any other error."""
    words = {
        "WorkerLost": _("The worker was stopped while it ran the task, each time."),
        "TaskNotFound": _("This task is not known. Its content type may not be installed."),
    }
    name = row.exception_class_path.rpartition(".")[2]
    return words.get(name, name)


def _period(every):
    seconds = int(every.total_seconds())
    if seconds % 86400 == 0:
        return _("every day") if seconds == 86400 else _("every {days} days").format(days=seconds // 86400)
    if seconds % 3600 == 0:
        return _("every hour") if seconds == 3600 else _("every {hours} hours").format(hours=seconds // 3600)
    if seconds % 60 == 0:
        return _("every minute") if seconds == 60 else _("every {minutes} minutes").format(minutes=seconds // 60)
    return _("every {seconds} seconds").format(seconds=seconds)
