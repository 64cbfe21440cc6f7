"""The admin, as staff use it."""

import re

import pytest
from playwright.sync_api import expect

from cms.testing.factories import jpeg_bytes
from tests.browser.editor import (
    edit,
    open_panel,
    panel,
    press_publish,
    publish,
    wait_for_autosave,
    wait_for_text_in_form,
)

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.slow]  # one server for them all


def test_staff_change_a_procedure_see_it_in_the_preview_publish_it_and_read_it_everywhere(staff, site):
    page_id = edit(staff, "Brow lift")
    summary = "A lighter brow, said in one sentence."

    open_panel(staff)
    expect(panel(staff).locator("main")).to_contain_text("Brow lift")
    staff.locator("[name=summary]").fill(summary)
    expect(panel(staff).locator("main")).to_contain_text(summary)
    assert summary not in staff.request.get("/procedures/brow-lift/").text()
    publish(staff)

    assert summary in staff.request.get("/procedures/brow-lift/").text()
    assert staff.request.get(f"/api/v2/pages/{page_id}/").json()["summary"] == summary


def test_staff_cite_a_work_with_the_button_in_the_text(staff, site):
    page_id = edit(staff, "Facelift")
    before = staff.request.get(f"/api/v2/pages/{page_id}/").json()["citations"]
    text = staff.locator(".Draftail-Editor [contenteditable=true]").first

    text.click()
    staff.keyboard.press("Control+End")
    staff.keyboard.type(" As was shown. /cite")
    expect(staff.get_by_role("option", name=re.compile("cit", re.IGNORECASE))).to_be_visible()
    staff.keyboard.press("Enter")
    staff.get_by_role("dialog").get_by_role("link", name=re.compile("Klein")).first.click()
    wait_for_text_in_form(staff, "As was shown. [Klein")
    publish(staff)

    cited = staff.request.get(f"/api/v2/pages/{page_id}/").json()["citations"]
    assert len(cited) == len(before) + 1
    assert any("Klein" in work["text"] for work in cited)


def test_a_heading_that_skips_a_level_is_refused_at_its_place_and_what_was_typed_is_kept(staff, site):
    edit(staff, "Liposuction")
    level = staff.locator("select[name^=body-][name$='-value-level']").first

    level.select_option("h4")
    press_publish(staff)

    expect(staff.locator(".messages")).to_contain_text("Not published")
    expect(staff.locator("body")).to_contain_text("A level is left out before this heading.")
    expect(staff.locator("select[name^=body-][name$='-value-level']").first).to_have_value("h4")


def test_staff_see_what_each_block_looks_like_before_they_choose_it(staff, site):
    edit(staff, "Eyelid surgery")
    body = staff.locator("#panel-child-content-body-section")
    body.get_by_role("button", name="Insert a block").first.click()

    notice = staff.locator(".w-combobox__option-row", has=staff.get_by_role("option", name="Notice"))
    notice.get_by_role("button", name="Preview").click()

    expect(staff.locator(".w-combobox-preview")).to_contain_text("Sets apart what must not be missed")
    shown = staff.frame_locator(".w-combobox-preview iframe")
    expect(shown.locator(".notice")).to_contain_text("Call us at once")


STORE_A_POLL = """
from articles.models import ProcedurePage
page = ProcedurePage.objects.get(title="Breast enlargement")
others = [one for one in page.body.get_prep_value() if one["type"] != "poll"]
poll = {"type": "poll", "value": {"question": "Do you sleep well?", "odds": [1, 2.5]}, "id": "poll"}
page.body = [*others[:2], poll, *others[2:]]
page.save_revision().publish()
"""
PRINT_THE_POLL = """
import json
from django.db import connection
from articles.models import ProcedurePage
with connection.cursor() as cursor:
    pk = ProcedurePage.objects.get(title="Breast enlargement").pk
    cursor.execute("SELECT body FROM articles_procedurepage WHERE page_ptr_id = %s", [pk])
    stored = json.loads(cursor.fetchone()[0])
print([(place, json.dumps(one)) for place, one in enumerate(stored) if one["type"] == "poll"])
"""


