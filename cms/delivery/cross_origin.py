"""Protect views from cross-site request forgery without a cookie, so that caches may store pages with forms."""

from functools import wraps

from django.conf import settings
from django.utils.module_loading import import_string
from django.views.decorators.csrf import csrf_exempt

SAFE_METHODS = ("GET", "HEAD", "OPTIONS", "TRACE")


def refuse_cross_origin_requests(view):
    """Decorate `view` to refuse requests that a page of another origin makes, instead of requiring a CSRF token.

    All browsers since 2020 send `Origin` with each POST to another origin, and scripts cannot change it. Those since
    2023 send `Sec-Fetch-Site` as well. A request with neither of them does not come from a page in such a browser, so
    it carries no authority of a visitor.

    https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
    """

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        if request.method not in SAFE_METHODS and is_cross_origin(request):
            failure = import_string(settings.CSRF_FAILURE_VIEW)
            return failure(request, reason="The request comes from a page of another origin.")
        return view(request, *args, **kwargs)

    return csrf_exempt(wrapper)


def is_cross_origin(request):
    """Return whether a page of another origin makes `request`."""
    origin = request.headers.get("Origin")
    if origin in settings.CSRF_TRUSTED_ORIGINS:
        return False
    if site := request.headers.get("Sec-Fetch-Site"):
        return site not in ("same-origin", "none")
    # The scheme is not compared: the proxy that ends TLS may not pass it on.
    return origin is not None and origin.partition("://")[2] != request.get_host()
