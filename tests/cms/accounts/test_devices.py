"""A login from a new device is told by mail."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from cms.accounts import devices
from tests.cms.accounts.conftest import PASSWORD, give_totp, is_in_admin, log_in, log_in_with_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(client, anna):
    """Return a client with which Anna has logged in before."""
    log_in(client)
    client.post(reverse("account_logout"))
    return client


def test_the_first_login_of_an_account_sends_no_mail(known):
    assert mail.outbox == []


def test_a_login_from_the_same_device_sends_no_mail(known):
    log_in(known)
    assert mail.outbox == []


def test_a_login_from_another_device_is_told_in_plain_text(known):
    log_in(Client(headers={"User-Agent": "Firefox/140"}, REMOTE_ADDR="198.51.100.7"))
    (message,) = mail.outbox
    assert message.to == ["anna@example.com"]
    assert message.subject == "Your account was used on a new device"
    assert not message.alternatives
    for part in ("anna", "198.51.100.7", "Firefox/140", "http://localhost:8000/admin/password/"):
        assert part in message.body


def test_the_mail_comes_after_the_second_factor_only(known, anna):
    secret = give_totp(anna)
    other = Client()
    log_in(other)
    assert mail.outbox == []
    log_in_with_code(other, anna, secret)
    assert len(mail.outbox) == 1


def test_another_account_on_a_known_device_is_a_new_one(known, make_user):
    make_user("tom")
    for client in (Client(), known):
        log_in(client, "tom")
    (message,) = mail.outbox
    assert message.to == ["tom@example.com"]
    known.post(reverse("account_logout"))
    log_in(known)
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("value", ["", "made up", "WzFd:1abc:forged"])
def test_a_cookie_that_was_not_signed_here_names_no_device(known, value):
    known.cookies[devices.COOKIE] = value
    log_in(known)
    assert len(mail.outbox) == 1


def test_the_cookie_is_out_of_reach_of_scripts_and_other_pages(client, anna):
    cookie = log_in(client).cookies[devices.COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/admin/"
    assert cookie["max-age"] == 365 * 86400


def test_an_account_without_an_address_and_a_mail_server_that_is_away_do_not_stop_a_login(known, anna, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    other = Client()
    log_in(other)
    assert is_in_admin(other)
    anna.email = ""
    anna.save()
    another = Client()
    log_in(another)
    assert is_in_admin(another)


def test_a_changed_password_is_told_too(client, anna):
    log_in(client)
    new = "walnut harbor violin fog"
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})
    (message,) = mail.outbox
    assert "password" in message.body
