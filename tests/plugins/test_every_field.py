"""A plain `APIField` on a field of any kind is shown, described and constant in queries, or a check names it."""

import json

import pytest
from jsonschema_rs import Draft202012Validator

from tests.plugins import dummies
from tests.plugins.copied import site_with

pytestmark = [pytest.mark.once, pytest.mark.slow, pytest.mark.xdist_group("every field")]

OPENAPI = "/api/v2/openapi.json"
LIST = "/api/v2/pages/?type=fields.EveryPage&fields=*,-absent"
NAMED = {
    "file": "is a file that no URL serves. Use a foreign key to the document or the image model.",
    "picture_file": "is a file that no URL serves. Use a foreign key to the document or the image model.",
    "raw": "is a BinaryField, which has no form in JSON. Remove it from `api_fields`, or give it a serializer",
    "silent": "has no return annotation. Add one to its property or method",
    "wrong": "cannot be described: NameError: name 'NoSuchType' is not defined.",
    "absent": "does not exist. Correct or remove it in `api_fields`.",
}
"""Fields that `manage.py check` names, with what it says about them."""
ANY_JSON = {*NAMED, "facts"}
NOT_FILTERED = {"facts", "file", "picture_file", "raw", "stream", "leaves", "friends", "notes", "stay"}
EMPTY = {"small", "no_price", "perhaps"}
"""Filters by an empty value are refused."""


@pytest.fixture(scope="module")
def site(tmp_path_factory, django_db_setup, django_db_blocker):
    """Return a site with a copy of the test database, and the content type “fields”."""
    with django_db_blocker.unblock():
        return site_with(tmp_path_factory.mktemp("fields"), dummies.FIELDS)


@pytest.fixture(scope="module")
def answers(site):
    said = site.run("-m", "tests.plugins.every_field", OPENAPI, LIST, f"{LIST}&limit=1", **site.variables)
    return json.loads(said.strip().rpartition("\n")[2])


@pytest.fixture(scope="module")
def components(answers):
    return answers[OPENAPI]["json"]["components"]


@pytest.fixture(scope="module")
def items(answers):
    return answers[LIST]["json"]["items"]


def test_each_field_is_shown_as_it_is_described(items, components):
    validator = Draft202012Validator({"$ref": "#/components/schemas/EveryPageSelection", "components": components})

    assert len(items) == 4
    for item in items:
        assert {*dummies.KINDS, *dummies.OTHERS} - item.keys() == {"absent"}
        assert [error.message for error in validator.iter_errors(item)] == []


def test_each_field_has_a_schema_unless_a_check_names_it(components):
    described = components["schemas"]["EveryPage"]["properties"]

    assert {name for name in (*dummies.KINDS, *dummies.OTHERS) if described[name] == {}} == ANY_JSON
    assert described["price"] == {"type": "string", "format": "decimal"}
    assert described["count"] == {"type": "integer", "enum": [1, 2]}
    assert described["zone"] == {"type": "string"}
    assert "Kiritimati" not in json.dumps(components)


def test_decimals_are_strings_wherever_they_come_from(items):
    item = items[0]

    assert (item["price"], item["cost"], item["links"][0]["price"]) == ("1.50", "1.50", "1.50")


def test_relations_show_what_is_public(items):
    for number, item in enumerate(items):
        assert item["by_name"]["name"] == item["only"]["name"] == f"Leaf {number}"
        assert [printing["year"] for printing in item["printings"]] == [2030], "the other one is not live"
        assert item["poster_of"]["name"] == "Poster"
        assert [note["name"] for note in item["notes"]] == ["Note"]
        assert item["author"].keys() == {"id", "meta"}


def test_a_long_list_costs_as_many_queries_as_a_short_one(answers):
    assert answers[LIST]["queries"] == answers[f"{LIST}&limit=1"]["queries"]


def test_each_field_is_filtered_by_or_refused(answers):
    refused = {name for name, (status, _count) in answers["filters"].items() if status == 400}
    empty = {name for name, (status, count) in answers["filters"].items() if status == 200 and not count}
    parameters = answers[OPENAPI]["json"]["paths"]["/api/v2/pages/"]["get"]["parameters"]

    assert refused == NOT_FILTERED | EMPTY
    assert empty == set()
    assert dummies.KINDS.keys() - {parameter["name"] for parameter in parameters} == NOT_FILTERED


def test_no_filter_or_order_is_an_error_of_the_server(answers):
    statuses = {**answers["filters"], **answers["odd filters"], **answers["orders"]}

    assert {asked: status for asked, (status, _count) in statuses.items() if status not in (200, 400)} == {}


def test_a_check_names_each_field_that_cannot_be_described_and_says_what_to_do(site):
    lines = [line for line in site.manage("check", **site.variables).splitlines() if "cms_openapi.W001" in line]

    assert len(lines) == len(NAMED)
    for name, says in NAMED.items():
        assert any(f"The API field “{name}” of fields.EveryPage {says}" in line for line in lines), name
