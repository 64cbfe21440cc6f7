"""Real server processes count together, and answer Prometheus at an address of their own."""

import os
import re
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import suppress

import pytest
from django.conf import settings as site_settings
from wagtail.models import Page, Site

from cms.delivery.server import server_command
from cms.metrics.server import start_server
from tests.cms.settings.test_environment import start
from tests.home.factories import HomePageFactory
from tests.ports import free_port

REQUESTS = 40


def read(url):
    """Return the text at `url`, or "" while nothing listens there."""
    with suppress(urllib.error.URLError), urllib.request.urlopen(url, timeout=60) as response:  # noqa: S310
        return response.read().decode()
    return ""


def until(find):
    deadline = time.monotonic() + 120
    while not (found := find()):
        assert time.monotonic() < deadline
        time.sleep(0.2)
    return found


@pytest.mark.slow
@pytest.mark.once
def test_one_answer_has_the_requests_of_all_processes(shared_database, tmp_path):
    home = HomePageFactory(parent=Page.get_first_root_node(), slug="site-home", title="Practice")
    Site.objects.filter(is_default_site=True).update(root_page=home, hostname="localhost")
    port, metrics_port = free_port(), free_port()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.stale.settings",
        "DATABASE_URL": shared_database,
        "DATA_DIR": str(tmp_path),
        "METRICS_ADDRESS": f"127.0.0.1:{metrics_port}",
    }
    process = subprocess.Popen(server_command(port, workers=2), cwd=site_settings.BASE_DIR, env=environment)
    site, metrics = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{metrics_port}/metrics"
    total = re.compile(r'^cms_response_cache_requests_total\{result="(hit|miss)"\} (\d+)', re.MULTILINE)
    try:
        until(lambda: read(f"{site}/healthz"))
        for _ in range(REQUESTS):
            assert "Practice" in read(f"{site}/")
        answer = until(
            lambda: (text := read(metrics)) and sum(int(n) for _, n in total.findall(text)) == REQUESTS and text
        )
        assert read(f"{site}/metrics") == ""
    finally:
        process.terminate()
        process.wait(timeout=60)

    assert 'cms_health_check_ok{check="database"} 1.0' in answer
    assert len(list(tmp_path.glob("metrics/*/counter_*.db"))) == 2


def test_without_an_address_there_is_no_server(settings):
    settings.METRICS_ADDRESS = ""

    assert start_server() is None


@pytest.mark.once
def test_an_address_that_is_none_stops_the_start_in_words(tmp_path):
    ran = start(tmp_path, "dev", METRICS_ADDRESS="nonsense")

    assert ran.returncode == 1
    assert "METRICS_ADDRESS" in ran.stderr
