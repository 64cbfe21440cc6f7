"""Settings under which Wagtail's own tests of its API v2 run: the project's, with the apps that those tests need."""

import os
from pathlib import Path

os.environ["CMS_CONTENT_TYPES"] = ""  # some have the names of models of Wagtail’s test apps

from wagtail.test import settings as wagtail_settings

from cms.settings.test import *

ROOT_URLCONF = "tests.cms.api.conformance.urls"
INSTALLED_APPS += ["wagtail.contrib.routable_page", "wagtail.test.demosite", "wagtail.test.testapp"]
INSTALLED_APPS += ["tests.cms.api.conformance"]
MIDDLEWARE.insert(1, "tests.cms.api.conformance.middleware.WagtailErrorMiddleware")
WAGTAILADMIN_RICH_TEXT_EDITORS = wagtail_settings.WAGTAILADMIN_RICH_TEXT_EDITORS
# The pages of Wagtail's tests refer to Wagtail's own image and document, and have a name in common with ours.
SILENCED_SYSTEM_CHECKS = ["cms_documents.E001", "fields.E304", "fields.E305"]

_files = Path(os.environ["CONFORMANCE_FILES"])
FIXTURE_DIRS = [_files]
MEDIA_ROOT = _files / "media"
STORAGES = {
    "default": {"BACKEND": "tests.cms.api.conformance.storage.LastingStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Tables are created from the models, since hundreds of migrations take minutes. Wagtail's own tests search with this
# backend, too, which needs no table that only a migration creates.
DATABASES = {
    "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:", "TEST": {"MIGRATE": False}},
}
WAGTAILSEARCH_BACKENDS = {"default": wagtail_settings.WAGTAILSEARCH_BACKENDS["default"]}

# Each project chooses these. Wagtail's tests expect its own defaults.
WAGTAILAPI_BASE_URL = "http://localhost"
WAGTAILAPI_LIMIT_MAX = 20
WAGTAILAPI_RICH_TEXT_FORMAT = "db_html"
