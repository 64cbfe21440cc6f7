"""Public responses are sent from memory, and show each change at the next request."""

import gzip
import threading
import time
from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

import brotli
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_started
from django.db import connection, connections
from django.test import RequestFactory
from django.utils import timezone
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction, Site
from whitenoise import WhiteNoise

from cms.consent.models import Consent
from cms.content_stamp.kept import Generation
from cms.content_stamp.reading import _reader, close_reader
from cms.content_stamp.writes import LEASE
from cms.delivery.response_cache import application
from cms.delivery.response_cache.application import ResponseCache
from cms.delivery.response_cache.store import OVERHEAD, Entry, Store
from cms.images.models import ContentImage
from cms.testing.bodies import stored, text
from cms.testing.factories import ConsentFactory, ImageFactory
from home.models import StandardPage
from tests.home.factories import ContactPageFactory, HomePageFactory, StandardPageFactory

pytestmark = pytest.mark.usefixtures("committing_db")

LONG_TEXT = text(f"<p>{'All about roots and leaves. ' * 40}</p>")


@pytest.fixture
def site(committing_db):
    home = HomePageFactory(parent=Page.get_first_root_node(), slug="site-home", title="Practice")
    Site.objects.filter(is_default_site=True).update(root_page=home, hostname="testserver")
    return home


@pytest.fixture
def page(site):
    return StandardPageFactory(parent=site, title="Roots", slug="roots", body=LONG_TEXT)


class Server:
    """The application with its response cache, as a server runs it."""

    def __init__(self):
        self.application = ResponseCache(WSGIHandler())
        self.renderings = 0
        self.cache_statuses = []
        """The `Cache-Status` of each response."""

    def count(self, **kwargs):
        self.renderings += 1

    def get(self, address, method="GET", **headers):
        """Return status, headers but `Cache-Status`, and body. `headers` are those of WSGI, such as HTTP_COOKIE."""
        environ = RequestFactory().generic(method, address, **headers).environ
        started = []
        result = self.application(environ, lambda status, headers, exc_info=None: started.extend([status, headers]))
        body = b"".join(result)
        getattr(result, "close", lambda: None)()
        status, headers = started
        headers = {name.lower(): value for name, value in headers}
        self.cache_statuses.append(headers.pop("cache-status", None))
        return int(status[:3]), headers, body


