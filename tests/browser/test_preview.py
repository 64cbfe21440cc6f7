"""Previews by a front end of another host: that of docs/api/preview.md, in the panel and in a tab of its own.

Wagtail saves as a draft what is typed, so each test that types has a page that no other test uses.
"""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.editor import edit, open_editor, open_panel, panel, write_title

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.slow]  # one server for them all


@pytest.fixture
def site(headless_site):
    return headless_site


def test_the_panel_shows_what_is_typed_on_another_host_and_publishes_nothing(staff, site):
    page_id = edit(staff, "Breast enlargement")
    open_panel(staff)
    expect(panel(staff).locator("main h1")).to_have_text("Breast enlargement")
    expect(panel(staff).locator("wagtail-userbar")).to_be_attached()

    write_title(staff, "Typed and not published")

    expect(panel(staff).locator("main h1")).to_have_text("Typed and not published")
    (frame,) = [frame for frame in staff.frames if frame.url.startswith(site.front_end)]
    assert urlsplit(frame.url).netloc != urlsplit(site.url).netloc
    assert "in_preview_panel=true" in frame.url
    assert staff.request.get(f"/api/v2/pages/{page_id}/").json()["title"] == "Breast enlargement"


def test_a_page_that_was_never_saved_is_shown(staff, site):
    answer = staff.request.get("/api/v2/pages/", params={"type": "home.HomePage"}).json()
    open_editor(staff, f"/admin/pages/add/home/standardpage/{answer['items'][0]['id']}/")
    open_panel(staff)
    expect(panel(staff).locator("wagtail-userbar")).to_be_attached()

    write_title(staff, "A page that is new")

    expect(panel(staff).locator("main h1")).to_have_text("A page that is new")
    found = staff.request.get("/api/v2/pages/find/", params={"html_path": "/a-page-that-is-new/"})
    assert found.status == 404


def test_view_draft_opens_the_front_end_with_the_user_bar(staff, site):
    page_id = edit(staff, "Brow lift")

    staff.goto(f"/admin/pages/{page_id}/view_draft/")

    assert staff.url.startswith(f"{site.front_end}/preview/?content_type=articles.procedurepage&token=")
    expect(staff.locator("main h1")).to_have_text("Brow lift")
    staff.get_by_role("button", name="View Wagtail quick actions").click()
    links = staff.get_by_role("menuitem", name="Edit this page")
    expect(links).to_have_attribute("href", re.compile(f"/admin/pages/{page_id}/edit/$"))


def test_no_cookie_is_needed(staff, site, browser):
    page_id = edit(staff, "Brow lift")
    staff.goto(f"/admin/pages/{page_id}/view_draft/")

    stranger = browser.new_context().new_page()
    stranger.goto(staff.url)

    expect(stranger.locator("main h1")).to_have_text("Brow lift")
    assert stranger.context.cookies() == []
    stranger.context.close()


def test_a_token_that_does_not_hold_is_explained(staff, site):
    staff.goto(f"{site.front_end}/preview/?content_type=articles.procedurepage&token=nonsense")

    expect(staff.locator("main")).to_contain_text("Open it again from the editor")


def test_the_checks_of_the_front_ends_page_are_in_the_editors_panel(staff, site):
    edit(staff, "Breast reduction")
    staff.get_by_role("button", name="Toggle checks").click()
    checks = staff.locator("[data-side-panel=checks]")
    expect(checks.locator("[data-content-word-count]")).to_have_text(re.compile(r"[1-9]\d*"))
    expect(checks.locator("[data-content-checker-count]")).to_have_text("0")

    def without_title(route):
        answer = route.fetch()
        route.fulfill(response=answer, json=answer.json() | {"title": ""})

    staff.route("**/api/v2/page_preview/?*", without_title)  # so that the front end shows a heading without words
    write_title(staff, "A change that makes a new preview")

    expect(checks.locator("[data-content-checker-count]")).to_have_text("1")
    expect(checks.locator("[data-checks-panel]")).to_contain_text("Empty heading found")


def test_the_panel_stays_where_it_was_scrolled_to(staff, site):
    edit(staff, "Your visit")
    open_panel(staff)
    heading = panel(staff).locator("main h1")
    expect(heading).to_have_text("Your visit")
    expect(panel(staff).locator("wagtail-userbar")).to_be_attached()
    heading.evaluate("() => scrollTo(0, 20)")

    write_title(staff, "Your visit, again")

    expect(heading).to_have_text("Your visit, again")
    frame = staff.locator("#w-preview-iframe").element_handle().content_frame()
    frame.wait_for_function("scrollY === 20")
