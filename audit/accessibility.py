"""Run axe on the states of the sample site, at two widths and in both colour schemes.

https://github.com/dequelabs/axe-core
"""

from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe

SIZES = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1440, "height": 900}}
SCHEMES = ("light", "dark")
ADDRESSES = {
    "home": "/",
    "procedures": "/procedures/",
    "procedure": "/procedures/botulinum-toxin-for-vaginismus/",
    "articles": "/articles/",
    "article": "/articles/what-off-label-means/",
    "references": "/references-vaginismus/",
    "standard": "/your-visit/",
    "contact": "/contact/",
    "albums": "/before-and-after/",
    "cases of a procedure": "/before-and-after/?procedure=facelift",
    "album": "/before-and-after/facelift/",
    "case": "/before-and-after/facelift/case-1/",
    "case with content warnings": "/before-and-after/breast-reduction/case-1/",
    "case, photographs shown": "/before-and-after/breast-reduction/case-1/?show=sensitive",
    "stories": "/stories/",
    "story": "/stories/the-sock-drawer/",
    "search": "/search/?q=recovery",
    "nothing found": "/search/?q=xyzzy",
}
"""A page of each type and layout of the sample site, by name."""
STATES = ADDRESSES | {
    "empty search": "/search/",
    "page not found": "/no-such-page/",
    "open menu": "/",
    "form with errors": "/contact/",
}


def open_menu(page):
    menu = page.locator("summary.header__toggle")
    if menu.is_visible():  # on a desktop, the menu is always open
        menu.click()


def submit_empty_form(page):
    with page.expect_navigation():
        page.locator("main form").first.evaluate("form => { form.noValidate = true; form.requestSubmit(); }")


ACTIONS = {"open menu": open_menu, "form with errors": submit_empty_form}
"""The actions of a visitor that lead to a state."""


def violations(browser, url):
    """Yield the name of each state, and the ids of the rules that axe finds violated. `browser` is Playwright's."""
    for size, viewport in SIZES.items():
        for scheme in SCHEMES:
            with _page(browser, viewport, scheme) as page:
                for name, address in STATES.items():
                    page.goto(url + address)
                    ACTIONS.get(name, lambda page: None)(page)
                    found = Axe().run(page).response["violations"]
                    yield f"{name}, {size}, {scheme}", [violation["id"] for violation in found]


@contextmanager
def _page(browser, viewport, scheme):
    with browser.new_context(viewport=viewport, color_scheme=scheme, reduced_motion="reduce") as context:
        yield context.new_page()
