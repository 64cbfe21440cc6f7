"""Enqueue periodic tasks when they are due."""

from django.db import transaction
from django.utils import timezone

from cms.tasks import queue
from cms.tasks.declaration import periodic_tasks
from cms.tasks.models import PeriodicTask


def enqueue_due_tasks():
    """Enqueue the periodic tasks that are due. Of several workers that do this at the same time, one enqueues a task.

    A task that is still waiting or running is not enqueued again.
    """
    declared, now = periodic_tasks(), timezone.now()
    due = dict(PeriodicTask.objects.values_list("path", "due_at"))
    if missing := declared.keys() - due.keys():
        PeriodicTask.objects.bulk_create(
            [PeriodicTask(path=path, due_at=now, created_at=now) for path in missing], ignore_conflicts=True
        )
        due |= PeriodicTask.objects.filter(path__in=missing).values_list("path", "due_at")
    for path, declaration in declared.items():
        is_far = due[path] > now + 2 * declaration.every  # The clock was ahead, and has been set back since.
        if due[path] <= now or is_far:
            _enqueue(path, declaration, due[path], now)


def _enqueue(path, declaration, due_at, now):
    with transaction.atomic():
        unchanged = PeriodicTask.objects.filter(path=path, due_at=due_at)
        if not unchanged.update(due_at=now + declaration.every):
            return
        runs = queue.tasks().filter(task_path=path)
        if not runs.filter(status__in=[queue.READY, queue.RUNNING]).exists():
            runs.delete()  # Only the last run is kept.
            declaration.task.enqueue()
