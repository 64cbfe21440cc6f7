import re
import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

PASSWORD = "plum kettle orbit sandal"
LOGIN = "/admin/login/"


@pytest.fixture
def second_factor(settings):
    """Require second factors, as in production."""
    settings.SECOND_FACTOR = True


@pytest.fixture
def make_user(db):
    """Make a user of the admin who has the given permissions, such as "cms_consent.view_consent"."""

    def make(username="anna", *permissions, **fields):
        user = User.objects.create_user(username, f"{username}@example.com", PASSWORD, **fields)
        group, _created = Group.objects.get_or_create(name=f"group of {username}")
        for permission in ("wagtailadmin.access_admin", *permissions):
            app, codename = permission.split(".")
            group.permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
        user.groups.add(group)
        return user

    return make


@pytest.fixture
def anna(make_user):
    """Return a user who may do nothing but enter the admin."""
    return make_user("anna")


@pytest.fixture
def privacy_officer(make_user):
    """Return a user who sees patients."""
    return make_user("olga", "cms_consent.view_consent", "cms_consent.withdraw_consent")


def log_in(client, username="anna", password=PASSWORD, **headers):
    return client.post(LOGIN, {"login": username, "password": password}, **headers)


def give_totp(user):
    """Give `user` an authenticator app and recovery codes. Return the secret of the app."""
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def code_of(secret):
    """Return the code that the app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def recovery_codes_of(user):
    return Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES).wrap().get_unused_codes()


def log_in_with_code(client, user, secret):
    log_in(client, user.username)
    return client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})


def log_in_on_another_device_first(client, user, secret, time_machine):
    """Log in with a client of another device, and a minute later, when the code is another, with `client`.

    Return the other client.
    """
    other = Client()
    log_in_with_code(other, user, secret)
    assert is_in_admin(other)
    time_machine.move_to(timezone.now() + timedelta(minutes=1))
    log_in_with_code(client, user, secret)
    return other


def is_in_admin(client):
    return client.get("/admin/").status_code == 200


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())
