"""The settings of worker processes in tests."""

from pathlib import Path

from cms.settings.test import *

TASKS_RUN_AT_ONCE = False
INSTALLED_APPS = [*INSTALLED_APPS, "tests.cms.tasks"]
MEDIA_ROOT = Path(DATA_DIR) / "media"
