"""Withdrawing, exporting and making tokens ask for the password again, and lose nothing that was typed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.api.tokens.models import ApiToken
from cms.consent.models import Withdrawal
from cms.testing.factories import ConsentFactory
from tests.cms.accounts.conftest import PASSWORD, code_of, give_totp, log_in, log_in_with_code, text_of
from tests.home.factories import ContactPageFactory

pytestmark = pytest.mark.django_db

CONFIRM = "/admin/reauthenticate/"


@pytest.fixture
def clock(time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    return time_machine


@pytest.fixture
def later(client, make_user, clock):
    """Return a client in which an administrator has logged in 16 minutes ago."""
    user = make_user("ruth", is_superuser=True)
    log_in(client, "ruth")
    clock.shift(timedelta(minutes=16))
    client.user = user
    return client


@pytest.fixture
def withdraw():
    return reverse("wagtailsnippets_cms_consent_consent:withdraw", args=[ConsentFactory().pk])


@pytest.fixture
def addresses(withdraw, home):
    contact = ContactPageFactory(parent=home)
    export = reverse("wagtailforms:list_submissions", args=[contact.pk])
    return [withdraw, reverse("api_tokens:add"), f"{export}?export=csv", f"{export}?export=xlsx"]


def test_within_15_minutes_of_the_login_nothing_is_asked(client, make_user, addresses):
    make_user("ruth", is_superuser=True)
    log_in(client, "ruth")
    for address in addresses:
        assert client.get(address).status_code == 200


def test_later_the_password_is_asked_and_leads_back(later, addresses, clock):
    for address in addresses:
        response = later.get(address)
        assert response.url.startswith(f"{CONFIRM}?next=")
        response = later.post(response.url, {"password": PASSWORD})
        assert response.url == address
        assert later.get(address).status_code == 200
        clock.shift(timedelta(minutes=16))


def test_reading_the_list_of_messages_asks_for_nothing(later, home):
    contact = ContactPageFactory(parent=home)
    assert later.get(reverse("wagtailforms:list_submissions", args=[contact.pk])).status_code == 200


def test_what_was_typed_is_kept_and_sent_after_the_password(later, withdraw):
    response = later.post(withdraw, {"reason": "By telephone"})
    assert not Withdrawal.objects.exists()

    response = later.post(response.url, {"password": PASSWORD, "next": withdraw})

    assert Withdrawal.objects.get().reason == "By telephone"
    assert "/receipt/" in response.url


def test_a_token_is_shown_after_the_password(later):
    form = {"name": "Kiosk", "scopes": ["read_public"], "never_expires": "on"}
    response = later.post(reverse("api_tokens:add"), form)
    assert not ApiToken.objects.exists()
    response = later.post(response.url, {"password": PASSWORD, "next": reverse("api_tokens:add")})
    assert "bst_" in text_of(response)
    assert ApiToken.objects.get().created_by == later.user


def test_a_wrong_password_does_nothing(later, withdraw):
    response = later.post(withdraw, {"reason": "By telephone"})
    response = later.post(response.url, {"password": "wrong", "next": withdraw})
    assert response.status_code == 200
    assert not Withdrawal.objects.exists()


def test_a_code_of_the_second_factor_does_as_well(client, make_user, clock, withdraw):
    user = make_user("ruth", is_superuser=True)
    secret = give_totp(user)
    log_in_with_code(client, user, secret)
    clock.shift(timedelta(minutes=16))
    assert client.get(withdraw).url.startswith(CONFIRM)
    client.post(reverse("mfa_reauthenticate"), {"code": code_of(secret), "next": withdraw})
    assert client.get(withdraw).status_code == 200


def test_a_script_is_told_with_403(later, withdraw):
    response = later.post(withdraw, {"reason": "x"}, headers={"X-Requested-With": "XMLHttpRequest"})
    assert response.status_code == 403
    assert not Withdrawal.objects.exists()


def test_who_lacks_the_right_is_not_asked_for_a_password(client, make_user, clock, withdraw):
    make_user("anna")
    log_in(client)
    clock.shift(timedelta(minutes=16))
    assert client.get(withdraw).url == reverse("wagtailadmin_home")
