"""What a search costs the database. Within a transaction nothing is kept, so these tests commit."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from cms.content_stamp.reading import current_stamp
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
