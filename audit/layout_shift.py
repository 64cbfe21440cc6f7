"""How far a page moves while its fonts load."""

FONT_DELAY = 0.6
"""In seconds."""
OBSERVE = """
window.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


def shift_with_slow_fonts(browser, url, width):
    """Return the sum of all layout shifts of a page whose fonts come late. `browser` is one of Playwright.

    https://web.dev/articles/cls
    """
    with browser.new_context(viewport={"width": width, "height": 823}) as context:
        context.add_init_script(OBSERVE)
        page = context.new_page()

        def delay(route):
            page.wait_for_timeout(FONT_DELAY * 1000)
            route.continue_()

        page.route("**/*.woff2", delay)
        page.goto(url, wait_until="load")
        page.wait_for_timeout(2 * FONT_DELAY * 1000)
        return page.evaluate("window.shift")
