"""The site leaves no trace of its readers: its policy holds in a real browser, and readers can leave at once."""

import re
import urllib.request
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.browser.test_site import ADDRESSES, PHONE

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.slow]  # one server for them all
STORY = "/stories/the-sock-drawer/"
PROCEDURE = "/procedures/botulinum-toxin-for-vaginismus/"
ELSEWHERE = "https://www.weather.gov/"
LISTS = ["/procedures/?area=breast", "/articles/?tag=recovery", "/api/v2/docs/", "/robots.txt", "/sitemap.xml"]
REPORT = "addEventListener('securitypolicyviolation', (event) => console.error(`CSP: ${event.violatedDirective}`))"


@contextmanager
def watched(browser, site, **options):
    """Yield a new page, and the list of what it does that no page may: each entry says what and where."""
    context = browser.new_context(base_url=site.url, **options)
    context.add_init_script(REPORT)
    page, found = context.new_page(), []
    page.on("console", lambda message: found.append(f"{page.url}: {message.type}: {message.text}"))
    page.on("pageerror", lambda error: found.append(f"{page.url}: {error}"))
    page.on(
        "request",
        lambda request: request.url.startswith((site.url, "data:")) or found.append(f"{page.url}: {request.url}"),
    )
    yield page, found
    found += [f"cookie {cookie['name']}" for cookie in context.cookies()]
    context.close()


def public_addresses(site):
    """Return the addresses of all public pages, and of lists and pages that the sitemap does not have."""
    with urllib.request.urlopen(f"{site.url}/sitemap.xml", timeout=60) as response:  # noqa: S310 - our own server
        locations = re.findall(r"<loc>https?://[^/]+([^<]*)</loc>", response.read().decode())
    assert len(locations) > 20
    return list(dict.fromkeys([*locations, *ADDRESSES.values(), *LISTS]))


def test_no_page_asks_another_host_sets_a_cookie_violates_its_policy_or_writes_to_the_console(browser, site):
    with watched(browser, site, viewport=PHONE, color_scheme="dark") as (page, found):
        for address in public_addresses(site):
            response = page.goto(address)
            assert response.status == 200, address
            assert "default-src 'none'" in response.headers["content-security-policy"]
            page.mouse.wheel(0, 20_000)
            page.wait_for_load_state("networkidle")

    assert not found


def test_the_crawl_sees_a_violation_a_message_and_another_host(browser, site):
    with watched(browser, site) as (page, found):
        page.goto("/")
        page.evaluate("document.head.append(Object.assign(document.createElement('style'), {textContent: 'p {}'}))")
        page.evaluate("new Image().src = 'https://elsewhere.example/pixel.gif'")
        page.evaluate("console.log('a message')")
        page.wait_for_load_state("networkidle")

    assert {"style-src-elem", "img-src"} <= {entry.rpartition("CSP: ")[2] for entry in found}
    assert any("a message" in entry for entry in found)


def test_a_film_plays_under_the_policy_after_the_press_and_no_other_frame_does(browser, site):
    with watched(browser, site) as (page, found):
        page.context.route("https://player.vimeo.com/**", lambda route: route.fulfill(body="<p>Player</p>"))
        page.goto("/")
        page.evaluate(
            """() => document.querySelector("main").insertAdjacentHTML("afterbegin",
            '<a href="https://vimeo.com/1" data-player="https://player.vimeo.com/video/1">Play</a>')"""
        )
        page.get_by_role("link", name="Play", exact=True).click()
        expect(page.frame_locator(".video__player").get_by_text("Player")).to_be_visible()
        assert not [entry for entry in found if "CSP" in entry]

        page.evaluate("document.querySelector('.video__player').src = 'https://elsewhere.example/'")
        page.wait_for_function("() => document.querySelector('.video__player')")
        page.wait_for_timeout(0)

    assert any("CSP: frame-src" in entry for entry in found)


def test_staff_have_their_bar_and_the_preview_under_the_policy(staff, site):
    found = []
    staff.context.add_init_script(REPORT)
    staff.on("console", lambda message: "CSP" in message.text and found.append(message.text))

    staff.goto(PROCEDURE)
    staff.get_by_role("button", name="View Wagtail quick actions").click()
    edit = staff.get_by_role("menuitem", name="Edit this page")
    expect(edit).to_be_visible()
    edit.click()
    staff.get_by_role("button", name="Toggle preview").click()
    preview = staff.frame_locator("iframe[title='Preview']").first
    expect(preview.get_by_role("heading", level=1)).to_be_visible()

    assert not found


