"""The settings of the stored site: those of the tests, with files of its own and with medical reviews."""

from cms.settings.test import *

MEDIA_ROOT = DATA_DIR / "private"
REVIEW_REQUIRED = True
TOMBSTONES = DATA_DIR / "tombstones.jsonl"
