"""Requests with malformed headers and bodies, as the WSGI server hands them over."""

import io
import json
import sys

import pytest
from django.core import signals
from django.db import close_old_connections

from cms.wsgi import application
from tests.home.factories import ContactPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]

URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=x"
TOO_MANY_FIELDS = b"&".join(b"a%d=1" % number for number in range(11_000))
TOO_LARGE = b"a" * 3_000_000


@pytest.fixture(autouse=True)
def _connection_of_the_test():
    """Keep the database connection, which the test and the application share, when a request ends."""
    for signal in (signals.request_started, signals.request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (signals.request_started, signals.request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def addresses(home):
    """Addresses of each part of the site, with and without their last slash."""
    contact = ContactPageFactory(parent=home)
    return [
        *("/", contact.url, contact.url.rstrip("/"), "/nothing/", "/nothing", "/search/", "/sitemap.xml"),
        *("/llms.txt", "/index.md", f"{contact.url}index.md", "/nothing/index.md", "/feed.xml", "/share.png"),
        *("/robots.txt", "/site.webmanifest", "/favicon.ico", "/apple-touch-icon.png", "/icon-1.png"),
        *("/admin/login/", "/admin/login", "/admin/", "/images/x.jpg", "/documents/1/x"),
        *("/api/v2/pages/", "/api/v2/pages", "/api/v2/nothing/", f"/api/v2/forms/{contact.pk}/"),
    ]


def ask(method, address, query="", body=b"", **environ):
    """Send a request through the WSGI application. Return the status, the headers and the body."""
    environ = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": address,
        "QUERY_STRING": query,
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_HOST": "testserver",
        "HTTP_COOKIE": "csrftoken=" + "a" * 32,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    } | environ
    answer = {}

    def start_response(status, headers, exc_info=None):
        answer.update(status=int(status.partition(" ")[0]), headers=dict(headers))

    body = application(environ, start_response)
    try:
        return answer["status"], answer["headers"], b"".join(body)
    finally:
        getattr(body, "close", lambda: None)()


def is_refused(address, answer, sentence):
    """Assert that this is a 400 with a sentence: as problem details below /api/, and as a page elsewhere."""
    status, headers, body = answer
    assert status == 400, (address, status)
    if address.startswith("/api/"):
        assert headers["Content-Type"] == "application/problem+json"
        assert sentence in json.loads(body)["detail"]
    else:
        assert headers["Content-Type"].startswith("text/html")
        assert sentence in body.decode()
    assert "Traceback" not in body.decode()


@pytest.mark.parametrize(
    ("headers", "sentence"),
    [
        ({"CONTENT_TYPE": f"{URLENCODED}; charset=utf-7"}, "UTF-8"),
        ({"CONTENT_TYPE": f"{URLENCODED}; charset=zlib"}, "UTF-8"),
        ({"CONTENT_TYPE": f"{URLENCODED}; charset=nonsense"}, "UTF-8"),
        ({"CONTENT_TYPE": f"{MULTIPART}; charset=utf-16"}, "UTF-8"),
        ({"CONTENT_TYPE": f"{URLENCODED}; charset=\0"}, "Content-Type header contains a control character"),
        ({"CONTENT_TYPE": "text/plain; charset*=nonsense''x"}, "Content-Type header is malformed"),
        ({"CONTENT_LENGTH": "-1"}, "Content-Length"),
        ({"CONTENT_LENGTH": "1e3"}, "Content-Length"),
        ({"CONTENT_LENGTH": "²"}, "Content-Length"),
        ({"CONTENT_LENGTH": "9" * 20, "CONTENT_TYPE": MULTIPART}, "Content-Length"),
        ({"HTTP_COOKIE": "sessionid=\0"}, "Cookie header contains a control character"),
        ({"HTTP_X_FORWARDED_FOR": "127.0.0.1\0"}, "X-Forwarded-For header contains a control character"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_malformed_header_is_refused_with_a_sentence_that_names_it(addresses, method, headers, sentence):
    for address in addresses:
        is_refused(address, ask(method, address, **headers), sentence)


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        (URLENCODED, TOO_MANY_FIELDS),
        (URLENCODED, TOO_LARGE),
        ("multipart/form-data", b""),
        ("multipart/form-data; boundary=", b"--"),
        ("multipart/form-data; boundary=" + "x" * 500, b""),
        ("multipart/form-data; boundary=é", b""),
    ],
)
def test_a_body_that_cannot_be_parsed_is_the_fault_of_its_sender(addresses, content_type, body):
    for address in addresses:
        status, _headers, _answer = ask("POST", address, body=body, CONTENT_TYPE=content_type)
        assert status < 500, (address, status)
    form = addresses[1]
    assert "cannot be read" in ask("POST", form, body=body, CONTENT_TYPE=content_type)[2].decode()


@pytest.mark.parametrize("charset", ["latin-1", "utf-16", "zlib", "nonsense"])
def test_a_charset_of_anything_but_a_form_has_no_effect(home, charset):
    status, _headers, body = ask("GET", "/search/", "q=%C3%A9toile", CONTENT_TYPE=f"text/plain; charset={charset}")

    assert status == 200
    assert "étoile" in body.decode()


ODD = [
    *({"HTTP_HOST": host} for host in ("", "a b", "\xff", "[::1", "testserver:99999", "x" * 5000)),
    *({"HTTP_COOKIE": cookie} for cookie in ("\xff=\xfe", "sessionid=\xff", "messages=a:b:c", ";" * 10_000)),
    *({"HTTP_AUTHORIZATION": value} for value in ("\xff", "Bearer \xff", "Bearer", "Bearer " + "a" * 100_000)),
    *({"HTTP_ACCEPT": value} for value in ("\xff", "a/b;q=x", "*/*;q=²")),
    *({"HTTP_ACCEPT_LANGUAGE": value} for value in ("\xff", "a-" * 1000)),
    *({"HTTP_RANGE": value} for value in ("bytes=²-", "bytes=-", "x")),
    *({"HTTP_ORIGIN": value} for value in ("\xff", "http://[", "null")),
    *({"HTTP_REFERER": value} for value in ("\xff", "http://[")),
    {"HTTP_IF_MODIFIED_SINCE": "Mon, 99 Foo 99999 99:99:99 GMT"},
    {"HTTP_X_FORWARDED_FOR": "\xff" + "," * 1000},
    {"REMOTE_ADDR": "\xff"},
    *({"QUERY_STRING": query} for query in ("%", "%zz", "%00", "\xff", "query=%ED%A0%80", "next=http://[")),
    *({"QUERY_STRING": query} for query in ("page=99999999999999999999", "a=1&" * 2000)),
    *({"PATH_INFO": path} for path in ("/\xff", "/\0", "", "//", "//[", "/api/v2/\0/", "/api/\xff")),
]


@pytest.mark.parametrize(
    "method", ["GET", *(pytest.param(name, marks=pytest.mark.slow) for name in ("POST", "OPTIONS", "FOO"))]
)
def test_odd_bytes_are_never_an_error_of_the_server(addresses, method, subtests):
    few = addresses if method in ("GET", "POST") else addresses[::5]
    for environ in ODD:
        with subtests.test(environ=environ):
            for address in addresses[:1] if "PATH_INFO" in environ else few:
                status, _headers, _body = ask(method, address, **environ)
                assert status < 500, (address, status)
