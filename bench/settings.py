"""The settings of measurements: production, without limits, and with stock Wagtail's API beside ours."""

from cms.settings.local_production import *

ROOT_URLCONF = "bench.urls_with_wagtails_api"
ALLOWED_HOSTS = ["localhost", "testserver"]
SILENCED_SYSTEM_CHECKS = ["cms_pages.W001"]  # the address of the site does not matter here
API_ANONYMOUS_RATE = API_TOKEN_RATE = ""
SEARCH_RATES = []
SEARCH_REPORT_SECONDS = 0
# Static files are not measured, and collecting them takes a minute.
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# There is no worker, and what visitors see has renditions.
TASKS_RUN_AT_ONCE = True
