"""The tests: like the base, on a database and folder of their own."""

import tempfile
from pathlib import Path

from .base import *

SECRET_KEY = "only for tests"  # noqa: S105
ALLOWED_HOSTS = ["*"]
MEDIA_ROOT = Path(tempfile.gettempdir()) / "bay-street-tests" / "media"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
