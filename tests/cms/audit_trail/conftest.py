import pytest
from django.db import connection

from cms.audit_trail import append_only, chain
from cms.audit_trail.accounts import LOGGED_IN
from cms.audit_trail.models import Entry
from cms.audit_trail.recording import record
from tests.cms.accounts.conftest import PASSWORD, log_in


@pytest.fixture
def anchors(settings):
    """Return the file of anchors of the test."""
    return settings.AUDIT_ANCHORS


@pytest.fixture
def entries(db):
    """Return five chained entries, the oldest first."""
    for _number in range(5):
        record(LOGGED_IN)
    chain.seal()
    return list(Entry.objects.order_by("sequence"))


@pytest.fixture
def unprotected(entries):
    """Drop the triggers, as somebody with access to the database could."""
    append_only.lift(connection)


@pytest.fixture
def olga(django_user_model):
    """Return a superuser."""
    return django_user_model.objects.create_superuser("olga", "olga@example.com", PASSWORD)


@pytest.fixture
def staff(olga, client):
    """Return a client in which olga has just signed in."""
    log_in(client, "olga")
    return client


@pytest.fixture
def recorded(staff):
    """Return a function that returns the entries since the last call."""
    seen = set()

    def recorded():
        new = [entry for entry in Entry.objects.order_by("pk") if entry.pk not in seen]
        seen.update(entry.pk for entry in new)
        return new

    recorded()
    return recorded


def actions():
    """Return the recorded actions, the oldest first."""
    return list(Entry.objects.order_by("pk").values_list("action", flat=True))
