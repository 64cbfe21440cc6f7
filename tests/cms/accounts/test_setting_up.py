"""Second factors and recovery codes are stored in a transaction. The sessions change after its commit."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cms.accounts.conftest import (
    PASSWORD,
    code_of,
    give_totp,
    is_in_admin,
    log_in,
    log_in_with_code,
    recovery_codes_of,
)

pytestmark = pytest.mark.usefixtures("committing_db", "second_factor")


def test_setting_up_an_app_opens_the_admin_and_gives_recovery_codes(client):
    ruth = User.objects.create_superuser("ruth", "ruth@example.com", PASSWORD)
    log_in(client, "ruth")
    form = client.get(reverse("mfa_activate_totp")).context["form"]

    response = client.post(reverse("mfa_activate_totp"), {"code": code_of(form.secret)})

    assert response.url == reverse("mfa_view_recovery_codes")
    assert len(recovery_codes_of(ruth)) == 10
    assert is_in_admin(client)


def test_new_recovery_codes_close_the_sessions_on_other_devices(client, time_machine):
    ruth = User.objects.create_superuser("ruth", "ruth@example.com", PASSWORD)
    secret, other = give_totp(ruth), Client()
    before = recovery_codes_of(ruth)
    log_in_with_code(other, ruth, secret)
    assert is_in_admin(other)
    time_machine.move_to(timezone.now() + timedelta(minutes=1))
    log_in_with_code(client, ruth, secret)

    client.post(reverse("mfa_generate_recovery_codes"))

    assert not set(recovery_codes_of(ruth)) & set(before)
    assert is_in_admin(client)
    assert not is_in_admin(other)
