"""The front end in examples/frontend, on another host than the CMS, as visitors and staff see it.

Wagtail saves as a draft what is typed, so the test that types has a page that no other test uses.
"""

import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.editor import edit, open_panel, panel, write_title

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.slow]  # one server for them all
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1440, "height": 900}
LAYOUT_STATES = {name: [(PHONE, "dark"), (DESKTOP, "light")] for name in ("home", "procedure")}
"""Sizes and colour schemes, for the pages that are checked in more than one."""
ALBUM = "/before-and-after/breast-reduction/"
ADDRESSES = {
    "home": "/",
    "procedures": "/procedures/",
    "procedure": "/procedures/facelift/",
    "album": ALBUM,
    "album, photographs shown": f"{ALBUM}?show=sensitive",
    "case": f"{ALBUM}case-1/",
    "story": "/stories/the-sock-drawer/",
    "contact": "/contact/",
    "nowhere": "/nowhere/",
}


@pytest.fixture
def site(example_site):
    return example_site


@pytest.fixture
def visitor(browser, site):
    """Yield a browser page whose base URL is the front end."""
    context = browser.new_context(base_url=site.front_end)
    yield context.new_page()
    context.close()


@pytest.fixture
def asked(visitor):
    """Return the list to which each URL that the visitor’s browser requests is added."""
    addresses = []
    visitor.on("request", lambda request: addresses.append(request.url))
    return addresses


@pytest.mark.parametrize("name", ADDRESSES)
def test_axe_finds_nothing_nothing_is_scrolled_sideways_and_no_other_host_is_asked(visitor, site, asked, name):
    visitor.goto(ADDRESSES[name], wait_until="networkidle")
    for size, scheme in LAYOUT_STATES.get(name, [(PHONE, "light")]):
        visitor.set_viewport_size(size)
        visitor.emulate_media(color_scheme=scheme)

        found = Axe().run(visitor)
        assert found.violations_count == 0, found.generate_report()
        assert visitor.evaluate("document.documentElement.scrollWidth") <= size["width"]

    assert {urlsplit(address).netloc for address in asked} <= {
        urlsplit(site.front_end).netloc,
        urlsplit(site.url).netloc,
    }
    assert visitor.context.cookies() == []


def test_the_menu_and_links_in_a_text_lead_to_pages_here(visitor, site):
    visitor.goto("/")
    visitor.get_by_role("navigation", name="Main").get_by_role("link", name="Procedures").click()
    visitor.get_by_role("link", name="Facelift").click()
    expect(visitor.locator("h1")).to_have_text("Facelift")

    visitor.locator("main").get_by_role("link", name="brow lift", exact=True).click()

    expect(visitor.locator("h1")).to_have_text("Brow lift")
    assert visitor.url == f"{site.front_end}/procedures/brow-lift/"
    expect(visitor.get_by_role("contentinfo")).to_contain_text("57 Bay Street")


def test_a_number_in_the_text_leads_to_the_work_that_is_cited(visitor, site):
    visitor.goto("/procedures/facelift/")

    visitor.locator("sup.citation a").first.click()

    page = visitor.request.get(f"{site.url}/api/v2/pages/find/?html_path=/procedures/facelift/").json()
    authors = page["citations"][0]["text"].partition(".")[0]
    expect(visitor.locator("li:target")).to_contain_text(authors)
    expect(visitor.get_by_role("heading", name="Related pages")).to_be_visible()


def test_what_is_not_there_says_so(visitor):
    answer = visitor.goto("/nowhere/")

    assert answer.status == 404
    expect(visitor.locator("h1")).to_have_text("There is no such page")


