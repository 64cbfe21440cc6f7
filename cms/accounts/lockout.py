"""Lockout after failed logins, counted by django-axes in the database.

Failures are counted for an account and an address together. By account alone, anybody could lock out a person whose
name is known; by address alone, the whole practice, which shares one. An attacker with many addresses is left to the
second factor.
"""

import ipaddress

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_credentials
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils.translation import gettext as _

from cms.context.clients import client_network
from cms.metrics.registry import counter

locked_logins = counter("cms_refused_logins", "Logins that were refused after too many failures.", "reason")

MINUTES = 15
FAILURES = 5


def address_of(request):
    """Return the address by which failures are counted, or None. Of IPv6, whoever has one address has a /64."""
    try:
        return str(ipaddress.ip_address(client_network(request).partition("/")[0]))
    except ValueError:
        return None


def locked_response(request, credentials, *args):
    """Return the response to a login that is locked."""
    locked_logins.labels("locked").inc()
    return render(request, "cms_accounts/locked.html", {"minutes": MINUTES}, status=429)


def refuse_if_locked(request, user):
    """Raise ValidationError while logins of `user` from the address of `request` are locked."""
    if not AxesProxyHandler.is_allowed(request, get_credentials(user.get_username())):
        request.axes_locked_out = True
        raise ValidationError(_("Too many failed attempts. Try again later."))


def count_failure(request, user):
    """Count a failed second factor like a failed password."""
    user_login_failed.send(sender=__name__, credentials=get_credentials(user.get_username()), request=request)
