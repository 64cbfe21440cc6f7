"""Staff see what visitors searched for in vain: the words and how often, and nothing of the visitors."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.search import failed
from cms.search.models import FailedSearch
from cms.search.tasks import KEPT_FOR, remove_old_failed_searches
from tests.home.factories import StandardPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _counts(monkeypatch):
    monkeypatch.setattr(failed, "_counts", {})


def ask(client, query, times=1):
    for _ in range(times):
        client.get("/search/", {"q": query})


def stored():
    failed.store()
    return dict(FailedSearch.objects.values_list("words", "count"))


def test_searches_without_a_result_are_counted_and_a_request_writes_nothing(home, client):
    with CaptureQueriesContext(connection) as queries:
        ask(client, "Tummy  tuck", times=3)

    assert not [query["sql"] for query in queries if re.match("INSERT|UPDATE|DELETE", query["sql"] or "")]
    assert stored() == {"tummy tuck": 3}
    ask(client, "the tummy-tuck", times=4)
    assert stored() == {"tummy tuck": 7}


def test_rare_ones_and_those_with_numbers_or_addresses_are_not_stored(home, client):
    ask(client, "jane doe", times=2)
    ask(client, "555 0100 1234", times=5)
    ask(client, "jane@example.com", times=5)

    assert stored() == {}


def test_a_search_with_a_result_is_not_counted_and_one_with_some_of_the_words_is(home, client):
    StandardPageFactory(parent=home, title="Scars")
    ask(client, "scars", times=3)
    ask(client, "scras", times=3)
    ask(client, "purple scars", times=3)

    assert stored() == {"purple scars": 3}


def test_a_process_counts_a_limited_number_of_searches(home, client, monkeypatch):
    monkeypatch.setattr(failed, "MAX_COUNTED", 2)
    for query in ("one", "two", "three"):
        ask(client, query)

    assert len(failed._counts) == 2


def test_old_ones_are_removed(home):
    old = timezone.localdate() - KEPT_FOR - timedelta(days=1)
    FailedSearch.objects.create(words="old", count=5, first_on=old, last_on=old)
    FailedSearch.objects.create(words="new", count=5, first_on=old, last_on=timezone.localdate())

    remove_old_failed_searches.enqueue()

    assert [found.words for found in FailedSearch.objects.all()] == ["new"]


def test_the_report_lists_them(home, admin_client):
    today = timezone.localdate()
    FailedSearch.objects.create(words="tummy tuck", count=12, first_on=today, last_on=today)

    html = admin_client.get(reverse("cms_search_report")).content.decode()

    assert "tummy tuck" in html
    assert "12" in html
