"""The settings of the stored site: those of the tests, with all that is public or has to be signed."""

from cms.settings.test import *

API_V3 = True
BASE_URL = "http://localhost"
MEDIA_ROOT = DATA_DIR / "private"
REVIEW_REQUIRED = True
TIME_ZONE = "UTC"
TOMBSTONES = DATA_DIR / "tombstones.jsonl"