@pytest.fixture
def server(settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    server = Server()
    request_started.connect(server.count)
    yield server
    request_started.disconnect(server.count)


def test_hits_misses_and_other_requests_are_counted(page, server):
    for address in ("/roots/", "/roots/", "/roots/?utm_source=x", "/roots/"):
        server.get(address)
    server.get("/roots/", HTTP_COOKIE="sessionid=x")
    server.get("/missing/")

    cache = server.application
    assert (cache.hits, cache.misses, cache.passed_on) == (3, 2, 1)


def test_a_response_from_memory_has_no_request_id_of_another_request(page, server):
    answers = [server.get("/roots/")[1] for _ in range(2)]

    assert all("x-request-id" not in headers for headers in answers)


@pytest.mark.parametrize(
    "address",
    [
        "/roots/",
        "/roots/index.md",
        "/roots/share.png",
        "/llms.txt",
        "/api/v2/pages/?fields=*",
        "/sitemap.xml",
        "/search/?q=roots",
    ],
)
def test_a_response_is_rendered_once_and_a_change_is_shown_by_the_next(server, page, address):
    first = server.get(address)
    assert server.get(address) == first
    assert first[0] == 200
    assert server.renderings == 1

    StandardPage.objects.filter(pk=page.pk).update(title="Leaves", slug="leaves", url_path="/site-home/leaves/")

    assert server.get(address) != first
    assert server.renderings == 2


def test_a_response_says_whether_it_comes_from_memory(server, page):
    for address in ("/roots/", "/roots/", "/admin/"):
        server.get(address)

    assert server.cache_statuses == ["bay-street; fwd=miss; stored", "bay-street; hit", None]


def test_the_first_request_for_a_static_file_gets_it_compressed_or_validated_too(site, tmp_path):
    (tmp_path / "base.css").write_text("a { color: red; }" * 40)
    (tmp_path / "base.css.br").write_bytes(brotli.compress((tmp_path / "base.css").read_bytes()))

    def get(**headers):
        server = Server()
        server.application = ResponseCache(WhiteNoise(WSGIHandler(), root=tmp_path, prefix="static/"))
        return server.get("/static/base.css", **headers)

    status, headers, _body = get(HTTP_ACCEPT_ENCODING="gzip, deflate, br")
    assert (status, headers.get("content-encoding")) == (200, "br")
    status, headers, _body = get(HTTP_IF_NONE_MATCH=headers["etag"])
    assert status == 304


def test_each_content_coding_has_an_etag_with_which_a_304_is_sent(server, page):
    decoders = {"br": brotli.decompress, "gzip": gzip.decompress, "identity": bytes}
    bodies, etags = set(), set()
    for coding, decode in decoders.items():
        status, headers, body = server.get("/roots/", HTTP_ACCEPT_ENCODING=coding)
        assert (status, headers.get("content-encoding", "identity")) == (200, coding)
        assert headers["content-length"] == str(len(body))
        assert "Accept-Encoding" in headers["vary"]
        bodies.add(decode(body))
        etags.add(headers["etag"])
        for _ in range(2):
            again = server.get("/roots/", HTTP_ACCEPT_ENCODING=coding, HTTP_IF_NONE_MATCH=headers["etag"])
            assert (again[0], again[2], again[1]["etag"]) == (304, b"", headers["etag"])
        head = server.get("/roots/", method="HEAD", HTTP_ACCEPT_ENCODING=coding)
        assert (head[0], head[2], head[1]) == (200, b"", headers)

    assert len(bodies) == 1
    assert len(etags) == 3
    assert server.renderings == 1


def test_the_cache_sends_what_the_application_sends(server, page, settings):
    requests = [
        {"HTTP_ACCEPT_ENCODING": coding} | extra
        for coding in ("br, gzip", "gzip", "", "identity;q=0", "br;q=0, *;q=0")
        for extra in ({}, {"HTTP_IF_NONE_MATCH": "*"}, {"HTTP_IF_NONE_MATCH": '"x"'})
    ]
    addresses = ["/roots/", f"/api/v2/pages/{page.pk}/", "/nowhere/", "/api/v2/pages/?limit=x", "/roots"]
    asked = [(address, headers) for address in addresses for headers in requests]

    def answers_of(server):
        """Return what `server` sends, without the id of each request."""
        answers = [server.get(address, **headers) for address, headers in asked]
        for _status, headers, _body in answers:
            headers.pop("x-request-id", None)
        return answers

    answers_of(server)
    cached = answers_of(server)
    settings.RESPONSE_CACHE_MB = 0

    assert cached == answers_of(Server())


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_COOKIE": "sessionid=abc"},
        {"HTTP_AUTHORIZATION": "Bearer x"},
        {"HTTP_RANGE": "bytes=0-1"},
        {"method": "POST"},
    ],
)
def test_a_request_that_may_be_personal_is_passed_on(server, page, headers):
    server.get("/roots/")
    server.get("/roots/", **headers)
    server.get("/roots/", **headers)

    assert server.renderings == 3


def test_what_is_private_or_not_there_is_not_stored(server, page, site):
    secret = StandardPageFactory(parent=site, title="Secret", slug="secret")
    PageViewRestriction.objects.create(page=secret, restriction_type="password", password="leaf")
    addresses = ["/secret/", "/nowhere/", "/admin/login/", "/nowhere"]

    for _ in range(2):
        assert all(server.get(address)[0] for address in addresses)

    assert server.renderings == 2 * len(addresses)


def test_query_parameters_that_serve_to_follow_visitors_change_nothing(server, page):
    addresses = ["/roots/", "/roots/?utm_source=a", "/roots/?gclid=b&utm_medium=c"]

    bodies = {server.get(address)[2] for address in addresses}

    assert len(bodies) == server.renderings == 1
    assert b"utm" not in bodies.pop()


