"""Sessions end after limits and with the account, and staff see and end theirs."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.accounts import sessions
from cms.accounts.models import StaffSession
from cms.accounts.tasks import remove_old_logins
from tests.cms.accounts.conftest import PASSWORD, is_in_admin, log_in, text_of

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Safari/604.1"


@pytest.fixture
def clock(time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    return time_machine


@pytest.fixture
def here(client, anna):
    """Return a client in which Anna is logged in."""
    log_in(client, headers={"User-Agent": FIREFOX})
    assert is_in_admin(client)
    return client


@pytest.fixture
def there(anna):
    """Return a client of another device in which Anna is logged in."""
    client = Client(headers={"User-Agent": IPHONE}, REMOTE_ADDR="198.51.100.7")
    log_in(client)
    assert is_in_admin(client)
    return client


def test_a_session_ends_when_it_was_not_used_for_an_hour(here, clock):
    clock.shift(timedelta(minutes=59))
    assert is_in_admin(here)
    clock.shift(timedelta(minutes=59))
    assert is_in_admin(here)
    clock.shift(timedelta(minutes=60))
    assert not is_in_admin(here)
    assert not Session.objects.exists()


def test_a_session_ends_after_twelve_hours_of_use(here, clock):
    for _ in range(23):
        clock.shift(timedelta(minutes=30))
        assert is_in_admin(here)
    clock.shift(timedelta(minutes=31))
    assert not is_in_admin(here)


@pytest.mark.parametrize("jump", [timedelta(hours=1), timedelta(days=3650)])
def test_a_session_of_a_clock_that_was_ahead_ends_in_time_once_it_is_set_back(anna, client, clock, jump):
    clock.shift(jump)
    log_in(client)
    clock.shift(-jump)
    assert is_in_admin(client)
    clock.shift(timedelta(minutes=60))
    assert not is_in_admin(client)


def test_an_editor_that_is_left_open_does_not_keep_its_session(here, clock):
    ping = reverse("wagtailadmin_editing_sessions:ping", args=["wagtailcore", "page", 1, 1])
    for _ in range(6):
        clock.shift(timedelta(minutes=10))
        here.post(ping)
    assert not is_in_admin(here)


def test_limits_are_settings(here, clock, settings):
    settings.SESSION_IDLE_MINUTES = 5
    clock.shift(timedelta(minutes=5))
    assert not is_in_admin(here)


def test_a_session_in_use_is_written_once_a_minute(here, clock, django_assert_num_queries):
    clock.shift(timedelta(minutes=2))
    here.get("/admin/login/")
    with django_assert_num_queries(2):  # the session and the user are read
        here.get("/admin/login/")
    first = StaffSession.objects.get().last_used_at
    clock.shift(timedelta(seconds=61))
    here.get("/admin/login/")
    assert StaffSession.objects.get().last_used_at - first == timedelta(seconds=61)


def test_staff_see_their_sessions_and_nobody_elses(here, there, make_user):
    other = Client(headers={"User-Agent": "Opera of Tom OPR/1"}, REMOTE_ADDR="203.0.113.9")
    make_user("tom")
    log_in(other, "tom")
    html = text_of(here.get(reverse("wagtailadmin_account")))
    assert "Firefox, Windows" in html
    assert "Safari, iPhone" in html
    assert "198.51.100.7" in html
    assert html.count("This session") == 1
    assert "203.0.113.9" not in html


def test_a_session_is_ended_from_another(here, there):
    session = StaffSession.objects.get(address="198.51.100.7")
    response = here.post(reverse("cms_accounts_end_session", args=[session.pk]), follow=True)
    assert "The session is ended." in text_of(response)
    assert not is_in_admin(there)
    assert is_in_admin(here)


def test_signing_out_ends_the_session_and_leaves_no_record_of_it(here, there):
    response = here.post(reverse("account_logout"))
    assert response["Clear-Site-Data"] == '"cache", "storage"'  # for the browser of a shared computer
    assert not is_in_admin(here)
    assert is_in_admin(there)
    assert StaffSession.objects.get().address == "198.51.100.7"


def test_nobody_ends_the_session_of_another_person(here, make_user):
    make_user("tom")
    tom = Client()
    log_in(tom, "tom")
    session = StaffSession.objects.get(user__username="anna")
    assert tom.post(reverse("cms_accounts_end_session", args=[session.pk])).status_code == 404
    assert here.get(reverse("cms_accounts_end_session", args=[session.pk])).status_code == 405
    assert is_in_admin(here)


def test_all_sessions_end_with_the_account_and_do_not_come_back_with_it(here, there, anna):
    anna.is_active = False
    anna.save()
    assert not Session.objects.exists()
    anna.is_active = True
    anna.save()
    assert not is_in_admin(here)
    assert not is_in_admin(there)


def test_all_sessions_end_when_several_accounts_are_deactivated_in_the_list_of_users(here, anna, admin_client):
    address = reverse("wagtail_bulk_action", args=["auth", "user", "set_active_state"])
    admin_client.post(f"{address}?id={anna.pk}", {"mark_as_active": "False"})
    User.objects.update(is_active=True)
    assert not is_in_admin(here)
    assert is_in_admin(admin_client)


def test_all_sessions_end_when_the_account_is_deleted(here, anna):
    anna.delete()
    assert not Session.objects.exists()
    assert not is_in_admin(here)


def test_the_sessions_on_other_devices_end_when_the_password_is_changed(here, there):
    new = "walnut harbor violin fog"
    here.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert is_in_admin(here)
    assert not is_in_admin(there)
    assert StaffSession.objects.count() == Session.objects.count() == 1


def test_all_sessions_end_when_an_administrator_sets_the_password(here, there, anna):
    anna.set_password("walnut harbor violin fog")
    anna.save()
    assert not StaffSession.objects.exists()
    assert not is_in_admin(here)


def test_other_changes_of_an_account_end_no_session(here, anna):
    anna.first_name = "Anna"
    anna.save()
    assert is_in_admin(here)


def test_old_sessions_are_removed(here, clock):
    clock.shift(timedelta(hours=13))
    remove_old_logins.func()
    assert not StaffSession.objects.exists()
    clock.shift(timedelta(days=15))
    call_command("clearsessions")
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        (FIREFOX, "Firefox, Windows"),
        (IPHONE, "Safari, iPhone"),
        ("Mozilla/5.0 (Macintosh) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Mac"),
        ("Mozilla/5.0 (Linux; Android 10; K) Chrome/140.0.0.0 Mobile Safari/537.36", "Chrome, Android"),
        ("curl/8", "Unknown device"),
        ("", "Unknown device"),
    ],
)
def test_a_device_is_named_in_words_that_people_know(user_agent, device):
    assert StaffSession(user_agent=user_agent).device == device


def test_a_session_of_before_is_taken_over(client, anna):
    client.force_login(anna)
    session = client.session
    del session[sessions.KEY]
    session.save()
    assert is_in_admin(client)
    assert StaffSession.objects.get().session_key == session.session_key