def test_no_sensitive_picture_is_loaded_before_the_visitor_chooses_nor_after_hiding_them_again(visitor, site, asked):
    query = {"type": "gallery.CasePage", "fields": "_,pairs", "limit": "100"}
    cases = visitor.request.get(f"{site.url}/api/v2/pages/", params=query).json()["items"]
    pictures = [pair["value"][name] for case in cases for pair in case["pairs"] for name in ("before", "after")]
    sensitive = {
        rendition["url"]
        for picture in pictures
        if picture["sensitive"]
        for renditions in picture["renditions"].values()
        for rendition in renditions
    }
    assert sensitive

    for address in (ALBUM, f"{ALBUM}case-1/"):
        asked.clear()
        answer = visitor.goto(address)
        visitor.mouse.wheel(0, 20000)
        visitor.wait_for_load_state("networkidle")
        assert not sensitive & set(asked)
        assert not any(picture in answer.text() for picture in sensitive)

        with visitor.expect_response(lambda response: response.url in sensitive) as shown:
            visitor.get_by_role("link", name="Show photographs").click()
        assert shown.value.headers["cache-control"] == "no-cache"

        visitor.get_by_role("link", name="Hide the photographs again").click()
        expect(visitor.get_by_role("link", name="Show photographs")).to_be_visible()
        asked.clear()
        visitor.reload(wait_until="networkidle")
        assert not sensitive & set(asked)


def test_a_story_says_beforehand_what_is_hard_to_read_and_what_is_usual(visitor):
    answer = visitor.goto("/stories/the-sock-drawer/")

    expect(visitor.get_by_role("heading", name="Before you read")).to_be_visible()
    headings = visitor.locator("main h2").all_text_contents()
    assert headings.index("What to expect in general") < headings.index("Before I had a word")
    assert answer.headers["cache-control"] == "no-cache", "a story that is taken back has to be gone at once"


def messages(staff, words):
    """Return how many messages with these words the CMS has."""
    (form,) = staff.request.get("/api/v2/forms/").json()["items"]
    staff.goto(f"/admin/forms/submissions/{form['id']}/")
    return staff.locator("tr", has_text=words).count()


def fill_in(visitor, words):
    """Open the form and fill in all but the box."""
    visitor.goto("/contact/")
    visitor.get_by_label("Your name").fill("A visitor")
    visitor.get_by_label("Your e-mail address").fill("visitor@example.com")
    visitor.get_by_label("How should we answer?").select_option(index=1)
    visitor.get_by_label("Your message").fill(words)


def test_a_message_is_taken_from_another_origin_once_the_box_is_ticked(visitor, staff, site):
    words = "A message from the front end"
    fill_in(visitor, words)
    box = visitor.get_by_role("checkbox", name=re.compile("not encrypted"))

    visitor.get_by_role("button", name="Send your message").click()

    expect(visitor.get_by_role("alert")).to_contain_text("Not sent yet")
    expect(box).to_be_focused()
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(box).to_have_accessible_description(re.compile("^Tick this box"))
    expect(visitor.get_by_label("Your message")).to_have_value(words)
    assert messages(staff, words) == 0

    box.check()
    with visitor.expect_response(f"{site.url}/api/v2/forms/*/") as sent:
        visitor.get_by_role("button", name="Send your message").click()

    expect(visitor.locator("main")).to_contain_text("We have received your message")
    assert sent.value.headers["access-control-allow-origin"] == site.front_end
    assert messages(staff, words) == 1


def test_the_field_for_robots_is_there_and_no_person_meets_it(visitor):
    visitor.goto("/contact/")

    trap = visitor.locator("[name=your-website]")

    assert trap.get_attribute("tabindex") == "-1"
    assert visitor.get_by_role("textbox", name="Leave this field empty").count() == 0
    assert trap.evaluate("input => input.closest('.off-screen').offsetWidth") == 1


def test_only_an_origin_that_the_settings_name_can_send(visitor, site):
    (form,) = visitor.request.get(f"{site.url}/api/v2/forms/").json()["items"]
    send = """([address, message]) => fetch(address, {
        method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify(message),
    }).then((response) => response.status, () => "refused by the browser")"""
    message = [f"{site.url}/api/v2/forms/{form['id']}/", {"your_message": "Hello"}]

    visitor.goto("/nowhere/")
    assert visitor.evaluate(send, message) == 422
    visitor.goto("about:blank")
    assert visitor.evaluate(send, message) == "refused by the browser"


