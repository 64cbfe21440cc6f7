"""Fixtures for the tests of content types. A conftest names them: `pytest_plugins = ["cms.testing.fixtures"]`."""

import gc
import os
import shutil
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.conf import settings as site_settings
from django.contrib.staticfiles import finders
from django.core.cache import caches
from django.db import models
from django.test.utils import teardown_databases
from wagtail.models import Page, Site

from cms.__main__ import GC_THRESHOLD
from cms.plugins.registry import registry
from cms.testing.databases import restore_database, set_up_databases

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def pytest_configure(config):
    # The garbage collector traverses all modules of Django and Wagtail often: a tenth of the time of a test run.
    gc.set_threshold(*GC_THRESHOLD)
    config.addinivalue_line("markers", "browser: needs a Chromium")
    config.addinivalue_line("markers", "slow: takes long; `pytest -m 'not slow'` is the quick mode")


def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM and not os.environ.get("REQUIRE_BROWSER"):
                item.add_marker(pytest.mark.skip(reason="no Chromium was found; install it to run the browser tests"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    assert CHROMIUM, "REQUIRE_BROWSER is set and no Chromium was found"
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"]
    return browser_type_launch_args | {"executable_path": CHROMIUM, "args": ["--no-sandbox", "--disable-gpu", *quiet]}


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker, django_db_modify_db_settings):
    """Make the test database as a copy of a migrated one."""
    with django_db_blocker.unblock():
        databases = set_up_databases(request.config.cache.mkdir("databases"))
    yield
    with django_db_blocker.unblock():
        teardown_databases(databases, verbosity=0)


@pytest.fixture
def committing_db(request, django_db_setup, django_db_blocker):
    """Commit to the database, for tests of several transactions. The database is created anew afterwards."""
    with django_db_blocker.unblock():
        if not Page.objects.exists():  # A test with a live server has flushed the database.
            restore_database(request.config.cache.mkdir("databases"))
        yield
        restore_database(request.config.cache.mkdir("databases"))


@pytest.fixture(autouse=True)
def _nothing_left_over(settings, tmp_path):
    """Give each test its own folders, and its own key prefix, since test processes may share a cache."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.AUDIT_ANCHORS = tmp_path / "audit_anchors.txt"
    settings.TOMBSTONES = tmp_path / "tombstones.jsonl"
    caches["default"].key_prefix = uuid4().hex


@pytest.fixture
def site_root(db):
    """Return the published root page of the default site, of a type that is allowed only there."""
    site = Site.objects.get(is_default_site=True)
    for model in page_types():
        if model.allowed_parent_page_models() == [Page]:
            site.root_page = plain_page(model, Page.get_first_root_node(), slug="site-home")
            site.save()
            break
    return site.root_page.specific


def page_types():
    """Return the page types of all content types that are enabled."""
    return [model for plugin in registry for model in plugin.get_models() if issubclass(model, Page)]


def plain_page(model, parent, **values):
    """Publish a page of a type of which nothing is known: what it has to have in words is filled in."""
    required = {
        field.name: "x"
        for field in model._meta.fields
        if isinstance(field, models.CharField | models.TextField)
        and not (field.blank or field.has_default() or hasattr(Page, field.name))
    }
    return parent.add_child(instance=model(**{"title": model._meta.verbose_name.capitalize()} | required | values))


@pytest.fixture
def show(page):
    """Show HTML in a browser as if it came from the site: with its static files, and nothing else."""

    def answer(route):
        path = urlsplit(route.request.url).path
        file = path.startswith(site_settings.STATIC_URL) and finders.find(path.removeprefix(site_settings.STATIC_URL))
        route.fulfill(path=file) if file else route.fulfill(status=404)

    def show(html):
        page.route("**/*", answer)
        page.route("http://testserver/", lambda route: route.fulfill(body=html, content_type="text/html"))
        page.goto("http://testserver/")
        return page

    return show
