"""The site while its Redis server is away."""

import shutil
import socket
import subprocess
import time
from contextlib import closing
from urllib.parse import urlencode

import pytest
from django.core.cache import cache

import cms.delivery.cache
from cms.settings.environment import env_cache
from home.models import ContactSubmission
from tests.home.factories import ContactPageFactory
from tests.home.messages import answers

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def _limited(settings):
    settings.API_ANONYMOUS_RATE = settings.API_TOKEN_RATE = "3/hour"
    settings.FORM_SUBMISSION_RATES = ["3/minute"]


@pytest.fixture
def use_redis(settings, monkeypatch):
    """Make the Redis server at `port` of this machine the cache."""

    def use(port):
        monkeypatch.setenv("CACHE_URL", f"redis://127.0.0.1:{port}/1")
        settings.CACHES = {"default": env_cache("CACHE_URL", "locmem://")}

    return use


@pytest.fixture
def contact(home):
    return ContactPageFactory(parent=home)


@pytest.fixture
def everything_works(client, contact):
    """Ask for every part of the site more often than the limits allow."""

    def works():
        for _ in range(5):
            addresses = ["/", contact.url, "/search/?query=a", "/sitemap.xml", "/robots.txt", "/admin/login/"]
            addresses += ["/api/v2/pages/", f"/api/v2/pages/{contact.pk}/", f"/api/v2/forms/{contact.pk}/"]
            assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(
                addresses, 200
            )
            assert client.post(contact.url, answers()).status_code == 200
            sent = client.post(
                f"/api/v2/forms/{contact.pk}/", urlencode(answers()), content_type="application/x-www-form-urlencoded"
            )
            assert sent.status_code == 201
        assert ContactSubmission.objects.count() == 10

    return works


def free_port():
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        return server.getsockname()[1]


def test_everything_works_and_a_warning_is_logged_while_no_server_is_there(use_redis, everything_works, caplog):
    use_redis(free_port())

    everything_works()

    (warning,) = (record for record in caplog.records if record.name == "cms.delivery.cache")
    assert "CACHE_URL" in warning.getMessage()


def test_a_server_that_accepts_and_never_answers_is_asked_once_in_a_while(use_redis, everything_works, monkeypatch):
    monkeypatch.setattr(cms.delivery.cache, "PAUSE", 3600)
    monkeypatch.setitem(cms.delivery.cache.TIMEOUTS, "socket_timeout", 0.1)
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        use_redis(server.getsockname()[1])
        everything_works()

        assert _connections(server) == 1


def test_every_operation_of_the_cache_is_a_miss(use_redis):
    use_redis(free_port())

    cache.set("a", 1)
    cache.delete("a")
    cache.delete_many(["a"])
    assert cache.get("a", "nothing") == "nothing"
    assert cache.get_or_set("a", lambda: 2) == 2
    assert cache.get_many(["a"]) == {}
    assert cache.set_many({"a": 1}) == ["a"]
    assert not cache.add("a", 1)
    assert not cache.touch("a")
    assert "a" not in cache
    assert not cache.clear()
    with pytest.raises(ValueError, match="not found"):
        cache.incr("a")
    with pytest.raises(ValueError, match="not found"):
        cache.decr("a")


@pytest.mark.skipif(not shutil.which("redis-server"), reason="no redis-server was found")
def test_a_server_that_was_killed_is_used_again_when_it_is_back(
    use_redis, everything_works, client, monkeypatch, tmp_path
):
    monkeypatch.setattr(cms.delivery.cache, "PAUSE", 0)
    port = free_port()
    use_redis(port)
    redis = _start(port, tmp_path)
    try:
        assert [client.get("/api/v2/pages/").status_code for _ in range(4)] == [200, 200, 200, 429]
        redis.kill()
        redis.wait()
        everything_works()

        redis = _start(port, tmp_path)
        assert [client.get("/api/v2/pages/").status_code for _ in range(4)] == [200, 200, 200, 429]
    finally:
        redis.kill()
        redis.wait()


def _start(port, folder):
    """Start a Redis server, and return once it answers."""
    command = ["redis-server", "--port", str(port), "--save", "", "--dir", str(folder), "--bind", "127.0.0.1"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    cache.set("is-there", True)
    while not cache.get("is-there"):
        time.sleep(0.05)
        cache.set("is-there", True)
    return process


def _connections(server):
    """Return how many clients have connected to the socket `server`."""
    server.setblocking(False)
    connections = 0
    while True:
        try:
            server.accept()[0].close()
        except BlockingIOError:
            return connections
        connections += 1
