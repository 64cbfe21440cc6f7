"""Page types of Wagtail alone work like those that extend `ContentPage`, on a site with very many page types."""

import json

import pytest

from tests.plugins import dummies
from tests.plugins.copied import site_with

pytestmark = [pytest.mark.once, pytest.mark.slow, pytest.mark.xdist_group("plain types")]

REDIRECTS = {
    "site: moved": "/notice-0/",
    "api: find/?html_path=/notice-0/": "/api/v2/pages/",
    "admin: moved/view_draft": "/admin/",  # it has no preview
    "admin: publish": "/admin/pages/",
    "admin: copied": "/admin/pages/",
    "admin: unpublished": "/admin/pages/",
    "admin: moved below": "/admin/pages/",
    "admin: deleted": "/admin/pages/",
    "admin: all deleted": "/admin/pages/",
}
MANY_TYPES = dummies.JOINED_TABLES + 6
NOT_FOUND = {"site: draft", "site: expired", "site: unpublished"}


@pytest.fixture(scope="module")
def answers(tmp_path_factory, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        site = site_with(tmp_path_factory.mktemp("plain"), dummies.PLAIN, dummies.many(MANY_TYPES))
    said = site.run("-m", "tests.plugins.plain_types", API_V3="true", **site.variables)
    return json.loads(said.strip().rpartition("\n")[2])


def items(answers, name, limit=100):
    return answers[f"api: list of {name}, {limit} at most"]["json"]["items"]


def test_the_site_the_admin_and_the_api_answer_every_request(answers):
    expected = dict.fromkeys(answers, 200) | dict.fromkeys(REDIRECTS, 302) | dict.fromkeys(NOT_FOUND, 404)

    assert {name: answer["status"] for name, answer in answers.items()} == expected
    for name, target in REDIRECTS.items():
        assert target in answers[name]["location"]


def test_every_answer_of_the_api_is_as_described(answers):
    assert {name: answer["problem"] for name, answer in answers.items() if answer["problem"]} == {}


def test_plain_pages_are_shown_by_their_own_templates(answers):
    assert "<h1>Notice 0</h1>" in answers["site: notice-0"]["text"]
    assert "page-" in answers["site: notice-0"]["keys"]
    assert "A heading" in answers["site: notice-0"]["text"]
    assert "csrfmiddlewaretoken" in answers["site: survey"]["text"]
    assert answers["site: submit"]["text"] == "Thank you"
    assert answers["site: hub/feed"]["text"] == "The feed"
    assert "Changed" in answers["admin: see preview"]["text"]
    assert "Changed" in answers["site: published"]["text"]


def test_plain_pages_have_what_wagtail_gives_them(answers):
    for page in (*items(answers, "NoticePage"), answers["api: notice 0"]["json"]):
        assert page["text"] == "<p>Notice</p>"
        assert page["about"] == "a word"
        assert page["tags"] == sorted(["green", page["title"]])
        assert "renditions" in page["picture"]
        assert [block["type"] for block in page["body"]] == ["heading", "paragraph", "image", "entries"]
    (moved,) = items(answers, "MovedPage")
    assert moved["target"]["title"] == "Notice 0"
    (survey,) = items(answers, "SurveyPage")
    assert [field["label"] for field in survey["form_fields"]] == ["Name"]
    assert answers["token: v3 notice 0"]["json"]["text"] == "<p>Notice</p>"
    assert answers["token: draft of notice 0"]["json"]["tags"] == ["Notice 0", "green"]


def test_plain_pages_are_found_and_filtered(answers):
    notices = ["Notice 0", "Notice 1", "Notice 2"]

    for name in ("found", "typed and found", "about"):
        assert sorted(item["title"] for item in items(answers, name)) == notices
    assert [item["title"] for item in items(answers, "tagged")] == notices[::-1]
    assert "Notice 2" in answers["site: search"]["text"]


def test_plain_pages_are_in_mixed_lists_the_tree_and_the_sitemap_and_on_cards(answers):
    mixed = {item["title"]: item for item in items(answers, "all")}
    tree = json.dumps(answers["api: tree/"]["json"])

    for title in ("Notice 0", "Moved", "Survey", "Hub"):
        assert mixed[title]["summary"] is None
        assert f'"title": "{title}"' in tree
        assert title in answers["site: cards"]["text"]
        assert f"/{mixed[title]['meta']['slug']}/" in answers["site: sitemap"]["text"]
    assert mixed["Many60Page"]["summary"] == "One of many"
    assert "renditions" in mixed["Many60Page"]["listing_image"]
    assert {item["title"] for item in items(answers, "two")} == {"Notice 0", "Notice 1", "Notice 2", "Survey"}
    assert len(items(answers, "of many")) == len(range(0, MANY_TYPES, 10))


def test_what_is_not_public_is_nowhere(answers):
    public = {
        name: answer
        for name, answer in answers.items()
        if name.startswith(("site: ", "api: ", "token: v3")) and name not in NOT_FOUND
    }

    for title in ("Draft", "Expired", "Restricted"):
        slug = f"/{title.lower()}/"
        assert [
            name
            for name, answer in public.items()
            if slug in (answer["text"] or json.dumps(answer["json"])) and name != "site: restricted"
        ] == []
    assert "password" in answers["site: restricted"]["text"]
    assert "Words" not in answers["site: restricted"]["text"]


def test_a_long_list_costs_as_many_queries_as_a_short_one(answers):
    for name in ("NoticePage", "tagged", "of many"):
        long, short = (answers[f"api: list of {name}, {limit} at most"]["queries"] for limit in (100, 1))
        assert long == short, name
