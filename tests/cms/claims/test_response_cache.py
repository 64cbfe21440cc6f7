"""A claim ends for the next request, also where responses are kept in memory."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from cms.testing.factories import ClaimFactory
from tests.cms.claims.test_pages import WORDS, body_of
from tests.cms.delivery.test_response_cache import server, site  # noqa: F401 - fixtures
from tests.home.factories import StandardPageFactory

pytestmark = pytest.mark.usefixtures("committing_db")
ADDRESSES = ["/sleep/", "/api/v2/pages/?type=home.StandardPage&fields=*"]


@pytest.fixture
def claim(site):  # noqa: F811
    claim = ClaimFactory(text=WORDS, expires_on=timezone.localdate())
    StandardPageFactory(parent=site, title="Sleep", slug="sleep", body=body_of(claim))
    return claim


def shows(server, address):  # noqa: F811
    status, _headers, body = server.get(address)
    assert status == 200
    return WORDS.encode() in body


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_withdrawal_is_seen_by_the_next_request(server, claim, address):  # noqa: F811
    assert shows(server, address)
    assert shows(server, address)
    assert server.renderings == 1, "it was not kept"

    claim.withdraw(reason="It was wrong.")

    assert not shows(server, address)


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_kept_is_forgotten_at_midnight(server, claim, address):  # noqa: F811
    tomorrow = timezone.localtime() + timedelta(days=1)
    midnight = tomorrow.replace(hour=0, minute=0, second=0, microsecond=0)
    with time_machine.travel(midnight - timedelta(minutes=1), tick=False):
        assert shows(server, address)
        assert shows(server, address)
        assert server.renderings == 1, "it was not kept"

    with time_machine.travel(midnight, tick=False):
        assert not shows(server, address)


@pytest.mark.parametrize("address", ADDRESSES)
def test_saving_a_draft_of_it_forgets_nothing(server, claim, address):  # noqa: F811
    assert shows(server, address)

    claim.text = "A draft."
    claim.save_revision()

    assert shows(server, address)
    assert server.renderings == 1