def test_the_order_of_query_parameters_makes_no_difference(server, page):
    assert server.get("/api/v2/pages/?limit=1&offset=1") == server.get("/api/v2/pages/?offset=1&limit=1")
    assert server.renderings == 1


def test_a_page_that_many_ask_for_at_once_is_rendered_once(server, page, monkeypatch):
    statuses, waiting = [], threading.Semaphore(0)

    class Rendering(application._Rendering):
        def wait(self):
            waiting.release()
            return super().wait()

    monkeypatch.setattr(application, "_Rendering", Rendering)

    def ask():
        statuses.append(server.get("/roots/")[0])
        connections.close_all()

    def wait_for_the_others(**kwargs):
        assert all(waiting.acquire(timeout=20) for _ in range(19))

    request_started.connect(wait_for_the_others)
    try:
        threads = [threading.Thread(target=ask) for _ in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        request_started.disconnect(wait_for_the_others)

    assert statuses == [200] * 20
    assert server.renderings == 1
    assert server.cache_statuses.count("bay-street; fwd=miss; stored") == 1
    assert server.cache_statuses.count("bay-street; fwd=miss; collapsed") == 19


def test_a_page_that_expires_is_gone_without_a_write(server, page, time_machine):
    StandardPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() + timedelta(hours=1))
    assert server.get("/roots/")[0] == 200

    time_machine.move_to(timezone.now() + timedelta(hours=1, seconds=1), tick=False)

    assert server.get("/roots/")[0] == 404


def test_a_response_is_rendered_anew_on_the_next_day(server, page, time_machine):
    server.get("/roots/")

    time_machine.move_to(timezone.now() + timedelta(days=1), tick=False)
    server.get("/roots/")

    assert server.renderings == 2


def test_a_client_that_asks_the_api_too_often_is_passed_on_to_its_limit(server, page, settings):
    settings.API_ANONYMOUS_RATE = "3/hour"
    server = Server()

    statuses = [server.get("/api/v2/pages/")[0] for _ in range(8)]

    assert statuses == [200] * 5 + [429] * 3
    assert server.get("/api/v2/pages/", REMOTE_ADDR="192.0.2.7")[0] == 200


def test_requests_that_come_once_do_not_displace_what_is_asked_for_again():
    store = Store(Generation(stamp=(1,), ends_at=0), max_bytes=100 * OVERHEAD)
    often = store.put(Entry(("often",), [], b"x"))

    for number in range(10_000):
        often.was_used = True
        entry = store.put(Entry((str(number),), [], b"x" * 100))
        store.remember((str(number),), entry.answer("", None))

    assert store.get(("often",)) is often
    assert len(store.answers) < 100
    assert store.get(("0",)) is None


def test_a_response_larger_than_an_eighth_of_the_memory_is_sent_and_not_stored():
    store = Store(Generation(stamp=(1,), ends_at=0), max_bytes=8000)

    entry = store.put(Entry(("large",), [], b"x" * 1001))

    assert entry.answer("", None).body == b"x" * 1001
    assert store.get(("large",)) is None


def test_the_contact_page_is_sent_from_memory(server, site):
    ContactPageFactory(parent=site, slug="contact")

    first = server.get("/contact/")

    assert server.get("/contact/") == first
    assert "set-cookie" not in first[1]
    assert server.renderings == 1


@pytest.fixture
def image(site):
    image = ImageFactory()
    StandardPageFactory(parent=site, slug="with-image", listing_image=image)
    return image


def address_of(image):
    return image.renditions.get(filter_spec="width-480|format-webp").url


def test_a_file_is_read_anew_for_each_request_without_asking_the_database(server, image, django_assert_num_queries):
    address = address_of(image)
    first = server.get(address)
    assert first[0] == 200
    assert first[1]["content-length"] == str(len(first[2]))

    with django_assert_num_queries(0):
        assert server.get(address) == first
        assert server.get(address, method="HEAD") == (200, first[1], b"")
        not_modified = server.get(address, HTTP_IF_NONE_MATCH=first[1]["etag"])
        assert (not_modified[0], not_modified[2]) == (304, b"")

    assert server.renderings == 1
    part = server.get(address, HTTP_RANGE="bytes=0-3")
    assert (part[0], part[2]) == (206, first[2][:4])


