import re

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction, Site

from cms.search.engine import SearchTimeout
from cms.sites.models import Practice
from cms.testing.bodies import text
from cms.testing.factories import ImageFactory
from cms.testing.queries import count_queries, queries_of
from tests.articles.factories import BodyAreaFactory, ProcedureIndexPageFactory, ProcedurePageFactory
from tests.home.factories import ContactPageFactory, StandardPageFactory

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


# What the page of results shows


@pytest.fixture
def procedures(home):
    return ProcedureIndexPageFactory(parent=home)


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def test_a_result_has_its_type_its_body_area_and_the_words_in_their_sentence(home, procedures, client):
    ProcedurePageFactory(
        parent=procedures,
        title="Facelift",
        body_area=BodyAreaFactory(name="Face"),
        body=text("<p>A scar &amp; its care: &lt; 1 cm.</p>"),
    )

    response = client.get("/search/?q=scars")
    (hit,) = soup(response).select(".hit")

    assert "&lt; 1 cm" in response.content.decode()
    assert hit.select_one(".label").text == "Procedure · Face"
    assert hit.select_one("mark").text == "scar"
    assert "A scar & its care: < 1 cm." in hit.text


def test_results_are_counted_and_filtered_by_type(home, procedures, client):
    StandardPageFactory(parent=home, title="Scars in general")
    ProcedurePageFactory(parent=procedures, title="Scar revision")

    page = soup(client.get("/search/?q=scar"))
    filtered = soup(client.get("/search/?q=scar&type=home.StandardPage"))

    options = [" ".join(option.text.split()) for option in page.select(".filter__option")]
    assert options == ["All (2)", "Procedures (1)", "Standard pages (1)"]
    assert [link.text for link in filtered.select(".hit a")] == ["Scars in general"]
    assert filtered.select_one(".filter__option[aria-current]").text == "Standard pages (1)"


@pytest.mark.parametrize("kind", ["nothing.NoPage", "auth.User", "<script>"])
def test_a_type_that_does_not_exist_is_not_found(kind, home, client):
    assert client.get("/search/", {"q": "scar", "type": kind}).status_code == 404


def test_a_correction_is_said_and_links_to_its_own_search(home, client):
    StandardPageFactory(parent=home, title="Liposuction")

    page = soup(client.get("/search/?q=liposcution"))

    assert page.select_one(".results__count").text.strip() == "1 page for “liposuction”"
    assert "No page has “liposcution”" in page.select_one(".results__note").text
    assert page.select_one(".results__note a")["href"] == "/search/?q=liposuction"


def test_from_nothing_there_is_a_way_on(home, procedures, client):
    ProcedurePageFactory(parent=procedures, title="Facelift")
    practice = Practice.for_editing(Site.objects.get())
    practice.phones = [("phone", {"number": "603-555-0100", "reach": ""})]
    practice.contact_page = ContactPageFactory(parent=home)
    practice.save_revision().publish()

    html = soup(client.get("/search/?q=xylophone")).select_one("main").decode()

    assert "Facelift" in html
    assert "603-555-0100" in html


def test_pages_of_results_have_their_own_titles_and_addresses_and_the_one_beyond_is_not_found(home, client):
    for number in range(12):
        StandardPageFactory(parent=home, title=f"Scar {number}")

    first, second = (soup(client.get(f"/search/?q=scar&utm=x&page={number}")) for number in (1, 2))

    assert (len(first.select(".hit")), len(second.select(".hit"))) == (10, 2)
    assert first.select_one("link[rel=canonical]")["href"].endswith("/search/?q=scar")
    assert second.select_one("link[rel=canonical]")["href"].endswith("/search/?q=scar&page=2")
    assert "Search for “scar”, page 2" in second.title.text
    assert "Search for “scar”" in first.title.text
    assert "page" not in first.title.text
    assert [client.get(f"/search/?q=scar&page={number}").status_code for number in ("3", "0", "x")] == [404] * 3


def test_a_search_that_takes_too_long_is_answered_with_a_sentence(home, client, monkeypatch):
    def fail(*args):
        raise SearchTimeout

    monkeypatch.setattr("cms.search.views.search", fail)
    response = client.get("/search/?q=scar")

    assert response.status_code == 503
    assert response["Cache-Control"] == "no-store"
    assert "took too long" in response.content.decode()


def test_too_many_searches_are_refused_with_a_sentence(home, client, settings):
    settings.SEARCH_RATES = ["2/minute"]
    responses = [client.get("/search/?q=scar") for _ in range(3)]

    assert [response.status_code for response in responses] == [200, 200, 429]
    assert "Please wait a moment" in responses[2].content.decode()
    assert int(responses[2]["Retry-After"]) > 0
    assert client.get("/search/suggest/?q=scar").status_code == 429


def test_results_may_be_cached_and_searches_in_vain_are_counted_each_time(home, client):
    page = StandardPageFactory(parent=home, title="Scars")

    found, nothing = client.get("/search/?q=scars"), client.get("/search/?q=xylophone")

    assert found["Cache-Control"] == "no-cache"
    assert {"pages", f"page-{page.pk}"} <= set(found["Surrogate-Key"].split())
    assert nothing["Cache-Control"] == "private, no-cache"
    assert not found.cookies


# Suggestions


def names(client, query):
    return [item["name"] for item in client.get("/search/suggest/", {"q": query}).json()["suggestions"]]


def test_names_that_begin_so_are_suggested_procedures_first(home, procedures, client):
    StandardPageFactory(parent=home, title="Lip care", also_called="Chapped lips")
    StandardPageFactory(parent=home, title="Lip care unfinished", live=False)
    procedure = ProcedurePageFactory(parent=procedures, title="Liposuction", also_called="lipo, fat removal")

    assert names(client, "li") == ["Liposuction", "Lip care"]
    assert names(client, "CHAP") == ["Chapped lips"]
    assert names(client, "remov") == ["fat removal"]
    assert names(client, "xyz") == names(client, "") == []
    item = client.get("/search/suggest/?q=fat").json()["suggestions"][0]
    assert item == {"name": "fat removal", "title": "Liposuction", "url": procedure.url}


def test_at_most_eight_are_suggested_and_caches_may_keep_them(home, client):
    for number in range(12):
        StandardPageFactory(parent=home, title=f"Scar {number}")

    response = client.get("/search/suggest/?q=scar")

    assert len(response.json()["suggestions"]) == 8
    assert response["Cache-Control"] == "no-cache"
    assert "pages" in response["Surrogate-Key"]
    assert len(queries_of(client, "/search/suggest/?q=scar")) <= 6
