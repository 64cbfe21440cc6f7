"""Sessions of staff: their limits, their list, and their end.

The limits are checked against times in the session itself, so that most requests cost no query. A session in use is
written once a minute.
"""

import time
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from cms.accounts.models import StaffSession
from cms.context.clients import client_address

KEY = "staff_session"
"""Key in a session under which its times are stored."""
RESOLUTION = 60
"""Seconds between two updates of the time of last use."""
RECENT = 15 * 60
"""Seconds after a login or a reauthentication in which it counts as recent."""
POLLED = ("wagtailadmin_editing_sessions",)
"""Namespaces of URLs that an open page requests by itself. They do not count as use."""


def start(request, user):
    """Begin the times of the session of `request`, in which `user` has just logged in."""
    now = time.time()
    _store(request, user, {"user": user.pk, "started": now, "used": now})


def keep_alive(request, user):
    """Return whether the session of `request` is within its limits, and note its use. `user` is logged in."""
    now = time.time()
    times = request.session.get(KEY)
    if not times or times["user"] != user.pk:
        start(request, user)
        return True
    is_ahead = now < times["used"] - RESOLUTION  # The clock has been set back since.
    if is_ahead:
        times = times | {"started": min(times["started"], now)}
    if now - times["started"] >= settings.SESSION_HOURS * 3600 or now - times["used"] >= _idle_seconds():
        return False
    is_due = is_ahead or (now - times["used"] >= RESOLUTION and not _is_polled(request))
    if is_due or times["key"] != request.session.session_key:
        _store(request, user, times | {"used": now if is_due else times["used"]})
    return True


def began_recently(request):
    """Return whether the person has logged in within the last `RECENT` seconds."""
    times = request.session.get(KEY)
    return bool(times) and time.time() - times["started"] < RECENT


def active_sessions(user):
    """Return the sessions of `user` that exist and are within their limits, the last used first."""
    now = timezone.now()
    return StaffSession.objects.filter(
        user=user,
        session_key__in=Session.objects.values("session_key"),
        last_used_at__gt=now - timedelta(seconds=_idle_seconds() + RESOLUTION),
        started_at__gt=now - timedelta(hours=settings.SESSION_HOURS),
    )


def end(sessions):
    """End `sessions`, a queryset of `StaffSession`."""
    keys = list(sessions.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    StaffSession.objects.filter(session_key__in=keys).delete()


def end_all(user):
    """End all sessions of `user`."""
    end(StaffSession.objects.filter(user=user))


def _idle_seconds():
    return settings.SESSION_IDLE_MINUTES * 60


def _is_polled(request):
    match = request.resolver_match
    return bool(match) and match.namespace in POLLED


def _store(request, user, times):
    if not request.session.session_key:
        request.session.save()
    key = times["key"] = request.session.session_key
    request.session[KEY] = times
    StaffSession.objects.update_or_create(
        session_key=key,
        defaults={
            "user": user,
            "started_at": datetime.fromtimestamp(times["started"], UTC),
            "last_used_at": datetime.fromtimestamp(times["used"], UTC),
            "address": client_address(request)[:45],
            "user_agent": request.META.get("HTTP_USER_AGENT", "")[:200],
        },
    )
