"""Browser tests run against a real server with the sample content, as `make demo` serves it."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from cms.testing.databases import copy_migrated_database
from tests.browser.front_end import front_end
from tests.node import install, run_npm
from tests.ports import free_port

TIMEOUT = 120_000
"""Milliseconds for which each step may wait for its condition. Only a test that fails waits for so long."""
expect.set_options(timeout=TIMEOUT)
ROOT = Path(__file__).resolve().parents[2]
PREPARE = [sys.executable, "manage.py", "demo", "--prepare-only"]
RUN_SERVER = ["manage.py", "runserver", "--noreload"]
PATIENCE = 600
"""Seconds that the server may take to fill its database and to answer."""


@pytest.fixture(scope="session")
def browser(browser):
    """Return the browser. Each of its contexts waits for `TIMEOUT`."""
    make = browser.new_context

    def new_context(**options):
        context = make(**options)
        context.set_default_timeout(TIMEOUT)
        return context

    browser.new_context = new_context
    return browser


@pytest.fixture(scope="session")
def sample_site(request, tmp_path_factory, django_db_setup):
    """Serve the sample content. Yields the `url`, the `user` and `password` of its staff, and its `data`.

    Migrating the database and drawing large pictures would take longer than all browser tests.
    """
    data, port = tmp_path_factory.mktemp("site"), free_port()
    copy_migrated_database(request.config.cache.mkdir("databases"), data / "db.sqlite3")
    # `make demo` serves it with a reloader, which keeps reading all files.
    prepare = [*PREPARE, "--port", str(port), "--picture-width", "480"]  # the smallest of the presets
    subprocess.run(prepare, cwd=ROOT, env=environment(data), check=True, timeout=PATIENCE)
    with _server(data, RUN_SERVER, port) as url:
        user, password = (data / "login.txt").read_text().splitlines()[0].split(" / ")
        yield SimpleNamespace(url=url, user=user, password=password, data=data)


@pytest.fixture(scope="session")
def site(sample_site):
    """Return the server of the test."""
    return sample_site


@pytest.fixture
def another_server(site):
    """Yield the URL of a second server with the same database and files, and its own memory."""
    with _server(site.data, RUN_SERVER) as url:
        yield url


@pytest.fixture(scope="session")
def shell(sample_site):
    """Run Python on the database of the server, and return what it prints. All calls share a process."""
    variables = environment(sample_site.data, BASE_URL=sample_site.url)
    command = [sys.executable, "-m", "tests.browser.shell"]
    with subprocess.Popen(
        command, cwd=ROOT, env=variables, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:

        def run(code):
            process.stdin.write(json.dumps(code) + "\n")
            process.stdin.flush()
            answer = process.stdout.readline()
            assert answer, "The shell has ended. What it has written to stderr says why."
            return json.loads(answer)

        yield run
        process.stdin.close()


@pytest.fixture(scope="session")
def headless_site(sample_site):
    """Like `sample_site`, with a front end of another host: its `front_end` is that one's address."""
    with front_end() as elsewhere, _server(sample_site.data, RUN_SERVER, FRONTEND_URL=elsewhere.url) as url:
        elsewhere.cms = url
        known = {"user": sample_site.user, "password": sample_site.password}
        yield SimpleNamespace(url=url, front_end=elsewhere.url, **known)


@pytest.fixture(scope="session")
def example_site(sample_site, tmp_path_factory):
    """Like `headless_site`, with examples/frontend as its front end, installed and built anew."""
    folder = install(ROOT / "examples/frontend", tmp_path_factory.mktemp("example") / "frontend")
    port = free_port()
    front_end = f"http://127.0.0.1:{port}"
    with _server(sample_site.data, RUN_SERVER, FRONTEND_URL=front_end) as url:
        run_npm(folder, "run", "build", CMS_URL=url)
        variables = os.environ | {"CMS_URL": url, "HOST": "127.0.0.1", "PORT": str(port)}
        with _running(["node", "dist/server/entry.mjs"], front_end, folder / "log.txt", cwd=folder, env=variables):
            known = {"user": sample_site.user, "password": sample_site.password}
            yield SimpleNamespace(url=url, front_end=front_end, **known)


@contextmanager
def _server(data, command, port=None, **variables):
    """Run `command` with `port`, or a free one, as its last argument. Yield the address once it answers."""
    port = port or free_port()
    url = f"http://localhost:{port}"
    known = environment(data, BASE_URL=url, **variables)
    with _running([sys.executable, *command, str(port)], url, data / f"log-{port}.txt", cwd=ROOT, env=known):
        yield url


@contextmanager
def _running(command, url, log, **where):
    """Run `command`, which serves `url` and writes to `log`, from when it answers to the end of the block."""
    with log.open("w") as output:
        server = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, start_new_session=True, **where)
        try:
            _wait_for(url, server, log)
            yield
        finally:
            os.killpg(server.pid, 15)
            server.wait()


def environment(data, **variables):
    """Return the environment of a site that keeps everything in the folder `data`."""
    known = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "CACHE_URL")}
    return known | {"DJANGO_SETTINGS_MODULE": "tests.browser.settings", "DATA_DIR": str(data), **variables}


def _wait_for(url, server, log):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert server.poll() is None, log.read_text()
        try:
            urllib.request.urlopen(url, timeout=20).close()  # noqa: S310 - our own server
        except urllib.error.HTTPError as error:
            raise AssertionError(log.read_text()) from error
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise AssertionError(f"The server did not answer within {PATIENCE} seconds:\n{log.read_text()}")


@pytest.fixture(scope="session")
def base_url(site):
    return site.url


@pytest.fixture(scope="session")
def staff_contexts(browser):
    """Return the browser contexts in which staff are logged in, by the address of the server.

    Tests share them, since a new context loads and compiles the scripts of the admin again.
    """
    contexts = {}
    yield contexts
    for context in contexts.values():
        context.close()


@pytest.fixture
def staff(browser, staff_contexts, site):
    """Yield a new browser page in which staff are logged in, and which remembers nothing of other tests."""
    if site.url not in staff_contexts:
        staff_contexts[site.url] = log_in(browser.new_context(base_url=site.url, reduced_motion="reduce"), site)
    context = staff_contexts[site.url]
    page = context.new_page()
    yield page
    # Wagtail remembers there which panels are open.
    context.new_cdp_session(page).send(
        "Storage.clearDataForOrigin", {"origin": site.url, "storageTypes": "local_storage"}
    )
    for opened in context.pages:
        opened.close()


def log_in(context, site):
    page = context.new_page()
    page.goto("/admin/login/")
    page.get_by_label("Username").fill(site.user)
    page.get_by_label("Password").fill(site.password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/admin/")
    page.close()
    return context
