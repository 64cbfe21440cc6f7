"""Settings of the servers of browser tests: there is no worker, so tasks run when they are enqueued."""

from cms.settings.dev import *

TASKS_RUN_AT_ONCE = True
