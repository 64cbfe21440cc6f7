"""The admin, as staff use it."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("browser")  # one server for them all


def open_editor(staff, site, title):
    """Open the editor of the page with this title."""
    answer = staff.request.get(f"/api/v2/pages/?search={title}&fields=title").json()
    (page,) = [item for item in answer["items"] if item["title"] == title]
    staff.goto(f"/admin/pages/{page['id']}/edit/")
    return page["id"]


def publish(staff):
    staff.get_by_role("button", name="More actions").first.click()
    staff.get_by_role("button", name=re.compile("Publish")).click()
    expect(staff.locator(".messages")).to_contain_text("published")


def test_staff_change_a_procedure_see_it_in_the_preview_publish_it_and_read_it_everywhere(staff, site):
    page_id = open_editor(staff, site, "Brow lift")
    summary = "A lighter brow, said in one sentence."

    staff.get_by_role("button", name="Toggle preview").click()
    preview = staff.frame_locator("iframe[title=Preview]").first
    expect(preview.locator("main")).to_contain_text("Brow lift")
    staff.locator("[name=summary]").clear()
    staff.locator("[name=summary]").press_sequentially(summary, delay=30)
    expect(preview.locator("main")).to_contain_text(summary)
    assert summary not in staff.request.get("/procedures/brow-lift/").text()
    publish(staff)

    assert summary in staff.request.get("/procedures/brow-lift/").text()
    assert staff.request.get(f"/api/v2/pages/{page_id}/").json()["summary"] == summary


def test_staff_cite_a_work_with_the_button_in_the_text(staff, site):
    page_id = open_editor(staff, site, "Facelift")
    before = staff.request.get(f"/api/v2/pages/{page_id}/").json()["citations"]
    text = staff.locator(".Draftail-Editor [contenteditable=true]").first

    text.click()
    staff.keyboard.press("Control+End")
    staff.keyboard.type(" As was shown. /cite")
    staff.keyboard.press("Enter")
    staff.get_by_role("dialog").get_by_role("link", name=re.compile("Klein")).first.click()
    expect(text).to_contain_text("As was shown. [Klein")
    publish(staff)

    cited = staff.request.get(f"/api/v2/pages/{page_id}/").json()["citations"]
    assert len(cited) == len(before) + 1
    assert any("Klein" in work["text"] for work in cited)


def test_a_heading_that_skips_a_level_is_refused_at_its_place_and_what_was_typed_is_kept(staff, site):
    open_editor(staff, site, "Liposuction")
    level = staff.locator("select[name^=body-][name$='-value-level']").first

    level.select_option("h4")
    staff.get_by_role("button", name="More actions").first.click()
    staff.get_by_role("button", name=re.compile("Publish")).click()

    expect(staff.locator(".messages")).to_contain_text("could not be")
    expect(staff.locator("body")).to_contain_text("A level is left out before this heading.")
    expect(staff.locator("select[name^=body-][name$='-value-level']").first).to_have_value("h4")


def test_staff_see_what_each_block_looks_like_before_they_choose_it(staff, site):
    open_editor(staff, site, "Eyelid surgery")
    body = staff.locator("#panel-child-content-body-section")
    body.get_by_role("button", name="Insert a block").first.click()

    notice = staff.locator(".w-combobox__option-row", has=staff.get_by_role("option", name="Notice"))
    notice.get_by_role("button", name="Preview").click()

    expect(staff.locator(".w-combobox-preview")).to_contain_text("Sets apart what must not be missed")
    shown = staff.frame_locator(".w-combobox-preview iframe")
    expect(shown.locator(".notice")).to_contain_text("Call us at once")


def test_the_admin_asks_nothing_of_another_host(staff, site):
    asked = []
    staff.on("request", lambda request: asked.append(request.url))

    staff.goto("/admin/")
    open_editor(staff, site, "Eyelid surgery")
    staff.wait_for_load_state("networkidle")

    assert asked
    assert not [url for url in asked if not url.startswith((site.url, "data:", "blob:"))]
