"""Administrators manage accounts: a lost second factor, and the last administrator."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cms.accounts.models import StaffSession
from tests.cms.accounts.conftest import PASSWORD, give_totp, is_in_admin, log_in, log_in_with_code, text_of

pytestmark = pytest.mark.django_db

LAST = "This is the last active administrator."


@pytest.fixture
def ruth(make_user):
    return make_user("ruth", is_superuser=True)


@pytest.fixture
def manager(make_user):
    """Return a user who manages accounts without being a superuser."""
    return make_user("max", "auth.add_user", "auth.change_user", "auth.delete_user")


def client_of(user):
    client = Client()
    log_in(client, user.username)
    return client


def edit(client, user, **changes):
    data = {"username": user.username, "email": user.email, "first_name": "A", "last_name": "B", "is_active": "on"}
    data |= {"is_superuser": "on"} if user.is_superuser else {}
    data = {name: value for name, value in (data | changes).items() if value is not None}
    return client.post(reverse("wagtailusers_users:edit", args=[user.pk]), data)


def reset_address(user):
    return reverse("wagtailusers_users:reset_second_factor", args=[user.pk])


def test_an_administrator_resets_a_lost_second_factor_and_it_is_logged(ruth, anna):
    secret = give_totp(anna)
    lost = Client()
    log_in_with_code(lost, anna, secret)
    client = client_of(ruth)
    page = reverse("wagtailusers_users:edit", args=[anna.pk])
    assert reset_address(anna) in text_of(client.get(page))
    assert "make sure first" not in text_of(client.get(page))
    assert "make sure first" in text_of(client.get(reset_address(anna)))

    response = client.post(reset_address(anna), follow=True)

    assert "The second factor of anna is reset." in text_of(response)
    assert not Authenticator.objects.filter(user=anna).exists()
    assert not StaffSession.objects.filter(user=anna).exists()
    assert not is_in_admin(lost)
    entry = ModelLogEntry.objects.get(action="cms_accounts.reset_second_factor")
    assert (entry.user, entry.object_id) == (ruth, str(anna.pk))
    assert reset_address(anna) not in text_of(client.get(page))
    assert log_in(Client()).url == "/admin/"


def test_the_command_resets_the_second_factor_of_the_only_administrator(ruth, capsys):
    give_totp(ruth)
    call_command("reset_second_factor", "ruth")
    assert not Authenticator.objects.exists()
    assert ModelLogEntry.objects.get(action="cms_accounts.reset_second_factor").user is None
    for name, message in (("ruth", "has no second factor"), ("nobody", "There is no account")):
        with pytest.raises(CommandError, match=message):
            call_command("reset_second_factor", name)


def test_who_may_not_change_users_resets_nothing(anna, make_user):
    give_totp(anna)
    client = client_of(make_user("tom"))
    client.post(reset_address(anna))
    assert Authenticator.objects.filter(user=anna).exists()


def test_nobody_resets_their_own_and_only_superusers_that_of_a_superuser(ruth, anna, manager, make_user):
    eve = make_user("eve", is_superuser=True)
    for user in (anna, eve):
        give_totp(user)
    client = client_of(manager)
    client.post(reset_address(eve))
    assert Authenticator.objects.filter(user=eve).exists()
    client.post(reset_address(anna))
    assert not Authenticator.objects.filter(user=anna).exists()

    secret = give_totp(ruth)
    own = Client()
    log_in_with_code(own, ruth, secret)
    own.post(reset_address(ruth))
    assert Authenticator.objects.filter(user=ruth).exists()
    own.post(reset_address(eve))
    assert not Authenticator.objects.filter(user=eve).exists()


@pytest.mark.parametrize("change", [{"is_active": None}, {"is_superuser": None}])
def test_the_last_administrator_is_neither_deactivated_nor_demoted(ruth, manager, change):
    client = client_of(manager)
    response = edit(client, ruth, **change)
    assert LAST in text_of(response)
    ruth.refresh_from_db()
    assert ruth.is_active
    assert ruth.is_superuser


def test_one_of_two_administrators_may_be_demoted(ruth, make_user):
    other = make_user("eve", is_superuser=True)
    assert edit(client_of(ruth), other, is_superuser=None).status_code == 302
    other.refresh_from_db()
    assert not other.is_superuser


def test_an_inactive_administrator_does_not_count(ruth, manager, make_user):
    make_user("eve", is_superuser=True, is_active=False)
    assert LAST in text_of(edit(client_of(manager), ruth, is_superuser=None))


def test_the_last_administrator_cannot_delete_themselves_and_is_told_why(ruth):
    client = client_of(ruth)
    response = client.post(reverse("wagtailusers_users:delete", args=[ruth.pk]), follow=True)
    assert LAST in text_of(response)
    assert User.objects.filter(pk=ruth.pk).exists()


def test_nobody_else_deletes_themselves_either(ruth, make_user):
    eve = make_user("eve", is_superuser=True)
    response = client_of(eve).post(reverse("wagtailusers_users:delete", args=[eve.pk]), follow=True)
    assert "You cannot delete your own account." in text_of(response)
    assert User.objects.filter(pk=eve.pk).exists()
    client_of(ruth).post(reverse("wagtailusers_users:delete", args=[eve.pk]))
    assert not User.objects.filter(pk=eve.pk).exists()


def test_the_list_of_users_deactivates_all_administrators_at_once_no_more_than_one(ruth, manager, make_user):
    eve = make_user("eve", is_superuser=True)
    address = reverse("wagtail_bulk_action", args=["auth", "user", "set_active_state"])
    client = client_of(manager)
    response = client.post(f"{address}?id={ruth.pk}&id={eve.pk}", {"mark_as_active": "False"}, follow=True)
    assert LAST in text_of(response)
    assert User.objects.filter(is_superuser=True, is_active=True).count() == 2
    client.post(f"{address}?id={eve.pk}", {"mark_as_active": "False"})
    assert User.objects.filter(is_superuser=True, is_active=True).get() == ruth


def test_own_page_says_who_can_change_the_rights(ruth):
    html = text_of(client_of(ruth).get(reverse("wagtailusers_users:edit", args=[ruth.pk])))
    assert "Only another administrator can deactivate or delete your account" in html
    assert PASSWORD not in html
