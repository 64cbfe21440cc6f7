"""Lockout after failed logins, by account and address."""

import logging
import os
import subprocess
import sys

import pytest
from axes.models import AccessAttempt, AccessFailureLog
from django.contrib.auth.models import User
from django.core.cache import caches
from django.urls import reverse
from django.utils import timezone

from cms.accounts.lockout import FAILURES, MINUTES
from tests.cms.accounts.conftest import (
    LOGIN,
    PASSWORD,
    code_of,
    give_totp,
    is_in_admin,
    log_in,
    log_in_with_code,
    text_of,
)

HOME, ELSEWHERE = "192.0.2.1", "198.51.100.7"


def fail(client, times=FAILURES, username="anna", **where):
    for _ in range(times):
        response = log_in(client, username, "wrong", **where)
    return response


@pytest.mark.django_db
def test_after_five_failures_even_the_right_password_is_refused_with_what_to_do(client, anna):
    assert fail(client, FAILURES - 1).status_code == 200

    response = fail(client, 1)

    assert response.status_code == 429
    assert f"Wait {MINUTES} minutes and try again." in text_of(response)
    response = log_in(client)
    assert response.status_code == 429
    assert not is_in_admin(client)


@pytest.mark.django_db
def test_the_lock_ends_by_itself(client, anna, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    fail(client)
    time_machine.shift(MINUTES * 60 + 1)
    log_in(client)
    assert is_in_admin(client)


@pytest.mark.django_db
def test_attempts_during_the_lock_do_not_make_it_longer(client, anna, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    fail(client)
    time_machine.shift(MINUTES * 60 - 1)
    fail(client, 1)
    time_machine.shift(2)
    log_in(client)
    assert is_in_admin(client)


@pytest.mark.django_db
def test_an_attacker_elsewhere_locks_out_nobody_by_name(client, anna):
    fail(client, REMOTE_ADDR=ELSEWHERE)
    assert log_in(client, REMOTE_ADDR=ELSEWHERE).status_code == 429
    log_in(client, REMOTE_ADDR=HOME)
    assert is_in_admin(client)


@pytest.mark.django_db
def test_one_account_that_is_locked_leaves_the_others_of_the_practice_alone(client, anna, make_user):
    make_user("tom")
    fail(client, REMOTE_ADDR=HOME)
    log_in(client, "tom", REMOTE_ADDR=HOME)
    assert is_in_admin(client)


@pytest.mark.django_db
def test_the_address_is_the_one_that_our_proxy_names(client, anna, settings):
    settings.REST_FRAMEWORK = {"NUM_PROXIES": 1}
    for number in range(FAILURES):
        forged = {"X-Forwarded-For": f"10.0.0.{number}, {ELSEWHERE}"}
        client.post(LOGIN, {"login": "anna", "password": "wrong"}, headers=forged)
    assert AccessAttempt.objects.get().ip_address == ELSEWHERE


@pytest.mark.django_db
def test_whoever_has_an_ipv6_network_has_one_address(client, anna):
    for number in range(FAILURES):
        response = fail(client, 1, REMOTE_ADDR=f"2001:db8:0:1::{number}")
    assert response.status_code == 429


@pytest.mark.django_db
def test_wrong_codes_count_like_wrong_passwords_and_the_right_password_does_not_reset_them(client, anna):
    secret = give_totp(anna)
    for _ in range(FAILURES):
        log_in(client)
        response = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert response.status_code == 429
    response = client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert response.status_code == 429
    assert not is_in_admin(client)


@pytest.mark.django_db
def test_a_wrong_password_counts_when_a_login_is_confirmed(client, anna):
    log_in(client)
    for _ in range(FAILURES):
        response = client.post(reverse("account_reauthenticate"), {"password": "wrong"})
    assert response.status_code == 429
    assert client.post(reverse("account_reauthenticate"), {"password": PASSWORD}).status_code == 429


@pytest.mark.django_db
def test_a_login_forgets_the_failures_before_it(client, anna):
    secret = give_totp(anna)
    fail(client, FAILURES - 1)
    log_in_with_code(client, anna, secret)
    client.post(reverse("account_logout"))
    assert fail(client, FAILURES - 1).status_code == 200


@pytest.mark.django_db
def test_failed_logins_are_logged_without_the_password(client, anna, caplog):
    with caplog.at_level(logging.WARNING):
        log_in(client, password="what anna typed")
    assert "login failure" in caplog.text
    assert "what anna typed" not in caplog.text
    failure = AccessFailureLog.objects.get()
    assert (failure.username, failure.ip_address) == ("anna", "127.0.0.1")
    assert "what anna typed" not in AccessAttempt.objects.get().post_data


CHILD = """
import django
django.setup()
from django.test import Client
for _ in range({times}):
    status = Client().post("/admin/login/", {{"login": "ruth", "password": {password!r}}}).status_code
print(status)
"""


@pytest.mark.slow
def test_the_lock_holds_in_two_processes_while_redis_is_away(client, shared_database, tmp_path):
    """The cache of each child is a Redis that does not answer."""
    User.objects.create_superuser("ruth", "ruth@example.com", PASSWORD)
    variables = os.environ | {
        "DJANGO_SETTINGS_MODULE": "cms.settings.test",
        "DATABASE_URL": shared_database,
        "DATA_DIR": str(tmp_path),
        "CACHE_URL": "redis://127.0.0.1:9/0",
    }

    def in_another_process(times, password):
        code = CHILD.format(times=times, password=password)
        ended = subprocess.run(
            [sys.executable, "-c", code], env=variables, capture_output=True, text=True, check=True
        )
        return int(ended.stdout)

    assert in_another_process(3, "wrong") == 200
    assert in_another_process(2, "wrong") == 429
    assert in_another_process(1, PASSWORD) == 429
    assert log_in(client, "ruth").status_code == 429


@pytest.mark.django_db
def test_a_lock_does_not_ask_the_cache(client, anna, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    caches["default"].clear()
    fail(client)
    assert log_in(client).status_code == 429
