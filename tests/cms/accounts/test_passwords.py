"""Passwords that attackers try first are refused, without asking another host."""

import hashlib

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from cms.accounts.passwords import is_breached
from tests.cms.accounts.conftest import PASSWORD


def digest(password):
    return hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()


@pytest.fixture
def breached(tmp_path):
    """Write a list of breached passwords, and return its path."""

    def write(*passwords):
        path = tmp_path / "breached.txt"
        path.write_text("".join(f"{line}:{number}\n" for number, line in enumerate(sorted(map(digest, passwords)))))
        return str(path)

    return write


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "Password2026!",
        "qwertyuiop123",
        "iloveyou12345",
        "Welcome12345!",
        "aaaaaaaaaaaaaaaa",
        "1234567890123",
        "BayStreet2026",
        "anna.schmidt1",
    ],
)
def test_a_password_that_is_guessed_first_is_refused(password):
    anna = User(username="anna", first_name="Anna", last_name="Schmidt", email="anna.schmidt@example.com")
    with pytest.raises(ValidationError):
        validate_password(password, anna)


@pytest.mark.parametrize(
    "password", [PASSWORD, "walnut harbor violin fog", "x7Kp#2mQv9!tR4", "ä" * 8 + "Regenschirmständer"]
)
def test_others_are_accepted(password):
    validate_password(password, User(username="anna"))


def test_a_very_long_password_is_accepted_and_costs_no_more():
    validate_password("walnut harbor violin fog " * 40)


def test_a_password_of_the_file_of_the_operator_is_refused(breached, settings):
    settings.BREACHED_PASSWORDS = breached(PASSWORD, "another")
    with pytest.raises(ValidationError, match="known from a data breach"):
        validate_password(PASSWORD)
    validate_password("walnut harbor violin fog")


@pytest.mark.parametrize("number", [0, 1, 2, 3, 10, 101])
def test_each_password_of_the_list_is_found_and_no_other(breached, number):
    path = breached(*map(str, range(number)))
    assert all(is_breached(str(each), path) for each in range(number))
    assert not any(is_breached(str(each), path) for each in range(number, number + 50))
