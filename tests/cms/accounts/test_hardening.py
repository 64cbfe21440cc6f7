"""What the OWASP ASVS asks of logins and sessions beside the rest."""

import time

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from cms.accounts import second_factor
from tests.cms.accounts.conftest import PASSWORD, code_of, give_totp, is_in_admin, log_in, recovery_codes_of, text_of

pytestmark = pytest.mark.django_db


def let_login_be_long_ago(client):
    """Move the login of `client` 16 minutes into the past: it has to be confirmed."""
    session = client.session
    session["staff_session"] = session["staff_session"] | {"started": time.time() - 16 * 60}
    session["account_authentication_methods"] = []
    session.save()


def test_secrets_of_second_factors_are_encrypted_in_the_database(anna):
    secret = give_totp(anna)

    stored = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert secret not in stored
    assert not [code for code in recovery_codes_of(anna) if code in stored]


def test_a_former_secret_key_still_reads_them_and_an_unknown_one_says_what_to_do(anna, client, settings):
    secret = give_totp(anna)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key"
    log_in(client)
    assert client.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).status_code == 302

    settings.SECRET_KEY_FALLBACKS = []
    stranger = Client()
    log_in(stranger)
    response = stranger.post(reverse("mfa_authenticate"), {"code": code_of(secret)})

    assert "The secret key of this site has changed" in text_of(response)
    assert not is_in_admin(stranger)


def test_a_code_opens_the_account_once_also_in_a_process_with_another_cache(anna):
    secret = give_totp(anna)
    code = code_of(secret)
    for browser, opens in ((Client(), True), (Client(), False)):
        log_in(browser)
        browser.post(reverse("mfa_authenticate"), {"code": code})
        assert is_in_admin(browser) == opens
        cache.clear()


def test_all_accounts_need_a_second_factor_if_the_practice_wants_it(anna, settings):
    settings.SECOND_FACTOR = True
    assert not second_factor.is_required(anna)
    settings.SECOND_FACTOR_FOR_ALL = True
    assert second_factor.is_required(anna)


def test_a_confirmed_login_gets_a_new_session_key_and_the_old_one_opens_nothing(anna, client):
    log_in(client)
    let_login_be_long_ago(client)
    old = client.session.session_key

    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    assert client.session.session_key != old
    assert not Session.objects.filter(session_key=old).exists()
    assert is_in_admin(client)


def test_a_login_gets_a_new_session_key(anna, client):
    client.get("/admin/login/")
    session = client.session
    session["planted"] = "by an attacker"
    session.save()
    planted = session.session_key

    log_in(client)

    assert client.session.session_key != planted


def test_ending_another_session_asks_for_the_password_after_15_minutes(anna, client, settings):
    other = Client()
    log_in(other)
    is_in_admin(other)
    log_in(client)
    let_login_be_long_ago(client)
    pk = anna.staff_sessions.get(session_key=other.session.session_key).pk

    response = client.post(reverse("cms_accounts_end_session", args=[pk]))

    assert response.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert is_in_admin(other)


def test_nobody_changes_their_own_address(anna, client):
    log_in(client)
    assert 'name="name_email-email"' not in client.get(reverse("wagtailadmin_account")).content.decode()

    client.post(reverse("wagtailadmin_account"), {"name_email-email": "other@example.com"})

    anna.refresh_from_db()
    assert anna.email == "anna@example.com"


def test_the_login_masks_the_password_and_names_it_for_password_managers(client):
    html = client.get("/admin/login/").content.decode()

    assert 'type="password"' in html
    assert 'autocomplete="current-password"' in html


def test_passwords_are_hashed_slowly(settings):
    """OWASP's minimum for PBKDF2 with SHA-256: 600,000 rounds."""
    assert PBKDF2PasswordHasher.iterations >= 600_000