@pytest.mark.parametrize("change", ["unpublish", "restrict", "mark_as_patient", "delete_file"])
def test_an_image_that_may_not_be_shown_any_more_is_gone_at_the_next_request(server, image, change):
    address = address_of(image)
    assert server.get(address)[0] == 200

    match change:
        case "unpublish":
            StandardPage.objects.get(slug="with-image").unpublish()
        case "restrict":
            CollectionViewRestriction.objects.create(collection=image.collection, restriction_type="login")
        case "mark_as_patient":
            ContentImage.objects.update(shows_patient=True)
        case "delete_file":
            image.delete_files()

    assert server.get(address)[0] == 404


def test_an_image_of_a_patient_is_sent_until_the_consent_is_withdrawn(server, site):
    image = ImageFactory(shows_patient=True, consent=ConsentFactory())
    StandardPageFactory(parent=site, slug="with-image", listing_image=image)
    address = address_of(image)
    for _ in range(2):
        status, headers, _body = server.get(address)
        assert (status, headers["cache-control"]) == (200, "no-cache")

    Consent.objects.update(withdrawn_at=timezone.now())

    assert server.get(address)[0] == 404


def test_the_web_server_is_told_from_memory_which_file_to_send(server, image, settings):
    settings.SENDFILE_HEADER = "X-Accel-Redirect"

    first = server.get(address_of(image))

    assert server.get(address_of(image)) == first
    assert first[1]["x-accel-redirect"].startswith("/private-files/images/")
    assert (first[2], "etag" in first[1], server.renderings) == (b"", False, 1)


@contextmanager
def database_away():
    """Let the database of this process not answer, as one that was switched off."""
    missing = {"sqlite": {"NAME": "/nowhere/db.sqlite3"}, "postgresql": {"HOST": "127.0.0.1", "PORT": "1"}}
    with patch.dict(connection.settings_dict, missing[connection.vendor]):
        connection.close()
        _reader.close()
        time.sleep(LEASE)
        yield
        connection.close()
    close_reader()


@pytest.fixture
def patient_page(site):
    image = ImageFactory(shows_patient=True, consent=ConsentFactory())
    picture = {"image": image.pk, "alt_text": "A patient", "decorative": False}
    body = stored([("image", {"image": picture, "caption": ""})])
    return StandardPageFactory(parent=site, title="Patient", slug="patient", body=body)


def test_while_the_database_is_away_pages_come_from_memory_but_those_that_show_a_patient(server, page, patient_page):
    addresses = ("/roots/", "/api/v2/pages/?fields=_,title", "/patient/")
    before = [server.get(address) for address in addresses]
    assert [answer[0] for answer in before] == [200, 200, 200]

    with database_away():
        during = [server.get(address) for address in addresses]
        assert server.get("/roots/", method="HEAD")[0] == 200
        assert server.get("/roots/", HTTP_COOKIE="sessionid=x")[0] == 503
        assert server.get("/roots/?never=seen")[0] == 503

    assert during[:2] == before[:2]
    assert during[2][0] == 503
    StandardPage.objects.filter(pk=page.pk).update(title="Leaves")
    assert b"Leaves" in server.get("/roots/")[2]


def test_memory_does_not_outlive_a_change_before_the_database_went_away(server, page):
    server.get("/roots/")
    StandardPage.objects.filter(pk=page.pk).update(title="Leaves")

    with database_away():
        assert server.get("/roots/")[0] == 503


def test_memory_ends_five_minutes_after_the_last_answer_of_the_database(server, page, monkeypatch):
    server.get("/roots/")
    monkeypatch.setattr(application, "OUTAGE", 0)

    with database_away():
        assert server.get("/roots/")[0] == 503
