"""Helpers for Wagtail's page editor and its preview panel.

The editor compares its form with the form as it was two seconds after it was opened, and saves the differences by
itself. Each helper waits for the state of the editor that the next step needs, so that no test depends on how fast
the machine is.
"""

import re

from playwright.sync_api import expect

CONTROLLERS = """
    const form = document.querySelector("[data-edit-form]");
    const controller = (name) => window.wagtail.app.getControllerForElementAndIdentifier(form, name);
"""
WATCHES = f"""() => {{
    if (document.readyState !== "complete" || !window.wagtail?.app) return false;
    {CONTROLLERS}
    const edits = controller("w-unsaved");
    return Boolean(edits && (edits.forceValue || edits.initialFormData));
}}"""
SAVED = f"""() => {{
    if (!window.wagtail?.app) return false;
    {CONTROLLERS}
    const [edits, autosave] = [controller("w-unsaved"), controller("w-autosave")];
    return Boolean(edits && autosave && edits.initialFormData === edits.formData && !edits.forceValue
        && !edits.hasEditsValue && !autosave.submitPromise);
}}"""

HAS_TEXT = """(text) => {
    const values = [...new FormData(document.querySelector("[data-edit-form]")).values()];
    return values.some((value) => typeof value === "string" && value.includes(text));
}"""


def find_page(staff, title):
    """Return the id of the published page with this title."""
    answer = staff.request.get("/api/v2/pages/", params={"search": title, "fields": "title"}).json()
    (found,) = [item for item in answer["items"] if item["title"] == title]
    return found["id"]


def edit(staff, title):
    """Open the editor of the page with this title. Return the id of the page."""
    page_id = find_page(staff, title)
    open_editor(staff, f"/admin/pages/{page_id}/edit/")
    return page_id


def open_editor(staff, address):
    """Open an editor and wait until it notices changes."""
    staff.goto(address)
    staff.wait_for_function(WATCHES)


def wait_for_autosave(staff):
    """Wait until autosave has no change left to save and no request under way."""
    staff.wait_for_function(SAVED)


def wait_for_text_in_form(staff, text):
    """Wait until a field of the form has `text`. The rich text editor shows it a moment before that."""
    staff.wait_for_function(HAS_TEXT, arg=text)


def press_publish(staff):
    """Choose “Publish” in the menu, of which autosave replaces parts."""
    wait_for_autosave(staff)
    staff.get_by_role("button", name="More actions").first.click()
    staff.get_by_role("button", name=re.compile("^Publish")).click()


def publish(staff):
    press_publish(staff)
    expect(staff.locator(".messages")).to_contain_text("published")


def panel(staff):
    """Return the frame of the preview panel that is shown: two frames take turns."""
    return staff.frame_locator("#w-preview-iframe")


def open_panel(staff):
    staff.get_by_role("button", name="Toggle preview").click()


def write_title(staff, title):
    staff.locator("[name=title]").fill(title)
