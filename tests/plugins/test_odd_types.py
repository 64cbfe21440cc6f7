"""Content types that are made by Wagtail's documentation alone do not break the API."""

import json

import pytest

from tests.plugins import dummies
from tests.plugins.copied import site_with

pytestmark = [pytest.mark.once, pytest.mark.slow, pytest.mark.xdist_group("odd types")]

PLAIN, SHOW = "/api/v2/pages/?type=odd.PlainPage&fields=*", "/api/v2/pages/?type=odd.ShowPage&fields=*"
SELECTED = "/api/v2/pages/?type=odd.ShowPage&fields=_,poster(alt),target(url),leaf(name)"
ADDRESSES = [
    *(PLAIN, SHOW, f"{PLAIN}&limit=1", f"{SHOW}&limit=1", SELECTED, "/api/v2/pages/", "/api/v2/pages/?fields=*"),
    *("/api/v2/boughs/?fields=*", "/api/v2/openapi.json", "/api/v2/pages/tree/"),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory, django_db_setup, django_db_blocker):
    """Return a site with a copy of the test database, and the content type “odd”."""
    with django_db_blocker.unblock():
        return site_with(tmp_path_factory.mktemp("odd"), dummies.ODD)


@pytest.fixture(scope="module")
def answers(site):
    said = site.run("-m", "tests.plugins.odd_types", *ADDRESSES, **site.variables)
    return json.loads(said.strip().rpartition("\n")[2])


@pytest.fixture(scope="module")
def details(answers):
    plain, show = list(answers)[-2:]
    return answers[plain]["json"], answers[show]["json"]


def test_every_address_answers(answers):
    assert {address: answer["status"] for address, answer in answers.items()} == dict.fromkeys(answers, 200)


def test_a_page_type_that_is_no_content_page_has_what_wagtail_gives_it(answers, details):
    plain, _show = details

    assert [item["title"] for item in answers[PLAIN]["json"]["items"]] == [f"Plain {number}" for number in range(5)]
    assert plain["meta"]["type"] == "odd.PlainPage"
    assert plain["meta"]["html_url"].endswith("/plain-0/")
    assert plain["meta"]["parent"]["title"] == "Practice"
    assert "summary" not in plain
    assert "Unseen" not in json.dumps(answers)


def test_plain_foreign_keys_look_like_the_fields_of_the_core(answers, details):
    for page in (*details, *answers[PLAIN]["json"]["items"], *answers[SHOW]["json"]["items"]):
        number = int(page["title"][-1])
        assert "renditions" in page["poster"]
        assert "download_url" not in page["poster"]["meta"] if "meta" in page["poster"] else True
        assert page["file"]["download_url"].startswith("http://testserver/documents/")
        assert page["target"] is None if number == 0 else page["target"]["title"] == "Practice"
        assert page["leaf"]["meta"] == {"type": "odd.Leaf"}
        assert page["leaf"]["name"] == f"Leaf {number}"
        assert "renditions" in page["leaf"]["picture"]
        assert page["price"] == "1.50"
        assert page["extra"] == {"a": [number]}


def test_child_relations_and_many_to_many_relations_are_shown(details):
    _plain, show = details

    (link,) = show["links"]
    assert link["label"] == "A link"
    assert link["target"]["title"] == "Plain 0"
    assert "renditions" in link["picture"]
    assert link["leaf"]["name"] == "Leaf 0"
    assert [leaf["name"] for leaf in show["leaves"]] == ["Leaf 0"]
    assert show["shout"] == {"SHOW 0": 1}


def test_an_endpoint_that_is_made_of_wagtails_alone_gives_the_same(answers):
    bough = answers["/api/v2/boughs/?fields=*"]["json"]["items"][0]

    assert bough["meta"]["detail_url"].endswith("/api/v2/boughs/1/")
    assert "renditions" in bough["picture"]
    assert bough["leaf"]["name"] == "Leaf 0"


def test_a_part_of_what_a_key_refers_to_can_be_asked_for(answers):
    item = answers[SELECTED]["json"]["items"][1]

    assert "alt" in item["poster"]
    assert "renditions" not in item["poster"]
    assert item["target"]["url"]
    assert item["leaf"]["name"] == "Leaf 1"
    assert "picture" not in item["leaf"]


def test_a_long_list_costs_as_many_queries_as_a_short_one(answers):
    for address in (PLAIN, SHOW):
        assert answers[address]["queries"] == answers[f"{address}&limit=1"]["queries"]


def test_what_does_not_say_what_it_is_is_described_as_any_json(answers):
    description = answers["/api/v2/openapi.json"]["json"]
    show = description["components"]["schemas"]["ShowPage"]["properties"]

    assert show["shout"] == {}
    assert show["price"] == {"type": "string", "format": "decimal"}
    assert "/api/v2/boughs/" in description["paths"]
    assert "PlainPage" in description["components"]["schemas"]


def test_a_check_names_the_field_and_the_endpoint_that_do_not_say_what_they_are(site, answers):
    said = site.manage("check", **site.variables)

    assert "“shout” of odd.ShowPage has no return annotation" in said
    assert "“bare” has no OpenAPI description. Put cms.plugins.api.APIViewMixin" in said
