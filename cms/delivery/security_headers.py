"""Security headers of all responses: the Content-Security-Policy and its relatives.

No page of the site has inline scripts or styles, so its policy needs neither a nonce nor a hash, and caches may store
it with the page.

https://www.w3.org/TR/CSP3/ and https://www.w3.org/TR/permissions-policy/
https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header
"""

import re
from functools import cache

from django.conf import settings

from cms.pages.blocks.media import PLAYER_ORIGINS
from cms.plugins.registry import registry

NONE, SELF = "'none'", "'self'"

DATA_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
"""Of everything that is no HTML. A browser that shows it as a document runs and loads nothing. Its own view of XML
has styles and icons."""
ADMIN_PREFIX, IMAGES_PREFIX = "/admin/", "/images/"
PREVIEWS = re.compile(ADMIN_PREFIX + r"(.+/)?(block-preview|preview|view_draft|revisions/\d+/view)/")
"""Addresses of the admin at which Wagtail shows pages of the site."""

UNUSED_FEATURES = (
    *("accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope", "hid"),
    *("magnetometer", "microphone", "midi", "payment", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking"),
)
"""Features of browsers that no page may use, and no frame in it."""
PLAYER_FEATURES = ("autoplay", "encrypted-media", "fullscreen", "picture-in-picture")
"""Features that players of films may use."""


class SecurityHeadersMiddleware:
    """Add the security headers that a view has not set itself.

    It has to come after `HttpMiddleware`: a 304 has no Content-Type any more, by which the policy is chosen.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return add_security_headers(self.get_response(request), request.path_info)


def add_security_headers(response, path):
    """Add the security headers to `response`, which answers a request for `path`, and return it."""
    if policy := _policy(response, path):
        response.headers.setdefault("Content-Security-Policy", policy)
    if settings.STAGING:
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers.setdefault("Permissions-Policy", permissions_policy())
    response.headers.setdefault("Cross-Origin-Resource-Policy", _resource_policy(path))
    return response


def _policy(response, path):
    """Return the Content-Security-Policy, or "" for a response that needs none."""
    if response.status_code == 304:
        return ""  # The browser keeps the policy of the response that it has stored.
    if settings.DEBUG and response.status_code in (404, 500):
        return ""  # Django's debug pages have inline styles and scripts.
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        return DATA_POLICY
    is_admin = path.startswith(ADMIN_PREFIX) and not PREVIEWS.match(path)
    return admin_policy() if is_admin else site_policy()


def _resource_policy(path):
    """Return who may load the response into a page. Front ends on other hosts show images, and load the user bar."""
    is_shared = path.startswith((settings.STATIC_URL, IMAGES_PREFIX))
    return "cross-origin" if is_shared else "same-origin"


@cache
def site_policy():
    """Return the Content-Security-Policy of the site's pages, with the sources that plugins declare."""
    directives = {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "frame-src": [*PLAYER_ORIGINS],
        "object-src": [NONE],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],  # the preview in the editor
    }
    for plugin in registry:
        for directive, sources in plugin.csp_sources.items():
            directives[directive] += [source for source in sources if source not in directives[directive]]
    return _join(directives)


@cache
def admin_policy():
    """Return the Content-Security-Policy of the admin.

    Inline `<style>` elements are allowed, since the rich text editor makes them; `style` attributes are not.
    Wagtail's templates have a few inline scripts, which `cms.delivery.inline_scripts` replaces.
    """
    return _join(
        {
            "default-src": [NONE],
            "script-src": [SELF],
            "style-src": [SELF, "'unsafe-inline'"],
            "style-src-attr": [NONE],
            "img-src": [SELF, "data:", "blob:"],
            "font-src": [SELF],
            "connect-src": [SELF],
            "media-src": [SELF],
            "manifest-src": [SELF],
            "frame-src": [SELF, *settings.FRONT_ENDS],
            "object-src": [NONE],
            "form-action": [SELF],
            "base-uri": [NONE],
            "frame-ancestors": [SELF],
        }
    )


def _join(directives):
    return "; ".join(" ".join([directive, *sources]) for directive, sources in directives.items())


@cache
def permissions_policy():
    """Return the Permissions-Policy of all responses."""
    players = " ".join(f'"{origin}"' for origin in PLAYER_ORIGINS)
    denied = [f"{feature}=()" for feature in UNUSED_FEATURES]
    return ", ".join([*denied, *(f"{feature}=(self {players})" for feature in PLAYER_FEATURES)])
