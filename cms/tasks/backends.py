from django.conf import settings
from django_tasks_db.backend import DatabaseBackend

from cms.tasks.declaration import validate_arguments


class QueueBackend(DatabaseBackend):
    """Stores tasks in the database. The setting `TASKS_RUN_AT_ONCE` runs them instead when they are enqueued."""

    def enqueue(self, task, args, kwargs):
        """Enqueue `task`. Raise ValueError for arguments that may be content."""
        validate_arguments(args, kwargs)
        if settings.TASKS_RUN_AT_ONCE:
            return task.call(*args, **kwargs)
        return super().enqueue(task, args, kwargs)
