"""The server sends no request to an address that somebody has typed in."""

import ast
import socket
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.urls import reverse
from wagtail.embeds.embeds import get_embed
from wagtail.embeds.exceptions import EmbedUnsupportedProviderException

PACKAGES = ("cms", "home", "articles", "gallery", "testimonials", "demo")
CLIENTS = {"requests", "urllib.request", "urllib3", "httpx", "http.client", "socket", "smtplib", "ftplib", "aiohttp"}
ALLOWED = {
    "cms/delivery/server.py",  # looks whether a port is free
    "cms/metrics/shared_files.py",  # asks for the name of this machine
}
"""Modules that may open connections."""


@pytest.fixture
def no_network(monkeypatch):
    def refuse(*args):
        raise AssertionError(f"A connection is opened: {args}")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "https://vimeo.com/1",
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.1:6379/",
        "http://localhost/oembed?url=https://www.youtube.com/watch",
    ],
)
@pytest.mark.django_db
def test_no_address_is_asked_for_an_embed(no_network, url):
    with pytest.raises(EmbedUnsupportedProviderException):
        get_embed(url)


def test_the_chooser_of_embeds_asks_nobody(no_network, admin_client):
    response = admin_client.post(
        reverse("wagtailembeds:chooser_upload"), {"embed-chooser-url": "https://www.youtube.com/watch?v=dQw4w9WgXcQ"}
    )

    assert response.status_code == 200
    assert "embed_chosen" not in response.content.decode()


def imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import():
                yield from (alias.name for alias in node.names)
            case ast.ImportFrom(module=str()):
                yield node.module
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_no_module_opens_connections_but_those_of_the_list():
    root = Path(site_settings.BASE_DIR)
    found = {
        path.relative_to(root).as_posix()
        for package in PACKAGES
        for path in (root / package).rglob("*.py")
        if CLIENTS & set(imports(path))
    }

    assert found == ALLOWED
