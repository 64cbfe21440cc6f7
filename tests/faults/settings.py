"""The settings of the site that faults happen to: those of tests, with tasks that a worker runs."""

import os

from tests.stale.settings import *  # noqa: F403

TASKS_RUN_AT_ONCE = False
TOMBSTONES = Path(DATA_DIR) / "tombstones.jsonl"  # noqa: F405 - one list for all processes

if synchronous := os.environ.get("SQLITE_SYNCHRONOUS"):  # `python -m tests.faults power` shows what it protects from
    DATABASES["default"]["OPTIONS"]["init_command"] += f" PRAGMA synchronous={synchronous};"  # noqa: F405
