"""Settings of the tests: `base`, with their own database and folder."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("CMS_CONTENT_TYPES_SNAPSHOT", "")  # tests do not depend on this copy's database

from cms.settings.base import *

# Playwright keeps an event loop in the thread of the tests, which Django takes for asynchronous code.
# https://docs.djangoproject.com/en/5.2/topics/async/#async-safety
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

SECRET_KEY = "only for tests"  # noqa: S105
ALLOWED_HOSTS = ["*"]
MEDIA_ROOT = Path(tempfile.gettempdir()) / "bay-street-tests" / "media"
TOMBSTONES = MEDIA_ROOT.with_name("tombstones.jsonl")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# No limit: many tests send many requests. Tests of the limit set one.
API_ANONYMOUS_RATE = API_TOKEN_RATE = ""
SEARCH_RATES = []
# Checks of the system see what a test has not committed.
HEALTH_CHECKS_IN_THREAD = False
HEALTH_RESULTS_SECONDS = 0
# Tests store what was counted themselves.
SEARCH_REPORT_SECONDS = 0
# Tasks run when they are enqueued. Tests of the queue turn this off.
TASKS_RUN_AT_ONCE = True
# Tests of the second factor turn it on.
SECOND_FACTOR = False
# Pages of most tests are published without a medical review. Tests of the review turn this on.
REVIEW_REQUIRED = False
# The application sees what a test has not committed.
RENDERING_THREADS = 0
