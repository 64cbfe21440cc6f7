"""Consent, from the upload of a photograph to its end, as staff and visitors see it."""

import io
import re
import urllib.error
import urllib.request

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.editor import open_editor, press_publish, publish, wait_for_autosave

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.slow]  # one server for them all
CASE = "/before-and-after/facelift/case-1/"
SENSITIVE = "/before-and-after/breast-reduction/case-1/"


def photograph(color):
    file = io.BytesIO()
    Image.new("RGB", (900, 600), color).save(file, "JPEG")
    return {"name": "Jane-Doe-DOB-1980.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def upload(staff, block, color, description):
    """Upload a photograph where `block` asks for one."""
    block.get_by_role("button", name="Choose an image").first.click()
    dialog = staff.get_by_role("dialog")
    dialog.get_by_role("tab", name="Upload").click()
    dialog.locator("[name$=title]").fill("Jane-Doe-DOB-1980")  # as the dialog itself does once its script is there
    dialog.locator("input[type=file]").set_input_files(photograph(color))
    dialog.locator("[name$=description]").fill(description)
    dialog.get_by_role("button", name="Upload").last.click()
    expect(dialog).to_be_hidden()  # once the renditions are made


def record_consent(staff, code):
    staff.goto("/admin/snippets/cms_consent/consent/add/")
    staff.locator("[name=code]").fill(code)
    for name in ("covers_photographs", "on_website"):
        staff.locator(f"[name={name}]").check()
    staff.locator("[name=signed_on]").fill("2026-01-15")
    staff.keyboard.press("Escape")
    staff.locator("[name=signed_form]").set_input_files(
        {"name": "Jane-Doe.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 signed"}
    )
    staff.get_by_role("button", name="Save").first.click()
    expect(staff.locator(".messages")).to_contain_text("created")


def test_a_case_from_the_upload_to_the_receipt(staff, browser, site):
    album = staff.request.get("/api/v2/pages/?type=gallery.GalleryPage&slug=facelift").json()["items"][0]["id"]
    visitor = browser.new_context(base_url=site.url).new_page()

    # Two photographs make a pair.
    open_editor(staff, f"/admin/pages/add/gallery/casepage/{album}/")
    staff.locator("[name=title]").fill("A case of our own")
    pairs = staff.locator("#panel-child-content-pairs-section")
    pairs.get_by_role("button", name="Insert a block").first.click()
    upload(staff, pairs, (200, 120, 90), "A red field, before")
    upload(staff, pairs, (90, 160, 120), "A green field, after")
    expect(pairs).not_to_contain_text("Jane")
    pairs.locator("[name$=weeks_after]").fill("12")

    # Publishing is refused, in words. Autosave has made the page by then.
    press_publish(staff)
    expect(staff.locator("body")).to_contain_text("shows a patient, and no consent is chosen for it. Choose one.")
    wait_for_autosave(staff)
    staff.get_by_role("button", name="Save draft").first.click()
    expect(staff.locator(".messages")).to_contain_text("has been updated")
    editor = staff.url

    # The consent is recorded and chosen, and the case is published.
    record_consent(staff, "BROWSER-1")
    open_editor(staff, editor)
    staff.get_by_role("button", name="Choose consent").click()
    staff.get_by_role("dialog").get_by_label("Search term").fill("BROWSER-1")
    staff.get_by_role("dialog").get_by_role("link", name=re.compile("BROWSER-1")).click()
    publish(staff)
    address = "/before-and-after/facelift/a-case-of-our-own/"
    visitor.goto(address)
    photographs = visitor.locator("main picture img")
    expect(photographs).to_have_count(2)
    source = photographs.first.evaluate("image => image.currentSrc || image.src")
    assert visitor.request.get(source).status == 200

    # It is withdrawn with one button. When the receipt is there, nothing is to be had any more.
    staff.goto("/admin/snippets/cms_consent/consent/?q=BROWSER-1")
    staff.get_by_role("link", name=re.compile("BROWSER-1")).first.click()
    staff.get_by_role("link", name="Withdraw").first.click()
    expect(staff.locator("main")).to_contain_text("Case: A case of our own")
    staff.get_by_role("button", name="Withdraw consent BROWSER-1").click()
    expect(staff.locator("main")).to_contain_text("Still to do by hand")
    assert visitor.goto(address).status == 404
    assert visitor.request.get(source).status == 404
    receipt = staff.request.get(staff.get_by_role("link", name="JSON").get_attribute("href")).json()
    assert "A case of our own" in [entry["title"] for entry in receipt["unpublished"]]
    assert receipt["completed_at"]


def test_sensitive_photographs_are_asked_for_by_nobody_but_the_visitor(browser, site):
    """Without JavaScript, and without a cookie."""
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(SENSITIVE)
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/images/" in url]

    page.get_by_role("link", name="Show photographs").first.click()
    expect(page.locator("main picture img").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "/images/" in url]

    page.get_by_role("link", name="Hide the photographs again").first.click()
    expect(page.locator("main picture img")).to_have_count(0)
    assert not context.cookies()
    context.close()


def test_without_javascript_a_pair_stands_side_by_side(browser, site):
    page = browser.new_context(base_url=site.url, java_script_enabled=False).new_page()
    page.goto(CASE)
    before, after = (page.locator("main picture img").nth(number).bounding_box() for number in (0, 1))

    assert before["x"] + before["width"] <= after["x"]
    assert abs(before["y"] - after["y"]) < 2


def share_of_after(page):
    return float(page.get_by_role("slider").first.input_value())


def test_the_slider_goes_by_mouse_and_keyboard(page):
    page.goto(CASE)
    slider = page.get_by_role("slider", name=re.compile("before and after", re.IGNORECASE)).first
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    middle = box["y"] + box["height"] / 2

    page.mouse.move(box["x"] + box["width"] / 2, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.8, middle, steps=5)
    page.mouse.up()
    by_mouse = share_of_after(page)
    slider.focus()
    page.keyboard.press("ArrowLeft")
    by_key = share_of_after(page)
    page.keyboard.press("Home")

    assert abs(by_mouse - 50) > 20
    assert by_key != by_mouse
    assert share_of_after(page) in (0, 100)
    assert slider.get_attribute("aria-valuetext")


def test_the_slider_goes_by_touch(browser, site):
    context = browser.new_context(base_url=site.url, has_touch=True, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(CASE)
    slider = page.get_by_role("slider").first
    slider.evaluate("slider => slider.scrollIntoView({block: 'center', behavior: 'instant'})")
    box = slider.bounding_box()
    middle = box["y"] + box["height"] / 2
    start, end = box["x"] + box["width"] / 2, box["x"] + box["width"] * 0.8
    touch = context.new_cdp_session(page)

    for kind, x in (("touchStart", start), ("touchMove", (start + end) / 2), ("touchMove", end), ("touchEnd", None)):
        points = [] if x is None else [{"x": x, "y": middle}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    assert abs(share_of_after(page) - 50) > 20
    context.close()


def test_a_consent_for_the_website_alone_and_one_for_apps_alone(page):
    """The sample content has one of each."""

    def in_api(kind, slug):
        items = page.request.get(f"/api/v2/pages/?type={kind}&slug={slug}").json()["items"]
        return bool(items)

    assert page.goto("/stories/two-hours-by-car/").status == 200
    assert not in_api("testimonials.StoryPage", "two-hours-by-car")
    assert page.goto("/stories/the-small-print/").status == 404
    assert in_api("testimonials.StoryPage", "the-small-print")


def test_a_withdrawal_is_complete_when_it_returns_also_in_another_server_that_has_shown_it_all_before(
    staff, site, another_server
):
    """Both servers have everything in their memory. The withdrawal goes to one, and the other is asked at once."""
    story = "/stories/further-than-before/"
    page_id = staff.request.get("/api/v2/pages/find/?html_path=" + story).json()["id"]
    shows = ["/stories/", "/sitemap.xml", "/search/?q=further", "/api/v2/pages/?limit=100"]
    picture = re.search(r'"(/images/[^" ]+avif)', staff.request.get(story).text())[1]
    for _visit in range(3):
        for server in (site.url, another_server):
            assert all("further-than-before" in staff.request.get(server + url).text() for url in shows)
            assert staff.request.get(f"{server}/api/v2/pages/{page_id}/").status == 200
            assert fetch(server + picture) == 200

    staff.goto("/admin/snippets/cms_consent/consent/?q=SAMPLE-2026-206")
    staff.get_by_role("link", name=re.compile("SAMPLE-2026-206")).first.click()
    staff.get_by_role("link", name="Withdraw").first.click()
    staff.get_by_role("button", name="Withdraw consent SAMPLE-2026-206").click()
    expect(staff.locator("main")).to_contain_text("Still to do by hand")

    for server in (another_server, site.url):
        assert fetch(server + story) == 404
        assert fetch(f"{server}/api/v2/pages/{page_id}/") == 404
        assert not any("further-than-before" in staff.request.get(server + url).text() for url in shows)


def fetch(url):
    """Return the status that a visitor gets."""
    try:
        with urllib.request.urlopen(url) as answer:  # noqa: S310 - our own server
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
