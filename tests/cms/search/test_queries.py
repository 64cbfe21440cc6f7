"""What a search costs the database. Within a transaction nothing is kept, so these tests commit."""

import re

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from cms.content_stamp.reading import current_stamp
from cms.search import databases, engine, spelling
from cms.search.models import STAFF
from cms.testing.factories import ImageFactory
from tests.home.factories import HomePageFactory, StandardPageFactory

pytestmark = pytest.mark.usefixtures("committing_db")
QUERIES = ["scars", "scras", "xylophone", "purple scars", "purple scras"]


@pytest.fixture
def site(committing_db):
    home = HomePageFactory(parent=Page.get_first_root_node(), slug="site-home")
    Site.objects.filter(is_default_site=True).update(root_page=home)
    StandardPageFactory(parent=home, title="Scars", summary="They fade.", listing_image=ImageFactory())


def test_a_search_that_is_new_costs_at_most_eight_queries_and_changes_no_content(site, client):
    client.get("/search/?q=unknown")  # what all pages show is kept from then on
    stamp = current_stamp()

    for query in QUERIES:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/search/", {"q": query}).status_code == 200
        assert 3 < len(queries) <= 8, query
    assert current_stamp() == stamp


def test_no_query_scans_the_pages_or_the_index_and_settings_for_one_query_do_not_stay(site, monkeypatch):
    asked = []

    def fetch(sql, parameters, **options):
        asked.append((sql, parameters))
        return databases.fetch(sql, parameters, **options)

    monkeypatch.setattr(engine, "fetch", fetch)
    monkeypatch.setattr(spelling, "fetch", fetch)
    with transaction.atomic():
        for query in ("scars", "purple scras", "xylophone"):
            results = engine.search(query, (Page.get_first_root_node().path,))
            engine.highlights(results, results.ids)
            engine.find_ids(query, Page.objects.filter(depth__gt=1), STAFF)
        engine.suggestions("sc", (Page.get_first_root_node().path,))
        explain, scan = {
            "sqlite": ("EXPLAIN QUERY PLAN", r"SCAN (wagtailcore_page|cms_search_\w+(entry|name|word))\b(?! USING)"),
            "postgresql": (
                "EXPLAIN",
                r"Seq Scan on (wagtailcore_page|cms_search)|Index Scan using wagtailcore_page_path",
            ),
        }[connection.vendor]
        for sql, parameters in asked:
            plan = "\n".join(str(row) for row in databases.fetch(f"{explain} {sql}", parameters))
            assert not re.search(scan, plan), plan
        if connection.vendor == "postgresql":
            [[timeout]] = databases.fetch("SHOW statement_timeout", [])
            with connection.cursor() as cursor:
                cursor.execute("SELECT current_setting('statement_timeout'), current_setting('enable_seqscan')")
                assert cursor.fetchone() == ("0", "on") != (timeout, "off")
    assert len(asked) > 15
