"""Settings of processes that restore: those of the tests, with the uploads in `DATA_DIR`."""

from cms.settings.test import *

MEDIA_ROOT = DATA_DIR / "private"
