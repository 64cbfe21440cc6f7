"""A GET writes nothing: no row, no rendition, no counter."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.testing.factories import DocumentFactory, ImageFactory
from tests.cms.bodies import every_block
from tests.factories import FACTORIES, PAGE_TYPES

WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER)\b", re.IGNORECASE)
pytestmark = [pytest.mark.django_db, pytest.mark.once]


def writes(client, url):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    return response.status_code, [query["sql"] for query in queries if WRITES.match(query["sql"])]


@pytest.mark.parametrize("model", PAGE_TYPES)
def test_the_first_visit_to_a_page_writes_nothing(model, page_of, client):
    page = page_of(model)
    page.body = every_block(page)
    page.listing_image = ImageFactory()
    page.save_revision().publish()

    assert writes(client, page.url) == (200, [])
    assert writes(client, f"/api/v2/pages/{page.pk}/?fields=*") == (200, [])
    for part in ("index.md", "share.png", *(["feed.xml"] if getattr(page, "has_feed", False) else [])):
        assert writes(client, f"{page.url}{part}") == (200, [])


@pytest.mark.parametrize(
    "url",
    [
        "/search/?q=leaf",
        "/sitemap.xml",
        "/robots.txt",
        "/llms.txt",
        "/site.webmanifest",
        "/favicon.ico",
        "/apple-touch-icon.png",
        "/api/v2/pages/?fields=*",
        "/api/v2/images/?fields=*",
        "/api/v2/documents/?fields=*",
        "/api/v2/redirects/",
        "/api/v2/practice/",
        "/api/v2/menus/",
    ],
)
def test_the_first_visit_to_anything_else_writes_nothing(url, home, client):
    ImageFactory()
    DocumentFactory()

    assert writes(client, url) == (200, [])


def test_all_page_types_are_visited():
    assert {param.id for param in PAGE_TYPES} == set(FACTORIES)
