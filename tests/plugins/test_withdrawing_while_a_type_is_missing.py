"""A consent is withdrawn while content types that have content under it are not installed."""

import json

import pytest

from tests.plugins.copied import copy_database
from tests.plugins.test_refusals import Site

pytestmark = [pytest.mark.once, pytest.mark.slow, pytest.mark.xdist_group("withdrawing")]

TYPES = {"CMS_CONTENT_TYPES": "home,articles,gallery,testimonials"}
KEPT = {("case", "A case"), ("story", "A story"), ("story", "A draft"), ("testimonial", "testimonial 1")}


@pytest.fixture(scope="module")
def site(tmp_path_factory, django_db_setup, django_db_blocker):
    site = Site(tmp_path_factory.mktemp("withdrawing"))
    with django_db_blocker.unblock():
        copy_database(site.folder)
    site.run("-m", "tests.plugins.withdrawing", "make", **TYPES)
    return site


def stage(site, name, **variables):
    said = site.run("-m", "tests.plugins.withdrawing", name, **TYPES, **variables)
    return json.loads(said.strip().rpartition("\n")[2])


@pytest.fixture(scope="module")
def withdrawn(site):
    return stage(site, "withdraw", CMS_DISABLED_CONTENT_TYPES="gallery,testimonials")


@pytest.fixture(scope="module")
def finished(site, withdrawn):
    return stage(site, "finish")


def test_the_receipt_lists_the_content_that_is_still_stored_and_is_not_complete(withdrawn):
    receipt = withdrawn["receipt"]

    assert {(one["kind"], one["title"]) for one in receipt["not_installed"]} == KEPT
    assert {one["content_type"] for one in receipt["not_installed"]} == {"Galleries", "Stories"}
    assert all(one["id"] for one in receipt["not_installed"])
    assert receipt["completed_at"] is None
    assert any("“Stories” again and withdraw once more" in line for line in receipt["manual_steps"])


def test_the_admin_and_the_commands_say_so(withdrawn):
    story = "story: A story (of “Stories”, which is not installed or not enabled; number "
    for said in (withdrawn["form"], withdrawn["html"], withdrawn["command"]):
        assert story in said.replace("Story: ", "story: ")
        assert "No content depends on this consent" not in said
    assert "Files are left" not in withdrawn["html"]
    assert "Withdraw once more" in withdrawn["html"]
    assert "CommandError: The content is hidden, but the withdrawal is not finished" in withdrawn["command"]
    assert story.replace("A story", "A late story") in withdrawn["expired"]


def test_a_table_that_cannot_be_searched_is_named(withdrawn):
    (problem,) = [line for line in withdrawn["lost table"] if "could not be searched" in line]

    assert "testimonials_testimonial" in problem
    assert "“Stories”" in problem
    assert len(withdrawn["lost table"]) == 4, "the other tables are searched"


def test_pages_are_unpublished_and_pictures_deleted_while_the_tables_of_the_types_stay_as_they_were(withdrawn):
    assert {"told", "case"}.isdisjoint(withdrawn["live"])
    assert {"other", "stories", "late"} <= set(withdrawn["live"])
    assert {"A story", "A case"} <= {one["title"] for one in withdrawn["receipt"]["unpublished"]}
    assert withdrawn["files"] == []
    assert len(withdrawn["receipt"]["files_deleted"]) >= 2
    assert withdrawn["rows are unchanged"]


def test_nothing_is_shown_when_the_types_are_back(finished):
    assert finished["statuses"] == {"/stories/told/": 404, "/stories/other/": 200, "/albums/album/case/": 404}
    assert finished["live again"] == 404


def test_withdrawing_once_more_completes_it(withdrawn, finished):
    receipt = finished["receipt"]

    assert "Consent PH-1 is withdrawn." in finished["command"]
    assert receipt["completed_at"]
    assert receipt["not_installed"] == []
    assert not any("withdraw once more" in line for line in receipt["manual_steps"])
    assert "Withdraw once more" not in finished["html"]
    assert {"told", "case"}.isdisjoint(finished["live"])
    assert finished["testimonials"] == 0
    titles = [one["title"] for one in receipt["unpublished"]]
    assert sorted(title for title in titles if not title.startswith("Image")) == [
        "A case",
        "A story",
        "Nobody hurried me.",
    ]
