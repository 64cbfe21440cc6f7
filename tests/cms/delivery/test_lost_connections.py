"""The database ends sessions, or is away: answers are right, or an honest 503, and recover by themselves."""

import psycopg
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import RequestFactory
from wagtail.models import Page, Site

from cms.delivery.lost_connections import retry_after_lost_connection
from cms.search.engine import remembered_results
from tests.home.factories import HomePageFactory

pytestmark = [
    pytest.mark.usefixtures("site"),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no sessions that can be ended"),
]


@pytest.fixture
def site(committing_db, settings, monkeypatch):
    settings.ALLOWED_HOSTS = ["testserver"]
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 60)
    home = HomePageFactory(parent=Page.get_first_root_node(), slug="site-home", title="Practice")
    Site.objects.filter(is_default_site=True).update(root_page=home, hostname="testserver")
    yield
    connection.close()


def ask(method, address):
    environ = RequestFactory().generic(method, address).environ
    started = []
    application = retry_after_lost_connection(WSGIHandler())
    response = application(environ, lambda status, headers, exc_info=None: started.extend((status, dict(headers))))
    body = b"".join(response)
    response.close()
    return int(started[0][:3]), started[1], body.decode()


def end_session():
    """End the session of this process from another one, as an administrator or a restart does."""
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": None, "context": None}) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])


@pytest.mark.parametrize(("address", "text"), [("/", "Practice"), ("/search/?q=words", "<h1>Search</h1>")])
def test_a_page_is_shown_although_the_session_was_ended(address, text):
    assert ask("GET", address)[0] == 200
    remembered_results().cache_clear()
    end_session()

    status, _headers, body = ask("GET", address)

    assert (status, text in body) == (200, True)


@pytest.mark.parametrize(("address", "text"), [("/", "try again"), ("/api/v2/pages/", "database cannot be reached")])
def test_while_the_database_is_away_the_answer_is_503_and_afterwards_all_is_well(address, text, monkeypatch):
    connection.close()
    with monkeypatch.context() as away:
        away.setitem(connection.settings_dict, "HOST", "127.0.0.1")
        away.setitem(connection.settings_dict, "PORT", "1")
        status, headers, body = ask("GET", address)

    assert (status, headers["Retry-After"], headers["Cache-Control"], text in body) == (503, "5", "no-store", True)
    assert ask("GET", address)[0] == 200


def asking_middleware(get_response):
    """Ask the database before any other middleware."""

    def middleware(request):
        Site.objects.exists()
        return get_response(request)

    return middleware


def test_a_connection_that_a_middleware_loses_is_opened_again(settings):
    settings.MIDDLEWARE = [f"{__name__}.asking_middleware", *settings.MIDDLEWARE]
    assert ask("GET", "/")[0] == 200
    end_session()

    assert ask("GET", "/")[0] == 200
    end_session()
    status, headers, _body = ask("POST", "/")
    assert (status, headers["Retry-After"]) == (503, "5")
