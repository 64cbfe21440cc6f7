"""Setting up a second factor. It is stored in a transaction, and opens the session after its commit."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from tests.cms.accounts.conftest import PASSWORD, code_of, is_in_admin, log_in, recovery_codes_of


@pytest.mark.usefixtures("committing_db", "second_factor")
def test_setting_up_an_app_opens_the_admin_and_gives_recovery_codes(client):
    ruth = User.objects.create_superuser("ruth", "ruth@example.com", PASSWORD)
    log_in(client, "ruth")
    form = client.get(reverse("mfa_activate_totp")).context["form"]

    response = client.post(reverse("mfa_activate_totp"), {"code": code_of(form.secret)})

    assert response.url == reverse("mfa_view_recovery_codes")
    assert len(recovery_codes_of(ruth)) == 10
    assert is_in_admin(client)
