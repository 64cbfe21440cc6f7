"""Second factors and recovery codes are stored in a transaction. The sessions change after its commit."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from tests.cms.accounts.conftest import (
    PASSWORD,
    code_of,
    give_totp,
    is_in_admin,
    log_in,
    log_in_on_another_device_first,
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
    secret = give_totp(ruth)
    before = recovery_codes_of(ruth)
    other = log_in_on_another_device_first(client, ruth, secret, time_machine)

    client.post(reverse("mfa_generate_recovery_codes"))

    assert not set(recovery_codes_of(ruth)) & set(before)
    assert is_in_admin(client)
    assert not is_in_admin(other)
