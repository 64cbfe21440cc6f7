"""The settings of the servers that are searched for stale responses."""

from pathlib import Path

from cms.settings import base
from cms.settings.test import *

MEDIA_ROOT = Path(DATA_DIR) / "media"
ALLOWED_HOSTS = ["*"]
# As in production
DATABASES["default"]["CONN_MAX_AGE"] = 60
RENDERING_THREADS = base.RENDERING_THREADS
