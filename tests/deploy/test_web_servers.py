"""The configuration in `deploy/` in front of the real server and worker, over TLS, as a visitor sees it."""

import http.client
import os
import socket
import ssl
from contextlib import closing

import pytest
from wagtail.models import Page, Site

from cms.testing.factories import ImageFactory
from tests.cms.settings.test_production import OTHERS
from tests.deploy.processes import DEPLOY, CaddyFront, NginxFront, free_port, run, running, until
from tests.home.factories import ContactPageFactory, HomePageFactory

pytestmark = [pytest.mark.slow, pytest.mark.once]
NAME = "www.example.com"


@pytest.fixture
def data(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "data/private"
    return tmp_path / "data"


@pytest.fixture
def image(shared_database, data, settings):
    """Return an image that a published page shows. A worker has to make its renditions."""
    settings.TASKS_RUN_AT_ONCE = False
    image = ImageFactory()
    home = HomePageFactory(parent=Page.get_first_root_node(), slug="site-home", title="Practice", hero_image=image)
    ContactPageFactory(parent=home, slug="contact")
    Site.objects.filter(is_default_site=True).update(root_page=home, hostname=NAME, port=443)
    return image


@pytest.fixture
def visitors(shared_database, image, data, tmp_path):
    """Run server, worker, Caddy and nginx. Yield a visitor of each web server."""
    port = free_port()
    fronts = []
    for make_front in (CaddyFront, NginxFront):
        folder = tmp_path / make_front.__name__
        folder.mkdir()
        fronts.append(make_front(folder, port, data))
    environment_file = tmp_path / "environment"
    environment_file.write_text(
        f"SECRET_KEY={'x' * 60}abcdefghij\nALLOWED_HOSTS={NAME}\nBASE_URL=https://{NAME}\n"
        f"DATABASE_URL={shared_database}\nDATA_DIR={data}\nSENDFILE_HEADER=X-Accel-Redirect\n"
        "API_ANONYMOUS_RATE=2/hour\n"
    )
    environment_file.chmod(0o600)
    environment = {"PATH": os.environ["PATH"], "ENVIRONMENT_FILE": str(environment_file)}
    start = str(DEPLOY / "start.sh")
    for front in fronts:
        run(front.validation, front.environment)
    run([start, "collectstatic", "--no-input", "--verbosity=0", *OTHERS], environment)
    with running(
        ([start, "web", "--port", str(port), "--workers", "1"], environment), ([start, "worker"], environment)
    ):
        until(lambda: socket.create_connection(("127.0.0.1", port)).close() is None)
        with running(*((front.command, front.environment) for front in fronts)):
            yield [Visitor(front) for front in fronts]


class Visitor:
    """Sends requests to the front, and trusts its authority only."""

    def __init__(self, front):
        self.front = front

    def get(self, path, *, method="GET", body=None, tls=True, **headers):
        """Return the status, the headers and the body of the response."""
        with closing(self._connection(tls)) as connection:
            headers = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, {"Host": NAME, **headers})
            response = connection.getresponse()
            return response.status, response.headers, response.read()

    def _connection(self, tls):
        if not tls:
            return http.client.HTTPConnection("127.0.0.1", self.front.http, timeout=60)
        connection = http.client.HTTPSConnection(NAME, self.front.https, timeout=60)
        context = ssl.create_default_context(cafile=self.front.authority)
        with_address = http.client.HTTPConnection("127.0.0.1", self.front.https, timeout=60)
        with_address.connect()
        connection.sock = context.wrap_socket(with_address.sock, server_hostname=NAME)
        return connection


def test_visitors_get_pages_images_and_files_over_tls_and_nothing_else(visitors, image, data):
    until(lambda: len(image.renditions.all()) > 1)  # of the worker
    for visitor in visitors:
        until(lambda visitor=visitor: visitor.get("/")[0] == 200)
        look_at_pages(visitor)
        look_at_images(visitor, image, data)
        send_large_form(visitor)
        smuggle_requests(visitor)
        send_requests_to_refuse(visitor, image)


def look_at_pages(visitor):
    status, headers, body = visitor.get("/", Accept_Encoding="br")
    assert (status, headers["Content-Encoding"]) == (200, "br")
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    status, headers, body = visitor.get("/")
    assert (status, headers["Content-Encoding"]) == (200, None)
    assert b"Practice" in body

    status, headers, _body = visitor.get("/", tls=False)
    assert status in (301, 308)
    assert headers["Location"].startswith(f"https://{NAME}")
    status, _headers, _body = visitor.get("/api/v2/pages/", tls=False)
    assert status == 403

    status, headers, _body = visitor.get("/static/cms/icon.svg")
    assert (status, headers["Content-Type"]) == (200, "image/svg+xml")


def look_at_images(visitor, image, data):
    rendition = image.renditions.first()
    status, headers, body = visitor.get(rendition.url)
    assert (status, body) == (200, (data / "private" / rendition.file.name).read_bytes())
    assert headers["Content-Type"] == f"image/{rendition.file.name.rpartition('.')[2]}"
    assert headers["Server"] != "granian"
    assert "X-Accel-Redirect" not in headers
    for name in ("Strict-Transport-Security", "Content-Security-Policy", "X-Content-Type-Options", "Cache-Control"):
        assert len(headers.get_all(name)) == 1, name
    status, headers, body = visitor.get(rendition.url, Range="bytes=0-9")
    assert (status, len(body)) == (206, 10)


def send_large_form(visitor):
    """Send 3 MB to a form. It is refused for its empty fields, and not for its size."""
    head = '--+\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
    body = f"{head}{'x' * 3_000_000}\r\n--+--\r\n"
    status, _headers, _page = visitor.get(
        "/contact/", method="POST", body=body, Content_Type="multipart/form-data; boundary=+"
    )
    assert status == 422


def smuggle_requests(visitor):
    """Tell the length of a body in two ways, and put a request into it. Nobody else gets its response.

    https://www.rfc-editor.org/rfc/rfc9112#section-11.2
    """
    body = f"0\r\n\r\nGET /nowhere/ HTTP/1.1\r\nHost: {NAME}\r\n\r\n"
    request = f"POST / HTTP/1.1\r\nHost: {NAME}\r\nTransfer-Encoding: chunked\r\n"
    request += f"Content-Length: {len(body)}\r\n\r\n{body}"
    for _ in range(5):
        with closing(visitor._connection(tls=True)) as connection:
            connection.sock.sendall(request.encode())
            assert connection.sock.recv(9) == b"HTTP/1.1 "
        status, _headers, page = visitor.get("/")
        assert (status, b"Practice" in page) == (200, True)


def send_requests_to_refuse(visitor, image):
    for path in (image.renditions.first().file.name, image.file.name):
        assert visitor.get(f"/private-files/{path}")[0] == 404
    assert visitor.get("/readyz")[0] == 404

    answers = [visitor.get("/api/v2/pages/", X_Forwarded_For=f"192.0.2.{number}")[0] for number in range(8)]
    assert answers[-1] == 429  # all came from one address
