"""Claims, as staff use them: put into a text, seen on the page, withdrawn."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.editor import edit, open_editor, publish, wait_for_text_in_form

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.slow]  # one server for them all

MAKE_A_CLAIM = """
from cms.testing.factories import ClaimFactory
print(ClaimFactory(text="This is a sample claim of a browser test.").pk)
"""


def test_staff_put_a_claim_into_a_text_and_withdraw_it(staff, site, shell):
    claim_id = int(shell(MAKE_A_CLAIM))
    sentence = "This is a sample claim of a browser test."
    edit(staff, "Eyelid surgery")
    words = staff.locator(".Draftail-Editor [contenteditable=true]").first

    words.click()
    staff.keyboard.press("Control+End")
    staff.keyboard.type(" We have counted. /claim")
    expect(staff.get_by_role("option", name=re.compile("^Claim: a whole sentence"))).to_be_visible()
    staff.keyboard.press("Enter")
    staff.get_by_role("dialog").get_by_role("link", name=sentence).click()
    expect(staff.locator(f".Draftail-Editor [data-claim='{claim_id}']")).to_have_text(sentence)
    wait_for_text_in_form(staff, sentence)
    publish(staff)

    staff.goto("/procedures/eyelid-surgery/")
    shown = staff.locator(f".claim-in-text[data-claim='{claim_id}']")
    expect(shown).to_contain_text(f"{sentence} (As of")
    expect(shown).to_contain_text("120 patients, own records)")

    open_editor(staff, f"/admin/snippets/cms_claims/claim/edit/{claim_id}/")
    staff.get_by_role("link", name="Withdraw…").click()
    expect(staff.get_by_role("main")).to_contain_text("Eyelid surgery")
    staff.get_by_label("Reason").fill("The count was wrong.")
    staff.get_by_role("button", name="Withdraw this claim").click()
    expect(staff.locator(".messages")).to_contain_text("No page shows it any more")

    html = staff.request.get("/procedures/eyelid-surgery/").text()
    assert sentence not in html
    assert "We have counted." in html
    staff.goto("/admin/reports/claims/")
    expect(staff.get_by_role("row", name=re.compile(sentence))).to_contain_text("Eyelid surgery")
