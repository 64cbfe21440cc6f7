"""A client that others wrote for Wagtail's API v2 works unchanged.

It is the npm package wagtail-js, in Node.
"""

import json
import shutil
import subprocess
import urllib.request
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from wagtail.models import Page, Site

from cms.audit_trail import append_only
from cms.testing.bodies import text
from cms.testing.factories import DocumentFactory, ImageFactory
from tests.articles.factories import ArticleIndexPageFactory, ArticlePageFactory
from tests.home.factories import HomePageFactory, StandardPageFactory
from tests.node import install

pytestmark = [pytest.mark.once, pytest.mark.slow]

CLIENT = Path(__file__).with_name("client")


@pytest.fixture
def installed(tmp_path):
    """Return a folder with the client and a script that uses it."""
    return install(CLIENT, tmp_path / "client")


@pytest.fixture
def empty_audit_trail_afterwards(transactional_db):
    """Empty the audit trail before the database is flushed, which its triggers would refuse."""
    yield
    append_only.lift(connection)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {append_only.TABLE}")  # noqa: S608
    append_only.protect(connection)


@pytest.fixture
def site(empty_audit_trail_afterwards, django_db_serialized_rollback, live_server):
    """Create a small site for a live server, which sees only committed data."""
    home = HomePageFactory(parent=Page.get_first_root_node(), slug="site-home", title="Practice")
    Site.objects.filter(is_default_site=True).update(root_page=home)
    index = ArticleIndexPageFactory(parent=home, title="Articles")
    image = ImageFactory(description="A green leaf")
    article = ArticlePageFactory(
        parent=index, title="Leaves", slug="leaves", date=date(2026, 1, 2), listing_image=image
    )
    article.tags.add("green")
    article.save()
    document = DocumentFactory(title="Leaflet")
    link = f'<p>About roots: <a linktype="document" id="{document.pk}">a file</a></p>'
    StandardPageFactory(parent=home, title="Roots", show_in_menus=True, body=text(link))
    return {"home": home.pk, "image": image.pk, "document": document.pk}


def test_wagtail_js_reads_pages_images_and_documents(installed, site, live_server, settings):
    settings.WAGTAILAPI_BASE_URL = live_server.url
    ids = [str(pk) for pk in site.values()]

    run = subprocess.run(
        [shutil.which("node"), "ask.mjs", live_server.url, *ids],
        cwd=installed,
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert run.returncode == 0, run.stderr
    answers = json.loads(run.stdout)
    assert answers["pages"]["meta"] == {"total_count": 2}
    assert [item["title"] for item in answers["pages"]["items"]] == ["Roots"]
    assert [item["title"] for item in answers["secondPage"]["items"]] == ["Roots"]
    assert answers["ofType"]["items"] == [{"title": "Leaves", "date": "2026-01-02", "tags": ["green"]}]
    assert answers["nested"]["items"] == [{"listing_image": {"alt": "A green leaf"}}]
    assert [item["title"] for item in answers["inMenus"]["items"]] == ["Roots"]
    assert [item["title"] for item in answers["searched"]["items"]] == ["Leaves", "Roots"]
    assert answers["byId"]["title"] == "Practice"
    assert answers["byId"]["meta"]["type"] == "home.HomePage"
    assert (answers["bySlug"]["title"], answers["bySlug"]["date"]) == ("Leaves", "2026-01-02")
    assert answers["noSlug"]["message"] == answers["noId"]["message"] == "Page not found"
    assert [item["id"] for item in answers["images"]["items"]] == [site["image"]]
    assert answers["image"]["title"] == "A green leaf"
    assert answers["image"]["renditions"]["card"]
    assert [item["title"] for item in answers["documents"]["items"]] == ["Leaflet"]
    assert answers["document"]["title"] == "Leaflet"
    with urllib.request.urlopen(answers["documentAddress"]) as file:  # noqa: S310 - the live server's own address
        assert file.read().startswith(b"%PDF")
    assert answers["refusal"] == {"isFetchError": True, "code": "REQUEST_FAILED"}
