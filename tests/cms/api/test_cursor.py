"""Lists by cursor give each item once, in the order of the list, also while content changes."""

from datetime import date

import pytest

from cms.testing.factories import ImageFactory
from cms.testing.queries import assert_as_many_queries, queries_of
from tests.articles.factories import ArticleIndexPageFactory, ArticlePageFactory

pytestmark = pytest.mark.django_db
ARTICLES = "/api/v2/pages/?type=articles.ArticlePage"


@pytest.fixture
def articles(home):
    index = ArticleIndexPageFactory(parent=home)
    image = ImageFactory()
    values = [
        (1, "b", "", image),
        (2, "a", "Sleep", None),
        (2, "b", "", None),
        (2, "a", "", image),
        (3, "c", "é", image),
    ]
    pages = []
    for number, (day, title, summary, chosen) in enumerate(values):
        own = {"title": title, "slug": f"article-{number}", "date": date(2026, 5, day), "summary": summary}
        page = ArticlePageFactory(parent=index, listing_image=chosen, **own)
        page.tags.add("recovery")
        page.save()
        pages.append(page)
    return pages


def follow(client, address, limit=2, meanwhile=None):
    """Return the ids of all items by cursor. `meanwhile` is called after the first response."""
    cursor, ids, change = "", [], meanwhile
    while cursor is not None:
        answer = client.get(f"{address}&fields=_,id&limit={limit}&cursor={cursor}")
        assert answer.status_code == 200, answer.content
        ids += [item["id"] for item in answer.json()["items"]]
        cursor = answer.json()["meta"]["next_cursor"]
        if change:
            change()
        change = None
    return ids


def ids_of(client, address):
    return [item["id"] for item in client.get(f"{address}&fields=_,id&limit=100").json()["items"]]


@pytest.mark.parametrize(
    "address",
    [
        ARTICLES,
        f"{ARTICLES}&order=-date",
        f"{ARTICLES}&order=date,-title",
        f"{ARTICLES}&order=-summary,title",
        f"{ARTICLES}&order=summary&tags=recovery",
        f"{ARTICLES}&order=listing_image",
        f"{ARTICLES}&order=-first_published_at&child_of=root",
        f"{ARTICLES}&order=-id",
        "/api/v2/pages/?_=",
        "/api/v2/pages/?order=-listing_image,title",
        "/api/v2/pages/?order=summary",
        "/api/v2/images/?order=-credit",
    ],
)
def test_a_cursor_leads_through_the_whole_list_in_its_order(client, articles, address):
    assert follow(client, address) == ids_of(client, address)


@pytest.mark.parametrize("order", ["", "&order=-date", "&order=title"])
def test_no_item_comes_twice_or_is_missed_while_others_come_before_it(client, articles, order):
    before = ids_of(client, ARTICLES + order)

    def add():
        ArticlePageFactory(parent=articles[0].get_parent(), title="a", slug="new", date=date(2027, 1, 1))

    found = follow(client, ARTICLES + order, meanwhile=add)

    assert [pk for pk in found if pk in before] == before


def test_the_item_that_a_cursor_comes_from_may_be_gone(client, articles):
    before = ids_of(client, ARTICLES)

    assert follow(client, ARTICLES, meanwhile=articles[1].delete) == before


def test_a_page_that_was_unpublished_is_not_in_the_rest_of_the_list(client, articles):
    found = follow(client, ARTICLES, meanwhile=articles[3].unpublish)

    assert found == [page.pk for page in articles if page != articles[3]]


def test_a_list_without_a_cursor_has_no_next_one(client, articles):
    assert client.get(ARTICLES).json()["meta"] == {"total_count": 5}
    assert client.get(f"{ARTICLES}&cursor=").json()["meta"] == {"total_count": 5, "next_cursor": None}


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("cursor=nonsense", "cursor is invalid"),
        ("cursor=bnVsbA", "cursor is invalid"),
        ("cursor=é", "cursor is invalid"),
        (f"cursor={'A' * 3000}", "cursor is invalid"),
        ("cursor=W1sicGF0aCJdLCBbIlx1MDAwMCJdXQ", "cursor is invalid"),
        ("cursor=W1siaWQiXSwgWzFdXQ", "another order"),
        ("cursor=&offset=20", "cannot be combined with offset"),
        ("cursor=&search=scar", "cannot be combined with search"),
        ("cursor=&order=random", "cannot be combined with a random order"),
    ],
)
def test_a_cursor_that_cannot_be_used_is_refused_with_a_sentence(client, articles, query, sentence):
    answer = client.get(f"{ARTICLES}&{query}")

    assert answer.status_code == 400
    assert sentence in answer.json()["detail"]


def test_a_list_by_cursor_costs_as_many_queries_for_five_items_as_for_one(client, articles):
    address = f"{ARTICLES}&fields=*&cursor="

    assert_as_many_queries(queries_of(client, f"{address}&limit=1"), queries_of(client, f"{address}&limit=5"))


def test_a_common_tag_selects_the_same_pages_as_a_rare_one(client, articles, monkeypatch):
    articles[2].tags.clear()
    articles[2].save()
    lists = [
        f"{ARTICLES}&tags=recovery{more}" for more in ("", "&order=-date", "&tags=recovery,recovery", "&limit=1")
    ]
    rare = [client.get(address).json() for address in lists]
    monkeypatch.setattr("cms.pages.models.COMMON", 1)

    assert [client.get(address).json() for address in lists] == rare
    assert rare[0]["meta"]["total_count"] == 4
