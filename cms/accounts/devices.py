"""Devices from which accounts have logged in.

A cookie names the accounts that have logged in with this browser. It is signed, so that it cannot be made up, and it
opens nothing: it only saves a mail.
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

COOKIE = "devices"
SALT = "cms.accounts.devices"
LIFETIME = timedelta(days=365)
MOST_ACCOUNTS = 20
"""Number of accounts that a shared browser remembers."""


def cookie_name():
    """Return the name of the cookie. With the prefix, browsers accept it over HTTPS only."""
    return f"__Secure-{COOKIE}" if settings.SESSION_COOKIE_SECURE else COOKIE


def is_known(request, user):
    """Return whether `user` has logged in with this browser before."""
    return user.pk in _accounts(request)


def remember(request, response, user):
    """Let `response` note on the browser that `user` has logged in with it."""
    others = [pk for pk in _accounts(request) if pk != user.pk]
    response.set_cookie(
        cookie_name(),
        signing.dumps([user.pk, *others][:MOST_ACCOUNTS], salt=SALT),
        max_age=LIFETIME,
        path=reverse("wagtailadmin_home"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _accounts(request):
    try:
        return signing.loads(request.COOKIES.get(cookie_name(), ""), salt=SALT, max_age=LIFETIME)
    except signing.BadSignature:
        return []
