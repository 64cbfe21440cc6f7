"""The admin works under its Content-Security-Policy in a real browser: nothing that staff do violates it."""

import re

import pytest
from playwright.sync_api import expect

from cms.testing.factories import jpeg_bytes
from tests.browser.editor import edit, open_panel, panel, wait_for_text_in_form
from tests.browser.test_safe_site import REPORT

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.slow]  # one server for them all


@pytest.fixture
def violations(staff):
    """Collect the violations of the policy, in pages and in the frames of previews, and errors of scripts."""
    found = []
    staff.add_init_script(REPORT)
    staff.on("console", lambda message: "CSP: " in message.text and found.append(f"{staff.url} {message.text}"))
    staff.on("pageerror", lambda error: found.append(f"{staff.url} {error}"))
    yield found
    assert not found


def test_the_browser_refuses_inline_scripts_handlers_evaluation_and_style_attributes(staff, site):
    found = []
    staff.add_init_script(REPORT)
    staff.on("console", lambda message: found.append(message.text))
    staff.goto("/admin/")

    staff.evaluate("document.body.append(Object.assign(document.createElement('script'), {textContent: '1'}))")
    staff.evaluate("document.body.setAttribute('onclick', '1')")
    staff.evaluate("document.body.setAttribute('style', 'color: red')")
    staff.evaluate("new Image().src = 'https://elsewhere.example/pixel.gif'")
    staff.evaluate("fetch('https://elsewhere.example/').catch(() => {})")
    with pytest.raises(Exception, match="unsafe-eval"):
        staff.evaluate(
            "() => new Promise((done, fail) => setTimeout(() => { try { done(Function('1')) } "
            "catch (error) { fail(error) } }))"
        )

    refused = {text.partition("CSP: ")[2] for text in found}
    assert {"script-src-elem", "script-src-attr", "style-src-attr", "img-src", "connect-src"} <= refused


def test_a_page_is_written_with_blocks_rich_text_choosers_comments_schedule_and_preview(staff, site, violations):
    edit(staff, "Botulinum toxin for severe vaginismus")  # no other test edits it
    body = staff.locator("#panel-child-content-body-section")
    body.get_by_role("button", name="Insert a block").first.click()
    staff.get_by_role("option", name="Notice").click()
    text = staff.locator(".Draftail-Editor [contenteditable=true]").first
    text.click()
    staff.keyboard.press("Control+End")
    staff.keyboard.type(" Under the policy. /cite")
    staff.get_by_role("option", name=re.compile("cit", re.IGNORECASE)).click()
    staff.get_by_role("dialog").get_by_role("link", name=re.compile("Klein")).first.click()
    wait_for_text_in_form(staff, "Under the policy. [Klein")

    open_panel(staff)
    expect(panel(staff).locator("main")).to_contain_text("Under the policy.")
    staff.get_by_role("button", name="Toggle checks").click()
    staff.get_by_role("button", name="Toggle comments").click()
    staff.get_by_role("button", name="Toggle status").click()
    staff.get_by_role("button", name="Set schedule").click()
    staff.get_by_role("dialog", name="Set publishing schedule").get_by_label("Go live date/time").click()
    expect(staff.locator(".xdsoft_datetimepicker:visible")).to_be_visible()


def test_works_of_a_list_are_added_and_moved_and_procedures_of_a_case_are_chosen(staff, site, violations):
    edit(staff, "Botulinum toxin for vaginismus: the literature")
    works = staff.locator("[name^=entries-][name$=-citation]")
    before = works.count()
    staff.get_by_role("button", name="Add work").click()
    expect(works).to_have_count(before + 1)
    staff.get_by_role("button", name="Move up").last.click()
    staff.get_by_role("button", name="Choose", exact=False).last.click()
    staff.get_by_role("dialog").get_by_role("link", name=re.compile("Klein")).first.click()
    expect(staff.get_by_role("dialog")).to_be_hidden()

    edit(staff, "Case 3: upper eyelids with brow lift")
    procedures = staff.locator("[name^=case_procedures-][name$=-procedure]")
    before = procedures.count()
    staff.get_by_role("button", name="Add procedure").click()
    dialog = staff.get_by_role("dialog")
    dialog.locator("input[type=checkbox][name=id]").last.check()
    dialog.get_by_role("button", name="Confirm selection").click()
    expect(procedures).to_have_count(before + 1)


def test_dates_are_chosen_in_forms(staff, site, violations):
    staff.goto("/admin/snippets/cms_consent/consent/add/")
    staff.locator("input[id*=date], input[name*=date], input[name*=until], input[name*=_on]").first.click()
    expect(staff.locator(".xdsoft_datetimepicker:visible")).to_be_visible()


def test_images_are_uploaded_and_cropped(staff, site, violations):
    staff.goto("/admin/images/multiple/add/")
    staff.locator("input[type=file][multiple]").set_input_files(
        [{"name": "policy.jpg", "mimeType": "image/jpeg", "buffer": jpeg_bytes()}]
    )
    expect(staff.locator("body")).to_contain_text("Upload successful")
    staff.goto("/admin/images/")
    staff.locator("main a[href*='/admin/images/']", has=staff.locator("img")).first.click()
    expect(staff.locator(".jcrop-holder")).to_be_visible()
