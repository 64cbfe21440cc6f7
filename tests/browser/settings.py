"""Settings of the servers of browser tests: there is no worker, so tasks run when they are enqueued."""

import os

# Most tests publish what they edit. Those of the medical review have a server of their own.
os.environ.setdefault("REVIEW_REQUIRED", "false")

from cms.settings.dev import *

TASKS_RUN_AT_ONCE = True
