from django.conf import settings
from django_tasks_db.backend import DatabaseBackend

from cms.logs.request_ids import current_request_id
from cms.tasks.declaration import validate_arguments

REQUEST_ID = "request_id"
"""Key in `DBTaskResult.args_kwargs` beside the arguments: the id of the request that has enqueued the task."""


class QueueBackend(DatabaseBackend):
    """Stores tasks in the database. The setting `TASKS_RUN_AT_ONCE` runs them instead when they are enqueued."""

    def enqueue(self, task, args, kwargs):
        """Enqueue `task`. Raise ValueError for arguments that may be content."""
        validate_arguments(args, kwargs)
        if settings.TASKS_RUN_AT_ONCE:
            return task.call(*args, **kwargs)
        return super().enqueue(task, args, kwargs)


def keep_request_id(instance, **kwargs):
    """Store the id of the current request in a task that is enqueued. Receiver of `pre_save` of `DBTaskResult`."""
    if instance._state.adding and (request_id := current_request_id()):
        instance.args_kwargs[REQUEST_ID] = request_id
