"""Lists of articles and of stories have Atom feeds, which show what the list shows."""

import xml.etree.ElementTree as ET
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from cms.testing.queries import count_queries
from cms.testing.sites import name_practice
from tests.articles.factories import ArticleIndexPageFactory, ArticlePageFactory, ProcedureIndexPageFactory
from tests.cms.test_visibility import enter, protect
from tests.home.factories import StandardPageFactory
from tests.testimonials.factories import StoryIndexPageFactory, StoryPageFactory

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def feed_of(client, page):
    answer = client.get(f"{page.url}feed.xml")
    assert answer.status_code == 200
    return ET.fromstring(answer.content)  # noqa: S314 - our own answer


def titles(feed):
    return [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")]


@pytest.mark.parametrize("make", [ArticleIndexPageFactory, StoryIndexPageFactory])
def test_a_list_leads_to_its_feed(make, home, client):
    index = make(parent=home)

    head = BeautifulSoup(client.get(index.url).content, "html.parser").head

    address = head.find("link", type="application/atom+xml")["href"]
    assert address == f"{index.full_url}feed.xml"
    assert client.get(f"{index.url}feed.xml")["Content-Type"] == "application/atom+xml; charset=utf-8"


def test_a_feed_is_whole(home, client):
    name_practice(home.get_site())
    index = ArticleIndexPageFactory(parent=home, title="Articles")
    article = ArticlePageFactory(parent=index, title="Sleep & <rest>", summary="a < b", date=date(2026, 8, 5))
    article.save_revision().publish()
    article.refresh_from_db()

    feed = feed_of(client, index)

    assert feed.findtext(f"{ATOM}title") == "Articles – The Bay Practice"
    assert feed.findtext(f"{ATOM}id") == index.full_url
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "The Bay Practice"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {"alternate": index.full_url, "self": f"{index.full_url}feed.xml"}
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Sleep & <rest>"
    assert entry.findtext(f"{ATOM}id") == article.full_url
    assert entry.findtext(f"{ATOM}published") == "2026-08-05T00:00:00-04:00"
    assert entry.findtext(f"{ATOM}updated") == article.last_published_at.isoformat()
    assert entry.find(f"{ATOM}summary").attrib == {"type": "html"}
    assert entry.findtext(f"{ATOM}summary") == "a &lt; b"
    assert entry.find(f"{ATOM}content") is None


def test_a_feed_has_the_newest_pages_of_its_list_first(home, client, monkeypatch):
    monkeypatch.setattr("cms.feeds.views.SIZE", 2)
    index = ArticleIndexPageFactory(parent=home)
    for day in (2, 3, 1):
        ArticlePageFactory(parent=index, title=f"Day {day}", date=date(2026, 8, day))
    ArticlePageFactory(parent=index, title="Draft", live=False)
    ArticlePageFactory(parent=ArticleIndexPageFactory(parent=home), title="Elsewhere")

    assert titles(feed_of(client, index)) == ["Day 3", "Day 2"]


def test_an_empty_feed_stays_the_same(home, client):
    index = ArticleIndexPageFactory(parent=home)
    index.save_revision().publish()

    answers = [client.get(f"{index.url}feed.xml") for _ in range(2)]

    assert titles(feed_of(client, index)) == []
    assert answers[0]["ETag"] == answers[1]["ETag"]


def test_a_story_leaves_the_feed_when_its_consent_ends(home, client, settings):
    settings.PAGE_MAX_AGE = 60
    index = StoryIndexPageFactory(parent=home)
    story = StoryPageFactory(parent=index, title="Two hours")
    answer = client.get(f"{index.url}feed.xml")
    assert titles(ET.fromstring(answer.content)) == ["Two hours"]  # noqa: S314
    assert answer["Cache-Control"] == "no-cache"
    assert {f"page-{story.pk}", f"page-{index.pk}", "pages"} <= set(answer["Surrogate-Key"].split())

    story.consent.expires_on = timezone.localdate() - timedelta(days=1)
    story.consent.save()

    assert titles(feed_of(client, index)) == []


def test_the_feed_of_a_private_list_is_for_those_who_may_enter(home, client):
    index = ArticleIndexPageFactory(parent=home)
    ArticlePageFactory(parent=index, title="For members")
    restriction = protect(index)
    assert client.get(f"{index.url}feed.xml").status_code == 404

    enter(client, restriction)

    answer = client.get(f"{index.url}feed.xml")
    assert titles(ET.fromstring(answer.content)) == ["For members"]  # noqa: S314
    assert answer["Cache-Control"] == "private, no-store"


def test_a_page_that_is_no_list_by_date_has_no_feed(home, client):
    for page in (home, StandardPageFactory(parent=home), ProcedureIndexPageFactory(parent=home)):
        assert client.get(f"{page.url}feed.xml").status_code == 404


def test_a_long_feed_takes_as_many_queries_as_a_short_one(home, client):
    index = ArticleIndexPageFactory(parent=home)
    ArticlePageFactory(parent=index)
    short = count_queries(client, f"{index.url}feed.xml")
    for _ in range(5):
        ArticlePageFactory(parent=index)

    assert count_queries(client, f"{index.url}feed.xml") == short
