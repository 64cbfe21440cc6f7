"""The configuration in `deploy/` in front of the real server and worker, over TLS, as a visitor sees it."""

import http.client
import os
import ssl
import subprocess
from contextlib import closing
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from wagtail.models import Page, Site

from cms.images.models import ContentImage
from cms.testing.factories import ImageFactory
from tests.deploy.processes import DEPLOY, CaddyFront, NginxFront, free_port, running, until
from tests.home.factories import HomePageFactory

pytestmark = [pytest.mark.slow, pytest.mark.once]
NAME = "www.example.com"


@pytest.fixture
def data(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "data/private"
    return tmp_path / "data"


@pytest.fixture
def image(shared_database, data):
    """Return an image that a published page shows, with its renditions."""
    image = ImageFactory()
    home = HomePageFactory(parent=Page.get_first_root_node(), slug="site-home", title="Practice", hero_image=image)
    Site.objects.filter(is_default_site=True).update(root_page=home, hostname=NAME, port=443)
    call_command("make_renditions", verbosity=0)
    return image


@pytest.fixture(params=[CaddyFront, NginxFront], ids=["caddy", "nginx"])
def site(request, shared_database, image, data, tmp_path):
    application = free_port()
    front = request.param(tmp_path, application, data)
    environment_file = tmp_path / "environment"
    environment_file.write_text(
        f"SECRET_KEY={'x' * 60}abcdefghij\nALLOWED_HOSTS={NAME}\nBASE_URL=https://{NAME}\n"
        f"DATABASE_URL={shared_database}\nDATA_DIR={data}\nSENDFILE_HEADER=X-Accel-Redirect\n"
        "API_ANONYMOUS_RATE=3/minute\n"
    )
    environment_file.chmod(0o600)
    environment = {"PATH": os.environ["PATH"], "ENVIRONMENT_FILE": str(environment_file)}
    start = str(DEPLOY / "start.sh")
    checked = subprocess.run(front.validation, env=front.environment, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    subprocess.run([start, "collectstatic", "--no-input", "--verbosity=0"], env=environment, check=True)
    with running(
        ([start, "web", "--port", str(application), "--workers", "1"], environment),
        ([start, "worker"], environment),
        (front.command, front.environment),
    ):
        visitor = Visitor(front)
        until(lambda: visitor.get("/")[0] == 200)
        yield visitor


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


def test_a_visitor_gets_pages_images_and_files_over_tls_and_nothing_else(site, image, data):
    status, headers, body = site.get("/", Accept_Encoding="br")
    assert (status, headers["Content-Encoding"]) == (200, "br")
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    status, headers, body = site.get("/")
    assert (status, headers["Content-Encoding"]) == (200, None)
    assert b"Practice" in body

    status, headers, _body = site.get("/", tls=False)
    assert status in (301, 308)
    assert headers["Location"].startswith(f"https://{NAME}")

    rendition = image.renditions.first()
    status, headers, body = site.get(rendition.url)
    assert (status, body) == (200, (data / "private" / rendition.file.name).read_bytes())
    assert headers["Content-Type"] == f"image/{rendition.file.name.rpartition('.')[2]}"
    assert "X-Accel-Redirect" not in headers
    for name in ("Strict-Transport-Security", "Content-Security-Policy", "X-Content-Type-Options", "Cache-Control"):
        assert len(headers.get_all(name)) == 1, name
    status, headers, body = site.get(rendition.url, Range="bytes=0-9")
    assert (status, len(body)) == (206, 10)

    for path in (rendition.file.name, image.file.name):
        assert site.get(f"/private-files/{path}")[0] == 404
        assert site.get(f"/private/{path}")[0] == 404
    assert site.get("/readyz")[0] == 404

    status, headers, _body = site.get("/static/cms/icon.svg")
    assert (status, headers["Content-Type"]) == (200, "image/svg+xml")

    upload = urlencode({"file": "x" * 3_000_000})
    form = {"Content_Type": "application/x-www-form-urlencoded", "Referer": f"https://{NAME}/admin/login/"}
    assert site.get("/admin/login/", method="POST", body=upload, **form)[0] == 403  # of CSRF, not 413

    answers = [site.get("/api/v2/", X_Forwarded_For=f"192.0.2.{number}")[0] for number in range(5)]
    assert 429 in answers  # all came from one address
