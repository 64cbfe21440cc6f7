"""A change of a procedure is signed and published, as the README tells, while the server is slow."""

import re
import time
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import RUN_SERVER, _server
from tests.browser.editor import edit, press_publish, wait_for_autosave

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.slow]  # one server for them all
SLOW = 2
"""Seconds that each answer to a form takes."""


@pytest.fixture(scope="module")
def site(sample_site):
    """Return a server that requires medical reviews."""
    with _server(sample_site.data, RUN_SERVER, REVIEW_REQUIRED="true") as url:
        yield SimpleNamespace(url=url, user=sample_site.user, password=sample_site.password)


@pytest.fixture(scope="module")
def base_url(site):
    return site.url


def answer_slowly(route):
    if route.request.method == "POST":
        time.sleep(SLOW)
    route.continue_()


def test_a_change_is_refused_until_it_is_signed_and_signing_publishes_it(staff, site):
    page_id = edit(staff, "Liposuction")
    address = f"/admin/reviews/{page_id}/"
    summary = "A change that waits for its review."
    staff.locator("[name=summary]").fill(summary)
    press_publish(staff)
    expect(staff.locator(".messages")).to_contain_text("Not published")
    expect(staff.locator("body")).to_contain_text("A medical reviewer has not signed this content")
    wait_for_autosave(staff)
    assert summary not in staff.request.get("/procedures/liposuction/").text()

    staff.goto(address)
    expect(staff.locator("main")).to_contain_text("What has changed since")
    expect(staff.locator("main")).to_contain_text(summary)
    staff.route("**/admin/reviews/**", answer_slowly)
    staff.get_by_role("button", name="Record the decision").click()

    expect(staff.locator(".messages")).to_contain_text("is signed and published")
    shown = staff.request.get("/procedures/liposuction/").text()
    assert summary in shown
    assert re.search(r"Medically reviewed by.*Sample Reviewer, MD", shown, re.DOTALL)


def test_the_editor_says_which_changes_need_a_review(staff, site):
    page_id = edit(staff, "What off label means")  # no other test edits it
    expect(staff.locator("body")).to_contain_text("by Sample Reviewer, MD. The next review is due on")

    staff.locator("[name=summary]").fill("A summary that nobody has signed.")
    with staff.expect_response(lambda answer: answer.request.method == "POST" and answer.url.endswith("/edit/")):
        staff.get_by_role("button", name="Save draft").click()
    staff.goto(f"/admin/pages/{page_id}/edit/")

    expect(staff.locator("body")).to_contain_text("Changes to Summary need a new medical review")
