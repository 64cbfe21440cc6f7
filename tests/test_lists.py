"""Lists over several pages: a page or filter that does not exist is not found."""

import pytest
from wagtail.models import Page

from articles.models import ArticleIndexPage, ProcedurePage
from cms.testing.factories import ConsentFactory, ImageFactory
from gallery.models import CasePage, GalleryIndexPage, GalleryPage
from testimonials.models import StoryIndexPage
from tests.articles.factories import ArticlePageFactory
from tests.gallery.factories import CasePageFactory, pairs
from tests.home.factories import StandardPageFactory
from tests.testimonials.factories import StoryPageFactory

pytestmark = pytest.mark.django_db
NO_PAGE = ["0", "-1", "3", "99", "9" * 5000, "abc", "1.5", "", "%00", "%D9%A2%20x"]


@pytest.fixture(autouse=True)
def two_pages_for_two_entries(monkeypatch):
    """Show one entry on each page of a list."""
    monkeypatch.setattr("articles.models.articles.ARTICLES_PER_PAGE", 1)
    monkeypatch.setattr("gallery.models.CASES_PER_PAGE", 1)
    monkeypatch.setattr("testimonials.models.STORIES_PER_PAGE", 1)
    monkeypatch.setattr("cms.search.views.RESULTS_PER_PAGE", 1)


def make_cases(album, number=2, **kwargs):
    kwargs |= {"consent": ConsentFactory(), "pairs": pairs((ImageFactory(), ImageFactory()))}
    return [CasePageFactory(parent=album, **kwargs) for _ in range(number)]


def articles(page_of):
    index = page_of(ArticleIndexPage)
    for _ in range(2):
        ArticlePageFactory(parent=index)
    return f"{index.url}?"


def stories(page_of):
    index = page_of(StoryIndexPage)
    for _ in range(2):
        StoryPageFactory(parent=index)
    return f"{index.url}?"


def album(page_of):
    album = page_of(GalleryPage)
    make_cases(album)
    return f"{album.url}?"


def cases_of_a_procedure(page_of):
    album, procedure = page_of(GalleryPage), page_of(ProcedurePage, slug="facelift")
    make_cases(album, procedures=[procedure])
    return f"{album.get_parent().url}?procedure=facelift&"


def search(page_of):
    home = page_of(ArticleIndexPage).get_parent()
    for number in range(2):
        StandardPageFactory(parent=home, title=f"Anesthesia {number}")
    return "/search/?q=anesthesia&"


@pytest.mark.parametrize("make", [articles, stories, album, cases_of_a_procedure, search])
def test_a_page_of_a_list_that_does_not_exist_is_not_found(make, page_of, client):
    address = make(page_of)

    assert [client.get(address + query).status_code for query in ("", "page=1", "page=2")] == [200, 200, 200]
    answers = {number: client.get(f"{address}page={number}").status_code for number in NO_PAGE}
    assert answers == dict.fromkeys(NO_PAGE, 404)


@pytest.mark.parametrize("model", [ArticleIndexPage, StoryIndexPage, GalleryIndexPage, GalleryPage])
def test_the_first_page_of_an_empty_list_is_shown(model, page_of, client):
    url = page_of(model).url

    assert client.get(url).status_code == client.get(f"{url}?page=1").status_code == 200
    assert client.get(f"{url}?page=2").status_code == 404


@pytest.mark.parametrize("query", ["", "?q=", "?q=xyzzy", "?q=xyzzy&page=1"])
def test_a_search_without_results_is_shown(query, home, client):
    assert client.get(f"/search/{query}").status_code == 200


class TestTheProcedureOfAListOfAlbums:
    @pytest.fixture
    def index(self, page_of):
        page_of(GalleryPage)
        return GalleryIndexPage.objects.get()

    def status(self, client, index, procedure):
        return client.get(f"{index.url}?procedure={procedure}").status_code

    @pytest.mark.parametrize("slug", ["nonsense", "%00", "a%00b", "%27", "x" * 3000])
    def test_a_word_that_is_no_procedure_is_not_found(self, slug, index, client):
        assert self.status(client, index, slug) == 404

    def test_a_procedure_is_not_found_while_no_case_of_it_is_shown(self, index, page_of, client):
        procedure = page_of(ProcedurePage, slug="facelift")
        assert self.status(client, index, "facelift") == 404

        (case,) = make_cases(GalleryPage.objects.get(), 1, procedures=[procedure], live=False)
        assert self.status(client, index, "facelift") == 404

        CasePage.objects.filter(pk=case.pk).update(live=True)
        assert self.status(client, index, "facelift") == 200

    def test_a_procedure_is_not_found_while_it_is_a_draft_even_if_it_has_cases(self, index, page_of, client):
        procedure = page_of(ProcedurePage, slug="facelift")
        make_cases(GalleryPage.objects.get(), 1, procedures=[procedure])
        assert self.status(client, index, "facelift") == 200

        Page.objects.filter(pk=procedure.pk).update(live=False)
        assert self.status(client, index, "facelift") == 404
