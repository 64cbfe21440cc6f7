"""The public site, in a real browser."""

import re
from contextlib import closing

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from audit.accessibility import ADDRESSES, SIZES

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.slow]  # one server for them all
PHONE, DESKTOP = SIZES["phone"], SIZES["desktop"]
PROCEDURE = ADDRESSES["procedure"]
LAYOUTS = {"home", "procedure", "contact", "album", "case, photographs shown", "search"}
"""A page of each layout."""
STATES = [
    *((name, "phone", "dark") for name in sorted(LAYOUTS)),
    *((name, "desktop", "light") for name in ("home", "procedure", "case, photographs shown", "contact")),
    *((name, "phone", "light") for name in ("nothing found", "case with content warnings")),
]
"""Pages in other sizes and colours than those in which the contract of each page type checks them."""


@pytest.fixture(scope="module")
def visitors(browser, site):
    """Return a browser context that tests share, so that scripts and styles are loaded once."""
    context = browser.new_context(base_url=site.url, reduced_motion="reduce")
    yield context
    context.close()


@pytest.mark.parametrize(("name", "size", "scheme"), STATES)
def test_axe_finds_nothing(visitors, name, size, scheme):
    with closing(visitors.new_page()) as page:
        page.set_viewport_size(SIZES[size])
        page.emulate_media(color_scheme=scheme)
        page.goto(ADDRESSES[name])

        found = Axe().run(page)

        assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_page_asks_nothing_of_another_host_leaves_no_cookie_and_fits_the_smallest_phone(page, context, site, name):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    failed = []
    page.on("response", lambda response: response.status >= 400 and failed.append(response.url))

    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(ADDRESSES[name])
    page.mouse.wheel(0, 20000)
    page.wait_for_load_state("networkidle")

    assert asked
    assert not [url for url in asked if not url.startswith((site.url, "data:"))]
    assert not failed
    assert not context.cookies()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320  # nothing has to be scrolled sideways


def test_the_contents_list_leads_to_the_sections(page):
    page.set_viewport_size(DESKTOP)
    page.goto(PROCEDURE)
    contents = page.get_by_role("navigation", name="On this page")
    link = contents.get_by_role("link").first

    link.click()

    anchor = link.get_attribute("href")
    assert page.url.endswith(anchor)
    expect(page.locator(f'[id="{anchor.removeprefix("#")}"]')).to_be_in_viewport()


def test_a_number_in_the_text_leads_to_the_work_with_that_number(page):
    page.goto(PROCEDURE)
    number = page.locator("sup.citation a").first

    number.click()

    expect(page.locator(":target")).to_be_in_viewport()
    position = page.locator(":target").evaluate("item => [...item.parentElement.children].indexOf(item) + 1")
    assert position == int(number.inner_text())


def test_the_off_label_notice_stands_above_the_text(page):
    page.goto(PROCEDURE)
    notice = page.locator(".notice--regulatory").first

    expect(notice).to_contain_text("off label")
    expect(notice).to_contain_text("IND 109343")
    assert notice.bounding_box()["y"] < page.locator("h2.heading--h2").first.bounding_box()["y"]


@pytest.mark.parametrize("name", ["home", "story"])  # the story has a row at the top that leaves the page
def test_keyboard_users_can_skip_to_the_text(page, name):
    page.goto(ADDRESSES[name])

    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_text(re.compile("Skip"))
    assert skip.evaluate("skip => skip === document.elementFromPoint(skip.offsetLeft + 9, skip.offsetTop + 9)")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.tagName") == "MAIN"


def test_found_words_are_seen_in_forced_colours(browser, site):
    with closing(browser.new_context(base_url=site.url, forced_colors="active", color_scheme="dark")) as context:
        page = context.new_page()
        page.goto(ADDRESSES["search"])

        color = "element => getComputedStyle(element).color"
        assert page.locator("mark").first.evaluate(color) == page.locator(".hit p").last.evaluate(color)


def test_a_question_can_be_sent_without_javascript(browser, site):
    context = browser.new_context(java_script_enabled=False, base_url=site.url)
    page = context.new_page()
    page.goto("/contact/")
    page.get_by_label("Your name").fill("A visitor")
    page.get_by_label("Your e-mail address").fill("no address")
    page.get_by_label("Your message").fill("When are you open?")

    page.locator("main form [type=submit]").click()

    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Your message")).to_have_value("When are you open?")
    expect(page.get_by_label("Your e-mail address")).to_have_attribute("aria-invalid", "true")

    page.get_by_label("Your e-mail address").fill("visitor@example.com")
    page.get_by_label("How should we answer?").select_option(index=1)
    page.get_by_role("checkbox", name=re.compile("not encrypted")).check()
    page.locator("main form [type=submit]").click()

    expect(page.locator("main")).to_contain_text("We have received your message")
    context.close()


def test_on_a_phone_a_bar_offers_to_call_and_to_ask(page):
    page.set_viewport_size(PHONE)
    page.goto(PROCEDURE)

    expect(page.get_by_role("link", name=re.compile("Call"), exact=False).last).to_have_attribute(
        "href", re.compile("^tel:")
    )
    expect(page.locator(".contact-bar")).to_be_in_viewport()
