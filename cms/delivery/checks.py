"""System checks on the order of the middleware.

https://docs.djangoproject.com/en/5.2/topics/http/middleware/#middleware-order-and-layering
"""

from django.conf import settings
from django.core.checks import Error, register

CONTEXT = "cms.context.middleware.RequestContextMiddleware"
HTTP = "cms.delivery.http.middleware.HttpMiddleware"
SECURITY_HEADERS = "cms.delivery.security_headers.SecurityHeadersMiddleware"
API = "cms.api.http.middleware.ApiMiddleware"
REDIRECTS = "cms.pages.middleware.PublicRedirectMiddleware"
PUBLISH_ERRORS = "cms.publishing.middleware.PublishErrorMiddleware"
FILE_ERRORS = "cms.uploads.middleware.FileNotStoredMiddleware"
SESSIONS = "django.contrib.sessions.middleware.SessionMiddleware"
AUTHENTICATION = "django.contrib.auth.middleware.AuthenticationMiddleware"
MESSAGES = "django.contrib.messages.middleware.MessageMiddleware"

ORDER = [
    (HTTP, SECURITY_HEADERS, "A response 304 lacks the Content-Type, by which the policy is chosen."),
    (SECURITY_HEADERS, API, "It completes the responses of all middleware."),
    (API, "django.middleware.security.SecurityMiddleware", "It completes the redirects to HTTPS under /api/."),
    (API, "corsheaders.middleware.CorsMiddleware", "It corrects the header Vary of that middleware."),
    (
        API,
        "django.middleware.common.CommonMiddleware",
        "It turns errors of that middleware into problem details.",
    ),
    (SESSIONS, REDIRECTS, "The visibility of a page depends on the session, which is saved afterwards."),
    (AUTHENTICATION, REDIRECTS, "The visibility of a page depends on the user."),
    (MESSAGES, PUBLISH_ERRORS, "Errors are shown as messages."),
    (MESSAGES, FILE_ERRORS, "Errors are shown as messages."),
]
"""Pairs of middleware of which the first has to come before the second, and why."""
REQUIRED = [CONTEXT, *dict.fromkeys(name for first, second, _reason in ORDER for name in (first, second))]


@register
def check_middleware_order(app_configs, **kwargs):
    """Return an error for each middleware that is missing, or at a place where it does not work."""
    installed = list(settings.MIDDLEWARE)
    errors = [
        Error(f"MIDDLEWARE lacks {name}.", hint="See cms/settings/base.py for its place.", id="cms_delivery.E001")
        for name in REQUIRED
        if name not in installed
    ]
    if CONTEXT in installed[1:]:
        hint = "Without a context of its own, a request adds its cache hints to those of other requests."
        errors.append(Error(f"{CONTEXT} has to be the first of MIDDLEWARE.", hint=hint, id="cms_delivery.E002"))
    errors += [
        Error(f"In MIDDLEWARE, {first} has to come before {second}.", hint=reason, id="cms_delivery.E003")
        for first, second, reason in ORDER
        if first in installed and second in installed and installed.index(first) > installed.index(second)
    ]
    return errors
