"""The clock is set back, or for daylight saving time: what is shown follows the time that is true now."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.utils import timezone

from cms.content_stamp.kept import keep, next_change_by_time, one_generation
from cms.testing.factories import ConsentFactory, ImageFactory
from gallery.models import CasePage
from home.models import StandardPage
from tests.gallery.factories import pairs
from tests.home.factories import StandardPageFactory

NEW_YORK = ZoneInfo("America/New_York")
SPRING, AUTUMN = datetime(2027, 3, 14, tzinfo=NEW_YORK), datetime(2027, 11, 7, tzinfo=NEW_YORK)
"""Midnight before the hour that is left out, and before the hour that happens twice."""
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)


def days_of(change):
    """Return midnight before and after the day of `change`, which has 23 or 25 hours."""
    return change, change + timedelta(days=1)  # the same wall clock on the next day


@pytest.mark.parametrize("change", [SPRING, AUTUMN])
@pytest.mark.django_db
def test_a_consent_begins_and_ends_at_midnight_of_a_day_on_which_the_clock_is_set(
    change, page_of, client, time_machine
):
    time_machine.move_to(change.replace(hour=12), tick=False)
    consent = ConsentFactory(signed_on=change.date(), expires_on=change.date())
    photographs = pairs((ImageFactory(consent=consent), ImageFactory(consent=consent)))
    case = page_of(CasePage, consent=consent, pairs=photographs)
    midnight, next_midnight = days_of(change)

    def status(moment):
        time_machine.move_to(moment, tick=False)
        return client.get(case.url).status_code

    before, after = midnight.timestamp() - 1, next_midnight.timestamp()
    assert [status(before), status(before + 1), status(after - 1), status(after)] == [404, 200, 200, 404]


@pytest.mark.parametrize(("change", "hours"), [(SPRING, 23), (AUTUMN, 25)])
@pytest.mark.django_db
def test_what_is_kept_ends_at_midnight_of_a_day_on_which_the_clock_is_set(change, hours):
    ends_at = next_change_by_time(change, lambda sql, parameters: [])

    assert ends_at.timestamp() - change.timestamp() == hours * 3600


@pytest.mark.parametrize("fold", [0, 1])
@pytest.mark.django_db
def test_a_page_is_published_and_expires_in_the_hour_that_happens_twice_at_its_own_time(
    home, client, time_machine, fold
):
    begins = AUTUMN.replace(hour=1, minute=30, fold=fold)
    time_machine.move_to(AUTUMN, tick=False)
    page = StandardPageFactory(parent=home, live=False, slug="hours", go_live_at=begins, expire_at=begins + HOUR)
    page.save_revision(approved_go_live_at=begins).publish()

    def status(seconds):
        time_machine.move_to(begins.timestamp() + seconds, tick=False)
        call_command("publish_scheduled", verbosity=0)
        return client.get("/hours/").status_code

    page_ends = page.expire_at.timestamp() - begins.timestamp()
    assert [status(-1), status(1), status(page_ends - 1), status(page_ends)] == [404, 200, 200, 404]


@pytest.mark.django_db
def test_a_schedule_waits_when_the_clock_is_set_back_before_its_time(home, client, time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    page = StandardPageFactory(parent=home, live=False, slug="later", go_live_at=now + 2 * HOUR)
    page.save_revision(approved_go_live_at=page.go_live_at).publish()
    for hours, status in [(1, 404), (0, 404), (1, 404), (2.01, 200)]:
        time_machine.move_to(now + hours * HOUR, tick=False)
        call_command("publish_scheduled", verbosity=0)
        assert client.get("/later/").status_code == status


@pytest.mark.usefixtures("committing_db")
def test_what_was_kept_while_the_clock_was_ahead_is_not_kept_when_it_is_set_back(time_machine):
    now = timezone.now()
    for hours in (24, 0):
        time_machine.move_to(now + hours * HOUR, tick=False)
        with one_generation():
            assert keep("day", timezone.localdate) == timezone.localdate()


@pytest.mark.django_db
def test_an_expired_page_is_shown_again_when_the_clock_is_set_back_and_hidden_at_its_time(home, client, time_machine):
    now = timezone.now()
    StandardPageFactory(parent=home, slug="summer", expire_at=now + HOUR)
    for hours, status in [(0, 200), (2, 404), (0, 200), (1, 404)]:
        time_machine.move_to(now + hours * HOUR, tick=False)
        assert client.get("/summer/").status_code == status
    assert StandardPage.objects.get(slug="summer").live
