"""A password alone opens nothing for accounts that see patients, manage accounts, or are superusers."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from wagtail.models import PageViewRestriction

from cms.accounts import second_factor as factors
from cms.api.tokens.models import ApiToken, Scope
from tests.cms.accounts.conftest import (
    code_of,
    give_totp,
    is_in_admin,
    log_in,
    log_in_on_another_device_first,
    log_in_with_code,
    recovery_codes_of,
    text_of,
)
from tests.home.factories import StandardPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("second_factor")]

SET_UP = "/admin/second-factor/"


@pytest.mark.parametrize(
    "permission",
    [
        "cms_consent.view_consent",
        "cms_consent.add_consent",
        "cms_consent.change_consent",
        "cms_consent.withdraw_consent",
        "cms_consent.read_signed_form",
        "home.read_contactsubmission",
        "auth.change_user",
        "auth.change_group",
    ],
)
def test_an_account_with_the_right_needs_a_second_factor(make_user, permission):
    assert factors.is_missing(make_user("olga", permission))


def test_a_superuser_needs_one_and_an_editor_does_not(admin_user, anna, settings):
    assert factors.is_missing(admin_user)
    assert not factors.is_missing(anna)
    settings.SECOND_FACTOR = False
    assert not factors.is_missing(admin_user)


def test_a_package_can_require_one_for_its_own_right(make_user, monkeypatch):
    user = make_user("tom", "wagtailredirects.add_redirect")
    assert not factors.is_required(user)
    monkeypatch.setattr(factors, "_permissions", set())
    factors.requires_second_factor("wagtailredirects.add_redirect")
    assert factors.is_required(user)


@pytest.mark.parametrize(
    "path",
    [
        "/admin/",
        "/admin/account/",
        "/admin/pages/",
        "/admin/snippets/cms_consent/consent/",
        "/admin/users/",
        "/admin/api/main/pages/",
        "/admin/login/",
        "/admin/password/",
        "/admin/unknown/",
    ],
)
def test_without_a_second_factor_every_page_of_the_admin_leads_to_its_set_up(client, privacy_officer, path):
    log_in(client, "olga")
    assert client.get(path).url == SET_UP
    assert client.post(path).url == SET_UP


def test_a_script_of_the_admin_is_told_with_403(client, privacy_officer):
    log_in(client, "olga")
    response = client.get("/admin/pages/", headers={"X-Requested-With": "XMLHttpRequest"})
    assert response.status_code == 403


def test_the_page_of_the_set_up_says_why_and_lets_the_person_sign_out(client, privacy_officer):
    log_in(client, "olga")
    html = text_of(client.get(SET_UP))
    assert "a password alone is not enough" in html
    client.post(reverse("account_logout"))
    assert client.get(SET_UP).status_code == 302


def test_outside_of_the_admin_the_session_is_that_of_nobody(client, home, make_user):
    """Pages for groups, previews, documents and the user bar all ask for the user of the request."""
    page = StandardPageFactory(parent=home)
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    olga = make_user("olga", "cms_consent.view_consent")
    log_in(client, "olga")
    assert client.get(page.url).url.startswith("/admin/login/")
    secret = give_totp(olga)
    log_in_with_code(client, olga, secret)
    assert client.get(page.url).status_code == 200
    restriction.delete()


def test_the_password_alone_opens_nothing_once_there_is_a_second_factor(client, privacy_officer):
    secret = give_totp(privacy_officer)
    response = log_in(client, "olga")
    assert response.url == reverse("mfa_authenticate")
    assert not is_in_admin(client)

    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert not is_in_admin(client)

    response = client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert response.url == "/admin/"
    assert is_in_admin(client)


def test_a_session_that_was_opened_without_the_second_factor_opens_nothing(client, privacy_officer):
    client.force_login(privacy_officer)
    give_totp(privacy_officer)
    assert not is_in_admin(client)


def test_setting_one_up_closes_the_sessions_on_other_devices(client, privacy_officer, settings):
    settings.SECOND_FACTOR = False
    log_in(client, "olga")
    assert is_in_admin(client)
    give_totp(privacy_officer)
    assert not is_in_admin(client)


def test_removing_one_closes_the_sessions_on_other_devices(client, anna, time_machine):
    other = log_in_on_another_device_first(client, anna, give_totp(anna), time_machine)

    client.post(reverse("mfa_deactivate_totp"))

    assert is_in_admin(client)
    assert not is_in_admin(other)


def test_a_recovery_code_stands_in_once(client, privacy_officer):
    give_totp(privacy_officer)
    (code, *_others) = recovery_codes_of(privacy_officer)
    for opens in (True, False):
        log_in(client, "olga")
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert is_in_admin(client) == opens
        client.post(reverse("account_logout"))


def test_resetting_the_password_does_not_go_round_the_second_factor(client, privacy_officer):
    give_totp(privacy_officer)
    privacy_officer.set_password("walnut harbor violin fog")
    privacy_officer.save()
    log_in(client, "olga", "walnut harbor violin fog")
    assert not is_in_admin(client)


def test_the_last_second_factor_of_an_account_that_needs_one_stays(client, privacy_officer, anna):
    log_in_with_code(client, privacy_officer, give_totp(privacy_officer))
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=privacy_officer, type="totp").exists()
    client.post(reverse("account_logout"))

    log_in_with_code(client, anna, give_totp(anna))
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=anna).exists()


def test_a_token_writes_nothing_for_a_creator_who_lacks_the_second_factor(client, home, admin_user, settings):
    from cms.api.v3 import access

    token = ApiToken(name="Import", scopes=[Scope.WRITE], created_by=admin_user)
    token.make_secret()
    token.save()
    request = type("Request", (), {"method": "POST"})()
    with pytest.raises(access.HttpError, match="lacks a second factor"):
        access._user_for(request, token)
    give_totp(admin_user)
    assert access._user_for(request, token) == admin_user


def test_the_user_and_the_second_factor_are_read_in_one_query(client, privacy_officer, django_assert_num_queries):
    log_in_with_code(client, privacy_officer, give_totp(privacy_officer))
    client.get("/admin/account/")
    with django_assert_num_queries(2):  # the session, and the user
        assert client.get("/admin/login/").url == "/admin/"
