"""A site may have many content types, and more page types than SQLite joins tables."""

import json

import pytest

from tests.plugins import dummies
from tests.plugins.copied import site_with

pytestmark = [pytest.mark.once, pytest.mark.slow, pytest.mark.xdist_group("many types")]  # one site for them all
MANY_TYPES = dummies.FUNCTION_ARGUMENTS + 3

ADDRESSES = [
    *("/", "/cards/", "/sitemap.xml", "/search/?q=Many", "/api/v2/pages/", "/api/v2/pages/?fields=*"),
    *("/api/v2/pages/?summary=Summary+80", "/api/v2/pages/?tags=many&order=-summary&fields=summary"),
    *("/api/v2/pages/?fields=reviewed_on", "/api/v2/pages/?type=many.Many1Page,many.Many80Page&fields=*"),
    *("/api/v2/pages/?type=many.Many40Page&fields=*", "/api/v2/pages/?search=Many&fields=summary,listing_image"),
]


OURS = ["/", "/page/", "/articles/article/", "/api/v2/pages/", "/api/v2/pages/?fields=*"]


@pytest.fixture(scope="module")
def site(tmp_path_factory, django_db_setup, django_db_blocker):
    installed = [dummies.many(MANY_TYPES), *(dummies.good(f"good{number}") for number in range(5))]
    with django_db_blocker.unblock():
        return site_with(tmp_path_factory.mktemp("many"), *installed)


@pytest.fixture(scope="module")
def visited_without(site):
    """Return the status and the number of queries of our own pages, on a site with our own content types."""
    return site.visit(*OURS, **site.without)


@pytest.fixture(scope="module")
def asked(site, visited_without):
    said = site.run("-m", "tests.plugins.many_types", json.dumps(OURS), *ADDRESSES, **site.variables)
    return json.loads(said.strip().rpartition("\n")[2])


@pytest.fixture(scope="module")
def answers(asked):
    return asked["answers"]


def titles(answer):
    return [item["title"] for item in answer["answer"]["items"]]


def test_many_more_content_types_and_page_types_cost_no_query(asked, visited_without):
    assert {address: tuple(visit) for address, visit in asked["visits"].items()} == visited_without


def test_every_address_answers(answers):
    assert {address: answer["status"] for address, answer in answers.items()} == dict.fromkeys(answers, 200)


def test_mixed_lists_are_filtered_and_ordered_by_what_all_types_share(answers):
    last = MANY_TYPES - 1
    ordered = answers["/api/v2/pages/?tags=many&order=-summary&fields=summary"]

    assert titles(answers["/api/v2/pages/?summary=Summary+80"]) == ["Many 80"]
    assert titles(ordered) == ["Many 80", "Many 40", f"Many {last}", "Many 1"]
    assert ordered["answer"]["items"][0]["summary"] == "Summary 80"


def test_mixed_lists_show_what_all_types_share(answers):
    items = {item["title"]: item for item in answers["/api/v2/pages/?fields=*"]["answer"]["items"]}

    for number in (1, 40, 80, MANY_TYPES - 1):
        assert items[f"Many {number}"]["summary"] == f"Summary {number}"
        assert items[f"Many {number}"]["about"]["title"] == "Practice"
        assert "renditions" in items[f"Many {number}"]["listing_image"]


def test_cards_show_pages_of_all_types(answers):
    detail = list(answers.values())[-1]["answer"]
    (block,) = detail["body"]

    for number in (1, 40, 80, MANY_TYPES - 1):
        assert f"Summary {number}" in answers["/cards/"]["answer"]
    assert [card["summary"] for card in block["value"]["pages"]][1] == "Summary 40"
    assert all(card["image"] for card in block["value"]["pages"])
