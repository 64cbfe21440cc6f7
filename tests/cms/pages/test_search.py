import re

import pytest
from wagtail.models import PageViewRestriction

from cms.testing.bodies import text
from cms.testing.factories import ImageFactory
from cms.testing.queries import count_queries
from tests.home.factories import StandardPageFactory

pytestmark = pytest.mark.django_db


def test_search_finds_pages_and_leaves_out_drafts(home, client):
    StandardPageFactory(parent=home, title="Anesthesia explained")
    StandardPageFactory(parent=home, title="Anesthesia unfinished", live=False)

    html = client.get("/search/?q=anesthesia").content.decode()

    assert "Anesthesia explained" in html
    assert "Anesthesia unfinished" not in html
    assert "1 page for" in html


def test_search_leaves_out_private_pages(home, client):
    page = StandardPageFactory(parent=home, title="Anesthesia for staff")
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="secret")

    assert "for staff" not in client.get("/search/?q=anesthesia").content.decode()


def test_search_finds_words_in_the_body(home, client):
    StandardPageFactory(parent=home, title="A page", body=text("<p>About bupivacaine.</p>"))

    assert "A page" in client.get("/search/?q=bupivacaine").content.decode()


def test_a_search_costs_the_same_for_few_and_for_many_results(home, client):
    counts = []
    for _ in range(2):
        for _ in range(3):
            StandardPageFactory(parent=home, summary="Anesthesia", listing_image=ImageFactory())
        counts.append(count_queries(client, "/search/?q=anesthesia"))

    assert counts[0] == counts[1]


def test_a_search_without_results_says_so_and_without_words_is_a_form(home, client):
    assert "Nothing found" in client.get("/search/?q=xyzzy").content.decode()
    assert client.get("/search/").status_code == 200


QUERIES = ["q=%00", "q=%22", "q=a%22b", "q=%27%3Cscript%3E", "q=" + "long " * 400]


@pytest.mark.parametrize("query", QUERIES)
def test_no_search_is_an_error(home, client, query):
    response = client.get(f"/search/?{query}")

    assert response.status_code == 200
    assert "<script>" not in response.content.decode()


def test_the_map_for_robots_lists_public_pages_alone(home, client):
    StandardPageFactory(parent=home, slug="open-page")
    StandardPageFactory(parent=home, slug="unfinished", live=False)

    sitemap = client.get("/sitemap.xml").content.decode()

    assert "/open-page/" in sitemap
    assert "unfinished" not in sitemap
    assert "Sitemap: http://localhost/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_a_draft_does_not_change_the_sitemap(home, client):
    page = StandardPageFactory(parent=home)
    before = client.get("/sitemap.xml").content

    page.save_revision()

    assert client.get("/sitemap.xml").content == before


def test_a_long_map_for_robots_has_sections(home, client, monkeypatch):
    monkeypatch.setattr("cms.pages.sitemaps.SECTION_SIZE", 2)
    for name in ("one", "two", "three"):
        StandardPageFactory(parent=home, slug=name)
    StandardPageFactory(parent=home, slug="unfinished", live=False)

    sections = re.findall("<loc>http://localhost(.*?)</loc>", client.get("/sitemap.xml").content.decode())
    urls = [re.findall("<loc>.*?([^/]*)/</loc>", client.get(section).content.decode()) for section in sections]

    assert sections == ["/sitemap-pages.xml", "/sitemap-pages.xml?p=2"]
    assert [url for section in urls for url in section][1:] == ["one", "two", "three"]
    assert [client.get(f"/sitemap-{section}").status_code for section in ("pages.xml?p=3", "other.xml")] == [404, 404]


def test_a_page_that_is_not_there_is_answered_with_help(home, client):
    response = client.get("/no-such-page/")

    assert response.status_code == 404
    assert 'action="/search/"' in response.content.decode()
