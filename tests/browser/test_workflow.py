"""Approving and publishing in the editor, while the server is slow and Wagtail's autosave runs."""

import re
import urllib.request

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.slow]  # one server for them all

WAIT_FOR_REVIEW = """
from django.contrib.auth import get_user_model
from home.models import HomePage, StandardPage
page = HomePage.objects.get().add_child(instance=StandardPage(title="{title}", slug="{slug}", live=False))
page.save_revision()
page.get_workflow().start(page, get_user_model().objects.get(is_superuser=True))
print(page.pk)
"""
# The editor reads its form at an interval, and autosaves a change two delays of that length after it was found.
REPORT = """
addEventListener("w-unsaved:watch-edits", () => console.debug("The editor watches its form."));
addEventListener("formdata", () => console.debug("The editor reads its form."));
"""
READINGS = 8


class Editor:
    """The editor of a page that waits for its review. The server answers a submission when the test says so."""

    def __init__(self, staff, page_id):
        self.staff = staff
        self.posts, self.held = [], []
        self.hold_autosaves = False
        url = f"/admin/pages/{page_id}/edit/"
        staff.route(f"**{url}", self._route)
        staff.add_init_script(REPORT)
        with staff.expect_console_message(lambda message: "watches" in message.text):
            staff.goto(url)
        self.wait_for_readings()  # it begins to watch twice, and takes what it finds for what is saved

    def _route(self, route):
        is_submission = route.request.is_navigation_request()
        if route.request.method == "POST":
            self.posts.append("submission" if is_submission else "autosave")
            if is_submission or self.hold_autosaves:
                self.held.append(route)
                return
        route.continue_()

    def post(self, kind):
        """Wait within this block for a request of the form: `submission` or `autosave`."""
        wanted = kind == "submission"
        return self.staff.expect_request(
            lambda request: (
                request.method == "POST"
                and request.url.endswith("/edit/")
                and request.is_navigation_request() == wanted
            )
        )

    def press(self, name):
        self.staff.get_by_role("button", name="More actions").first.click()
        self.staff.get_by_role("button", name=re.compile(f"^{name}")).click(no_wait_after=True)

    def wait_for_readings(self):
        """Wait until a change that was there before would have been autosaved."""
        for _reading in range(READINGS):
            self.staff.wait_for_event("console", lambda message: "reads" in message.text)


@pytest.fixture
def review(staff, shell):
    """Open the editor of a new page that waits for its review. Return it and the address for visitors."""

    def open_editor(title):
        slug = title.lower().replace(" ", "-")
        printed = shell(WAIT_FOR_REVIEW.format(title=title, slug=slug))  # mails of the workflow, and the key
        return Editor(staff, printed.split()[-1]), f"/{slug}/"

    return open_editor


def status_for_visitors(site, address):
    with urllib.request.urlopen(site.url + address) as answer:  # noqa: S310 - our own server
        return answer.status


def test_nothing_is_autosaved_while_a_slow_server_approves_and_publishes(staff, site, review):
    editor, address = review("A page to approve")

    with editor.post("submission"):
        editor.press("Approve and Publish")
    editor.wait_for_readings()
    assert editor.posts == ["submission"]
    editor.held[0].continue_()

    expect(staff.locator(".messages")).to_contain_text("has been updated")
    assert status_for_visitors(site, address) == 200


def test_neither_is_it_after_the_dialog_of_an_approval_with_a_comment(staff, site, review):
    editor, address = review("A page to approve with a comment")

    editor.press("Approve with comment and Publish")
    dialog = staff.get_by_role("dialog")
    dialog.get_by_label("Comment").fill("Well written.")
    with editor.post("submission"):
        dialog.get_by_role("button", name="Approve").click(no_wait_after=True)
    editor.wait_for_readings()
    assert editor.posts == ["submission"]
    editor.held[0].continue_()

    expect(staff.locator(".messages")).to_contain_text("has been updated")
    assert status_for_visitors(site, address) == 200


def test_a_submission_waits_for_the_autosave_that_the_server_is_working_on(staff, site, review):
    editor, address = review("A page to change and approve")
    editor.hold_autosaves = True
    with editor.post("autosave"):
        staff.locator("[name=title]").fill("A page that was changed and approved")

    editor.press("Approve and Publish")
    editor.wait_for_readings()
    assert editor.posts == ["autosave"]
    with editor.post("submission"):
        editor.held[0].continue_()
    editor.wait_for_readings()
    assert editor.posts == ["autosave", "submission"]
    editor.held[1].continue_()

    expect(staff.locator(".messages")).to_contain_text("has been updated")
    staff.goto(address)
    expect(staff.locator("h1")).to_have_text("A page that was changed and approved")
