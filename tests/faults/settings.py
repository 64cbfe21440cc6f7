"""The settings of the site that faults happen to: those of tests, with tasks that a worker runs."""

from tests.stale.settings import *  # noqa: F403

TASKS_RUN_AT_ONCE = False