def test_a_block_of_a_missing_type_is_shown_as_that_and_kept_when_staff_publish_another(staff, site, shell):
    shell(STORE_A_POLL)
    before = shell(PRINT_THE_POLL)
    assert "Do you sleep well?" in before

    edit(staff, "Breast enlargement")
    body = staff.locator("#panel-child-content-body-section")
    missing = body.locator("[data-streamfield-child]", has_text="Block of a missing type")
    expect(missing).to_contain_text("A block of a missing type (“poll”). It is kept as it is")
    expect(missing.get_by_role("button", name="Delete")).to_be_enabled()
    expect(missing.get_by_role("button", name="Duplicate")).to_be_disabled()
    body.get_by_role("button", name="Insert a block").first.click()
    expect(staff.get_by_role("option", name="Notice")).to_be_visible()
    assert not [one for one in staff.get_by_role("option").all_inner_texts() if re.search("missing|poll", one, re.I)]
    staff.keyboard.press("Escape")
    body.locator("input[name$='-value-text']").first.fill("A heading beside it")
    publish(staff)

    assert "A heading beside it" in staff.request.get("/procedures/breast-enlargement/").text()
    assert shell(PRINT_THE_POLL) == before

    edit(staff, "Breast enlargement")
    missing.get_by_role("button", name="Move up").click()
    publish(staff)
    assert shell(PRINT_THE_POLL) == before.replace("(2, ", "(1, ")

    edit(staff, "Breast enlargement")
    missing.get_by_role("button", name="Delete").click()
    publish(staff)
    assert shell(PRINT_THE_POLL).strip() == "[]"


def test_what_is_refused_stands_at_its_block_beside_one_of_a_missing_type(staff, site, shell):
    shell(STORE_A_POLL)
    edit(staff, "Breast enlargement")
    level = staff.locator("select[name^=body-][name$='-value-level']").nth(1)  # behind the other one

    level.select_option("h4")
    press_publish(staff)

    refused = staff.locator(
        "[data-streamfield-child]", has=staff.locator(".w-field__errors", has_text="A level is left out")
    )
    expect(refused.locator("select[name$='-value-level']")).to_have_value("h4")
    expect(staff.locator("[data-streamfield-child]", has_text="Block of a missing type")).to_be_visible()


def test_the_admin_asks_nothing_of_another_host(staff, site):
    asked = []
    staff.on("request", lambda request: asked.append(request.url))

    staff.goto("/admin/")
    edit(staff, "Eyelid surgery")
    staff.wait_for_load_state("networkidle")

    assert asked
    assert not [url for url in asked if not url.startswith((site.url, "data:", "blob:"))]


def test_photographs_that_are_uploaded_together_become_described_pairs_of_a_case(staff, site):
    edit(staff, "Case 1: facelift")
    pairs = staff.locator("[name^=pairs-][name$=-value-before-image]")
    descriptions = staff.locator("[name^=pairs-][name$=-alt_text]")
    before = pairs.count()
    files = {f"{number}.jpg": jpeg_bytes() for number in range(1, 9)} | {"9.jpg": b"no image"}

    staff.locator("input[type=file][multiple]").set_input_files(
        [{"name": name, "mimeType": "image/jpeg", "buffer": content} for name, content in files.items()]
    )
    expect(pairs).to_have_count(before + 4)
    expect(staff.locator("body")).to_contain_text("“9.jpg” was not uploaded")
    descriptions.last.fill("Eyelids after twelve weeks")
    wait_for_autosave(staff)
    staff.reload()

    expect(pairs).to_have_count(before + 4)
    expect(descriptions.last).to_have_value("Eyelids after twelve weeks")
