"""Lists that are filtered have addresses and titles of their own, and pages lead to their neighbors."""

import re

import pytest
from django.utils import timezone

from articles.models import ArticleIndexPage, ArticlePage
from cms.testing.factories import ConsentFactory
from gallery.models import CasePage, GalleryPage
from testimonials.models import StoryIndexPage, StoryPage
from tests.articles.factories import (
    ArticlePageFactory,
    BodyAreaFactory,
    ProcedureIndexPageFactory,
    ProcedurePageFactory,
)
from tests.gallery.factories import CasePageFactory
from tests.testimonials.factories import StoryPageFactory

pytestmark = pytest.mark.django_db


def html_of(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def title_of(html):
    return re.search(r"<title> ?(.*?) ?</title>", html)[1]


def canonical_of(html):
    return re.search(r'<link rel="canonical" href="https?://[^/]+([^"]*)"', html)[1].replace("&amp;", "&")


@pytest.fixture
def articles(page_of):
    """Return a list with an article on recovery, one on women’s health, and a draft with a subject of its own."""
    index = page_of(ArticleIndexPage, title="Articles", slug="articles")
    for title, tag, live in (
        ("Rest", "recovery", True),
        ("Plain", "women’s health", True),
        ("Draft", "secret", False),
    ):
        page = ArticlePageFactory(parent=index, title=title, live=live)
        page.tags.add(tag)
        page.save()
    return index


class TestFilters:
    def test_a_list_offers_the_subjects_of_its_public_pages(self, articles, client):
        html = html_of(client, articles.url)

        assert f'href="{articles.url}?tag=recovery#filter-title"' in html
        assert "?tag=women%E2%80%99s%20health" in html
        assert "secret" not in html

    def test_the_title_the_heading_and_the_canonical_address_name_the_subject(self, articles, client):
        html = html_of(client, f"{articles.url}?tag=recovery&utm_source=elsewhere")

        assert "Rest" in html
        assert "Plain" not in html
        assert title_of(html).startswith("Articles: recovery")
        assert "<h1>Articles: recovery</h1>" in html
        assert canonical_of(html) == f"{articles.url}?tag=recovery"
        assert title_of(html_of(client, articles.url)).startswith("Articles")

    def test_a_list_offers_the_subjects_that_most_pages_have_and_knows_the_others(
        self, articles, client, monkeypatch
    ):
        monkeypatch.setattr("cms.pages.filters.MOST_TAGS", 1)
        page = ArticlePageFactory(parent=articles, title="Rest again")
        page.tags.add("recovery")
        page.save()

        assert "health" not in html_of(client, articles.url)
        assert "Plain" in html_of(client, f"{articles.url}?tag=women’s health")

    @pytest.mark.parametrize("tag", ["secret", "nothing", "Recovery", "%00", "recovery%20"])
    def test_an_unknown_subject_is_not_found(self, articles, client, tag):
        html_of(client, f"{articles.url}?tag={tag}", status=404)

    def test_another_page_of_the_list_keeps_the_subject_and_has_an_address_and_a_title_of_its_own(
        self, articles, client, monkeypatch
    ):
        monkeypatch.setattr("articles.models.articles.ARTICLES_PER_PAGE", 1)
        page = ArticlePageFactory(parent=articles, title="Rest again")
        page.tags.add("recovery")
        page.save()

        html = html_of(client, f"{articles.url}?tag=recovery&page=2")

        assert canonical_of(html) == f"{articles.url}?tag=recovery&page=2"
        assert title_of(html).startswith("Articles: recovery, page 2")
        html_of(client, f"{articles.url}?tag=recovery&page=3", status=404)

    def test_an_article_leads_to_the_list_of_each_of_its_subjects(self, articles, client):
        html = html_of(client, ArticlePage.objects.get(title="Rest").url)

        assert f'href="{articles.url}?tag=recovery"' in html

    def test_procedures_can_be_filtered_by_body_area(self, home, client):
        index = ProcedureIndexPageFactory(parent=home, title="Procedures")
        for name, slug, title in (("Face", "face", "Facelift"), ("Body", "body", "Liposuction")):
            ProcedurePageFactory(parent=index, title=title, body_area=BodyAreaFactory(name=name, slug=slug))

        html = html_of(client, f"{index.url}?area=face")

        assert "Facelift" in html
        assert "Liposuction" not in html
        assert title_of(html).startswith("Procedures: Face")
        assert canonical_of(html) == f"{index.url}?area=face"
        html_of(client, f"{index.url}?area=feet", status=404)

    def test_stories_can_be_filtered_by_subject(self, page_of, client):
        index = page_of(StoryIndexPage)
        for title, tag in (("Winter", "fear"), ("Summer", "hope")):
            page = StoryPageFactory(parent=index, title=title)
            page.tags.add(tag)
            page.save()

        html = html_of(client, f"{index.url}?tag=hope")

        assert "Summer" in html
        assert "Winter" not in html


class TestNeighbors:
    def neighbors(self, html):
        """Return the titles of the page before and of the one after, or None."""
        found = {rel: re.search(rf'rel="{rel}" href="[^"]*">([^<]*)<', html) for rel in ("prev", "next")}
        return tuple(match and match[1] for match in found.values())

    def test_a_case_leads_to_the_public_cases_before_and_after_it(self, page_of, client):
        album, consent = page_of(GalleryPage), ConsentFactory()
        cases = [CasePageFactory(parent=album, title=f"Case {number}", consent=consent) for number in range(4)]
        CasePage.objects.filter(pk=cases[1].pk).update(live=False)

        found = [self.neighbors(html_of(client, case.url)) for case in (cases[0], cases[2], cases[3])]

        assert found == [(None, "Case 2"), ("Case 0", "Case 3"), ("Case 2", None)]

    def test_a_case_whose_consent_ended_is_no_neighbor(self, page_of, client):
        album = page_of(GalleryPage)
        first, second, third = (CasePageFactory(parent=album, title=f"Case {number}") for number in range(3))
        type(second.consent).objects.filter(pk=second.consent_id).update(expires_on="2020-01-01")

        assert self.neighbors(html_of(client, first.url)) == (None, "Case 2")
        assert self.neighbors(html_of(client, third.url)) == ("Case 0", None)

    def test_stories_are_neighbors_in_the_order_of_their_list(self, page_of, client):
        index = page_of(StoryIndexPage)
        stories = [StoryPageFactory(parent=index, title=f"Story {number}") for number in range(3)]
        # All at the same time: the order has to be the same on each page nevertheless.
        StoryPage.objects.update(first_published_at=timezone.now())

        listed = re.findall(r"Story \d", html_of(client, index.url))
        order = list(dict.fromkeys(listed))
        found = {story.title: self.neighbors(html_of(client, story.url)) for story in stories}

        assert [found[title] for title in order] == [(None, order[1]), (order[0], order[2]), (order[1], None)]

    def test_a_draft_that_was_never_published_has_none(self, page_of, rf):
        story = StoryPageFactory(parent=page_of(StoryIndexPage), live=False, first_published_at=None)

        neighbors = story.get_context(rf.get("/"))["neighbors"]

        assert (neighbors.previous, neighbors.next) == (None, None)
