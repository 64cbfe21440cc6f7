"""A search finds, corrects and suggests, and all of it is public now."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from cms.consent.withdrawal import withdraw
from cms.search import databases, engine
from cms.search.engine import SearchTimeout, search, suggestions
from cms.search.models import Synonyms
from cms.search.querysets import paths_of
from cms.search.spelling import edit_distance
from cms.search.words import key_of, words_of
from cms.testing.bodies import text
from tests.articles.factories import ProcedureIndexPageFactory, ProcedurePageFactory
from tests.home.factories import HomePageFactory, StandardPageFactory
from tests.testimonials.factories import StoryIndexPageFactory, StoryPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def paths(home):
    return paths_of(Site.objects.get(is_default_site=True))


@pytest.fixture
def titles(paths):
    """Return a function that returns the titles of the pages that a search finds, in their order."""

    def find(query, operator=None):
        ids = search(query, paths, operator).ids
        found = Page.objects.in_bulk(ids)
        return [found[pk].title for pk in ids]

    return find


# Order and words


def test_a_procedure_comes_first_then_names_then_summaries_then_texts(home, titles):
    StandardPageFactory(parent=home, title="In a text", summary="", body=text("<p>On rhinoplasty.</p>"))
    StandardPageFactory(parent=home, title="In a summary", summary="On rhinoplasty.")
    StandardPageFactory(parent=home, title="About rhinoplasty", summary="")
    ProcedurePageFactory(parent=ProcedureIndexPageFactory(parent=home), title="Rhinoplasty of noses", summary="")

    assert titles("rhinoplasty") == ["Rhinoplasty of noses", "About rhinoplasty", "In a summary", "In a text"]


def test_a_page_whose_name_is_searched_for_is_the_first_result(home, titles):
    StandardPageFactory(parent=home, title="Nose", summary="Nose, nose, nose job.", body=text("<p>A nose job.</p>"))
    StandardPageFactory(parent=home, title="Rhinoplasty", summary="", also_called="nose job")

    assert titles("Nose jobs")[0] == "Rhinoplasty"


@pytest.mark.parametrize("query", ["facelift", "face-lift", "face lift", "Facelifts", "FACELIFT", "fàcelift"])
@pytest.mark.parametrize("title", ["Facelift", "Face-lift", "The face lift"])
def test_spellings_of_a_joined_word_find_each_other(query, title, home, titles):
    StandardPageFactory(parent=home, title="A page", body=text(f"<p>All on the {title}.</p>"))
    StandardPageFactory(parent=home, title=title)

    assert set(titles(query)) == {title, "A page"}


def test_other_names_of_a_page_and_synonyms_of_the_site_find_what_says_the_same(home, titles):
    StandardPageFactory(parent=home, title="Rhinoplasty", also_called="nose job")
    StandardPageFactory(parent=home, title="A story", body=text("<p>After my rhinoplasty.</p>"))
    StandardPageFactory(parent=home, title="Costs")
    Synonyms.objects.create(words="price, cost")

    assert titles("nose job") == ["Rhinoplasty", "A story"]
    assert titles("prices") == ["Costs"]


def test_all_words_are_wanted_and_any_with_the_operator(home, titles):
    for title in ("Red scars", "Red skin", "Pale scars"):
        StandardPageFactory(parent=home, title=title)

    assert titles("red scars") == ["Red scars"]
    assert titles("red scars", "and") == ["Red scars"]
    assert set(titles("red scars", "or")) == {"Red scars", "Red skin", "Pale scars"}
    assert titles("red elbows", "and") == []


def test_more_pages_than_are_ranked_are_cut_and_those_with_the_word_in_a_name_remain(home, paths, monkeypatch):
    monkeypatch.setattr(engine, "MAX_RESULTS", 3)
    for number in range(4):
        StandardPageFactory(parent=home, title=f"Page {number}", body=text("<p>Scars.</p>"))
    last = StandardPageFactory(parent=home, title="Scars")

    results = search("scars", paths)

    assert len(results.pages) == 3
    assert not results.is_complete
    assert results.ids[0] == last.pk


# Corrections


@pytest.mark.parametrize(
    ("query", "corrected"),
    [
        ("liposcution", "liposuction"),
        ("lipsuction", "liposuction"),
        ("liposucton scar", "liposuction scar"),
        ("liposuc", "liposuction"),
        ("liposuctoin scra", "liposuction scar"),
    ],
)
def test_a_misspelled_or_unfinished_word_is_corrected(query, corrected, home, paths):
    page = StandardPageFactory(parent=home, title="Liposuction", summary="Each scar is short.")
    StandardPageFactory(parent=home, title="A scar")

    results = search(query, paths)

    assert results.corrected == corrected
    assert results.ids[0] == page.pk


def test_a_word_that_the_site_has_is_not_corrected(home, paths):
    StandardPageFactory(parent=home, title="Breast")
    StandardPageFactory(parent=home, title="Beast")

    assert not search("beast", paths).corrected


def test_nothing_similar_is_no_result(home, titles):
    StandardPageFactory(parent=home, title="Liposuction")

    assert titles("xylophone") == []


def test_where_no_page_has_all_words_those_with_some_are_found_but_not_by_vague_words(home, paths):
    page = StandardPageFactory(parent=home, title="Scars")
    StandardPageFactory(parent=home, title="Surgery")

    results = search("scars of unicorn surgery", paths)

    assert results.ids == [page.pk]
    assert not results.has_all_words


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [("scar", "scar", 0), ("scar", "scars", 1), ("scar", "sacr", 1), ("scar", "spur", 2), ("", "abc", 3)],
)
def test_the_distance_of_two_words_counts_letters(one, other, distance):
    assert edit_distance(one, other) == distance
    assert edit_distance(other, one) == distance


def test_names_have_one_key_however_they_are_spelled():
    names = ["face-lift", "Facelifts", "a face lift", "Façe lift"]

    assert {key_of(words_of(name)) for name in names} == {"facelift"}


# Visibility: what is not public now is neither found nor counted, corrected to, or suggested.


def protect(page):
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="secret")


def expire(page):
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))


def end_consent(page):
    type(page.consent).objects.filter(pk=page.consent_id).update(expires_on=timezone.localdate() - timedelta(days=1))


def withdraw_consent(page):
    withdraw(page.consent, reason="They asked for it.")


def not_for_the_website(page):
    type(page.consent).objects.filter(pk=page.consent_id).update(on_website=False)


@pytest.mark.parametrize("hide", [protect, expire, end_consent, not_for_the_website, withdraw_consent])
def test_a_hidden_page_leaves_no_trace(hide, home, paths, client):
    stories = StoryIndexPageFactory(parent=home)
    page = StoryPageFactory(
        parent=stories, title="Marzipan", also_called="almond sweet", body=text("<p>Xylophon.</p>")
    )
    assert search("marzipan", paths).ids == [page.pk]
    assert [pk for pk, _name in suggestions("almo", paths)] == [page.pk]

    hide(page)

    for query in ("marzipan", "marzipn", "almond sweet", "xylophon", "xylophn"):
        results = search(query, paths)
        assert (results.pages, results.corrected) == ((), ""), query
        html = client.get("/search/", {"q": query}).content.decode()
        assert f"Nothing found for “{query}”" in html
        assert "Almond" not in html
    assert suggestions("almo", paths) == suggestions("marz", paths) == []


def test_names_of_hidden_pages_are_no_synonyms(home, paths):
    hidden = StandardPageFactory(parent=home, title="Rhinoplasty", also_called="nose job")
    StandardPageFactory(parent=home, title="On rhinoplasty")
    protect(hidden)

    assert not search("nose job", paths).pages


def test_a_search_on_one_site_finds_nothing_of_another(home, paths):
    other = HomePageFactory(parent=Page.get_first_root_node(), slug="other-home")
    StandardPageFactory(parent=other, title="Elsewhere")

    assert not search("elsewhere", paths).pages
    assert not suggestions("else", paths)


# Limits


HOSTILE = [
    '"',
    '""',
    'a"b',
    "'",
    "NOT",
    "a NEAR b",
    "NEAR(a b, 2)",
    "{names} : a",
    "a AND",
    "(a",
    "a*",
    "^a",
    "-a",
    "a:b",
    "\x00",
    "a\x00b",
    "%",
    "_",
    "%s",
    "\\",
    "🙂",
    "👩‍⚕️ scar",
    "<script>alert(1)</script>",
    "'; DROP TABLE cms_search_searchentry; --",
    "&",
    "a & b | !c <-> d",
    "İ ß ﬁ",
    "日本語",
    "a" * 100_000,
    "word " * 20_000,
    " ".join(f"w{number}" for number in range(5000)),
    " ".join(f"scarr{number:02}ing" for number in range(60)),
    "the of and",
    "scar " * 2000,
    "\ud800",
]


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_any_text_can_be_searched_for(query, home, paths):
    StandardPageFactory(parent=home, title="A scar")

    for operator in (None, "and", "or"):
        search(query, paths, operator)
    suggestions(query, paths)
    list(Page.objects.autocomplete(query))
    list(Page.objects.search(query, operator="or"))


def test_a_query_that_takes_too_long_is_ended(paths, monkeypatch):
    monkeypatch.setattr(databases, "SECONDS", 0.05)
    endless = (
        "SELECT count(*) FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n) AS n"
    )

    with pytest.raises(SearchTimeout), transaction.atomic():
        databases.fetch(endless, [])
    assert databases.fetch("SELECT 1", [])[0] == (1,)