class TestExit:
    @pytest.fixture
    def reader(self, browser, site):
        """Yield a page that came to a story from the home page. The other website is answered by the test."""
        context = browser.new_context(base_url=site.url)
        context.route(
            f"{ELSEWHERE}**", lambda route: route.fulfill(body="<h1>Weather</h1>", content_type="text/html")
        )
        page = context.new_page()
        page.goto("/")
        page.goto(STORY)
        yield page
        context.close()

    def test_the_button_replaces_the_page_in_the_history(self, reader, site):
        reader.get_by_role("link", name="Exit this page").click()
        reader.wait_for_url(ELSEWHERE)

        reader.go_back()

        assert reader.url == f"{site.url}/"

    def test_three_times_escape_does_the_same_and_is_counted_aloud(self, reader, site):
        expect(reader.get_by_text("Or press the Escape key three times.")).to_be_visible()
        reader.keyboard.press("Escape")
        expect(reader.locator("[data-exit-status]")).to_have_text("Press Escape 2 more times to leave.")
        reader.keyboard.press("Escape")
        expect(reader.locator("[data-exit-status]")).to_have_text("Press Escape once more to leave.")
        reader.keyboard.press("Escape")
        reader.wait_for_url(ELSEWHERE)

        reader.go_back()

        assert reader.url == f"{site.url}/"

    def test_it_stays_in_reach_while_the_story_is_read(self, reader):
        reader.mouse.wheel(0, 3000)

        expect(reader.get_by_role("link", name="Exit this page")).to_be_in_viewport()

    def test_without_javascript_the_link_leads_away_and_the_page_says_what_back_does(self, browser, site):
        context = browser.new_context(base_url=site.url, java_script_enabled=False)
        context.route(
            f"{ELSEWHERE}**", lambda route: route.fulfill(body="<h1>Weather</h1>", content_type="text/html")
        )
        page = context.new_page()
        page.goto(STORY)

        expect(page.locator(".exit noscript")).to_be_visible()
        assert "The Back button of your browser will still lead here." in page.locator(".exit__note").inner_text()
        page.get_by_role("link", name="Exit this page").click()
        page.wait_for_url(ELSEWHERE)
        context.close()


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_the_summary_of_errors_takes_the_focus_next_to_the_form_and_leads_to_the_fields(browser, site, javascript):
    context = browser.new_context(base_url=site.url, java_script_enabled=javascript, viewport=PHONE)
    page = context.new_page()
    page.goto("/contact/")
    page.get_by_role("button", name="Send your message").click()
    summary = page.get_by_role("alert")

    expect(summary).to_be_in_viewport()
    expect(summary).to_be_focused()
    assert summary.evaluate("item => item.nextElementSibling.tagName") == "FORM"

    summary.get_by_role("link", name="Fill in “Your name”.").click()

    expect(page.get_by_label("Your name")).to_be_focused()
    context.close()


def test_a_reader_of_a_reference_gets_back_to_where_they_were(page):
    page.goto(PROCEDURE)
    number = page.locator("sup.citation").first
    place = number.get_attribute("id")
    number.get_by_role("link").click()

    page.locator(":target").get_by_role("link", name=re.compile("place 1 in the text")).click()

    assert page.url.endswith(f"#{place}")
    expect(number).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_dims_or_covers_the_photographs_of_a_patient(browser, site, scheme):
    context = browser.new_context(base_url=site.url, viewport=PHONE, color_scheme=scheme)
    page = context.new_page()
    page.goto("/before-and-after/breast-reduction/case-1/?show=sensitive")

    covering = page.evaluate("""() => [...document.querySelectorAll(".patient img")].flatMap((image) => {
        for (let node = image; node; node = node.parentElement) {
            const { filter, opacity } = getComputedStyle(node);
            if (filter !== "none" || opacity !== "1") return [node.className || node.tagName];
        }
        image.scrollIntoView({ block: "end" });
        const { left, bottom } = image.getBoundingClientRect();
        const top = document.elementFromPoint(left + 20, Math.min(bottom, innerHeight) - 10);
        return top === image || top.closest(".pair") ? [] : [top.className];
    })""")

    assert page.locator(".patient img").count() > 1
    assert covering == []
    context.close()
