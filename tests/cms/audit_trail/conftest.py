import pytest

from cms.audit_trail import append_only, chain
from cms.audit_trail.accounts import LOGGED_IN
from cms.audit_trail.models import Entry
from cms.audit_trail.recording import record


@pytest.fixture(autouse=True)
def anchors(settings, tmp_path):
    """Return the file of anchors of the test."""
    settings.AUDIT_ANCHORS = str(tmp_path / "anchors.txt")
    return tmp_path / "anchors.txt"


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
    from django.db import connection

    append_only.lift(connection)


def actions():
    """Return the recorded actions, the oldest first."""
    return list(Entry.objects.order_by("pk").values_list("action", flat=True))