def test_the_panel_of_the_editor_shows_what_is_typed(staff, site):
    page_id = edit(staff, "Liposuction")
    open_panel(staff)
    expect(panel(staff).locator("main h1")).to_have_text("Liposuction")
    expect(panel(staff).locator("wagtail-userbar")).to_be_attached()

    write_title(staff, "Typed and not published")

    expect(panel(staff).locator("main h1")).to_have_text("Typed and not published")
    assert staff.request.get(f"{site.front_end}/procedures/liposuction/").text().count("Typed and not published") == 0
    assert staff.request.get(f"/api/v2/pages/{page_id}/").json()["title"] == "Liposuction"


def test_the_checks_of_the_page_are_in_the_editors_panel_and_find_nothing(staff):
    edit(staff, "Eyelid surgery")

    staff.get_by_role("button", name="Toggle checks").click()

    checks = staff.locator("[data-side-panel=checks]")
    expect(checks.locator("[data-content-word-count]")).to_have_text(re.compile(r"[1-9]\d*"))
    expect(checks.locator("[data-content-checker-count]")).to_have_text("0")


def test_view_draft_opens_a_tab_with_the_user_bar_and_the_gate(staff, site):
    page_id = edit(staff, "Case 1: breast reduction")

    answer = staff.goto(f"/admin/pages/{page_id}/view_draft/")

    assert staff.url.startswith(f"{site.front_end}/preview/?content_type=gallery.casepage&token=")
    assert answer.headers["cache-control"] == "private, no-store"
    expect(staff.locator("main h1")).to_have_text("Case 1: breast reduction")
    expect(staff.locator("main #photographs img")).to_have_count(0)
    staff.get_by_role("button", name="View Wagtail quick actions").click()
    links = staff.get_by_role("menuitem", name="Edit this page")
    expect(links).to_have_attribute("href", re.compile(f"/admin/pages/{page_id}/edit/$"))

    staff.keyboard.press("Escape")
    staff.get_by_role("link", name="Show photographs").click()

    expect(staff.locator("main #photographs img").first).to_be_visible()
    expect(staff.locator("main h1")).to_have_text("Case 1: breast reduction")


def test_a_form_cannot_be_sent_from_a_preview(staff):
    page_id = edit(staff, "Contact us")

    staff.goto(f"/admin/pages/{page_id}/view_draft/")

    expect(staff.get_by_role("button", name="Send your message")).to_be_disabled()


def test_a_token_that_does_not_hold_is_explained(visitor):
    answer = visitor.goto("/preview/?content_type=articles.procedurepage&token=nonsense")

    assert answer.status == 404
    expect(visitor.locator("main")).to_contain_text("Open it again from the editor")


def test_a_reader_of_a_story_can_leave_at_once(visitor, site):
    visitor.context.route("https://www.weather.gov/**", lambda route: route.fulfill(body="Weather"))
    visitor.goto("/")
    visitor.goto("/stories/the-sock-drawer/")
    expect(visitor.get_by_text("Or press the Escape key three times.")).to_be_visible()

    for _ in range(3):
        visitor.keyboard.press("Escape")
    visitor.wait_for_url("https://www.weather.gov/")
    visitor.go_back()

    assert visitor.url == f"{site.front_end}/"


def test_a_form_knows_what_it_asks_for_and_an_emergency_links_its_number(visitor):
    visitor.goto("/contact/")
    phone = visitor.get_by_label("Your phone number")
    expect(phone).to_have_attribute("autocomplete", "tel")
    expect(phone).to_have_attribute("type", "tel")
    expect(visitor.get_by_role("link", name="Privacy in plain words")).to_be_visible()

    visitor.goto("/procedures/botulinum-toxin-for-vaginismus/")

    expect(visitor.get_by_role("link", name="Call 911")).to_have_attribute("href", "tel:911")
