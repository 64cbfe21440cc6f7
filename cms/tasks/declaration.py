"""Declare tasks.

The `tasks.py` of an app has functions such as these:

@task(verbose_name=_("Make the sizes of an image"))
def make_renditions(image_id): ...

make_renditions.enqueue(image.pk)  # in the transaction that saves the image

@periodic(every=timedelta(hours=1), verbose_name=_("Remove expired sessions"))
def remove_expired_sessions(): ...
"""

import re
from dataclasses import dataclass
from datetime import timedelta

try:
    from django.tasks import task as _task
except ImportError:  # Django 5.2
    from django_tasks import task as _task

QUEUE = "queue"
"""The alias of our backend in the setting `TASKS`. Wagtail's own tasks use the default one, and run at once."""
URGENT = 50
"""The priority of urgent tasks. Each worker has a thread that runs no other ones."""
MAX_ATTEMPTS = 10
_ARGUMENT = re.compile(r"[\w.:/-]{0,64}", re.ASCII)


@dataclass(frozen=True)
class Declaration:
    """The properties of a task that Django's `Task` does not have."""

    task: object
    verbose_name: str
    max_attempts: int = MAX_ATTEMPTS
    every: timedelta | None = None


declarations = {}
"""All `Declaration`s by the path of their function."""


def task(*, verbose_name, max_attempts=MAX_ATTEMPTS, urgent=False):
    """Make the decorated function a task, a `django.tasks.Task`.

    Its arguments are ids and short names, never content: see `validate_arguments`. It may run more than once.

    Args:
        verbose_name: what it does, for staff, such as “Make the sizes of an image”.
        max_attempts: how often it is tried before it counts as failed.
        urgent: whether it goes before other tasks.
    """
    return _decorator(urgent, verbose_name=verbose_name, max_attempts=max_attempts)


def periodic(*, every, verbose_name, urgent=False):
    """Make the decorated function, which has no arguments, a task that is run whenever the timedelta `every` is over.

    If it fails, it is run again at the next time.
    """
    return _decorator(urgent, verbose_name=verbose_name, max_attempts=1, every=every)


def _decorator(urgent, **options):
    def decorate(function):
        declared = _task(priority=URGENT if urgent else 0, backend=QUEUE)(function)
        declarations[declared.module_path] = Declaration(declared, **options)
        return declared

    return decorate


def periodic_tasks():
    """Return the declarations of periodic tasks, by path."""
    return {path: declared for path, declared in declarations.items() if declared.every}


def validate_arguments(args, kwargs):
    """Raise ValueError for arguments that may contain content, such as names of patients.

    The queue is not encrypted, and backups contain it. Numbers are allowed, and texts of up to 64 letters, digits and
    `_ . : / -`, such as UUIDs and model labels.
    """
    for value in (*args, *kwargs.values()):
        if not isinstance(value, int) and not (isinstance(value, str) and _ARGUMENT.fullmatch(value)):
            raise ValueError("The arguments of a task are numbers and short names. Pass the id of an object instead.")
