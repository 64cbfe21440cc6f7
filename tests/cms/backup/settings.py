"""Settings of processes that restore: those of the tests, with all files in `DATA_DIR`."""

from cms.settings.test import *

MEDIA_ROOT = DATA_DIR / "private"
TOMBSTONES = DATA_DIR / "tombstones.jsonl"
