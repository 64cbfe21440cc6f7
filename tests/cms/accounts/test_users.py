"""Administrators manage accounts: a lost second factor, and the last administrator."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cms.accounts.models import StaffSession
from tests.cms.accounts.conftest import PASSWORD, give_totp, is_in_admin, log_in, log_in_with_code, text_of

pytestmark = pytest.mark.django_db

ONLY_SUPERUSERS = "Only a superuser can change the account of a superuser."


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


def test_only_superusers_make_and_change_superusers(ruth, anna, manager, make_user):
    client = client_of(manager)
    assert "Only a superuser can make somebody a superuser." in text_of(
        client.get(reverse("wagtailusers_users:edit", args=[anna.pk]))
    )
    assert edit(client, anna, is_superuser="on", first_name="Anna").status_code == 302
    new = {"username": "mia", "email": "m@example.com", "first_name": "M", "last_name": "A", "is_superuser": "on"}
    new |= {"password1": PASSWORD, "password2": PASSWORD}
    assert client.post(reverse("wagtailusers_users:add"), new).status_code == 302
    for change in ({"is_active": None}, {"is_superuser": None}, {"email": "max@example.com"}):
        response = edit(client, ruth, **change)
        assert ONLY_SUPERUSERS in text_of(client.get(response.url))
    for action, data in (("set_active_state", {"mark_as_active": "False"}), ("assign_role", {"role": "1"})):
        address = reverse("wagtail_bulk_action", args=["auth", "user", action])
        client.post(f"{address}?id={ruth.pk}", data)
    listed = text_of(client.get(reverse("wagtailusers_users:index")))
    assert reverse("wagtailusers_users:edit", args=[ruth.pk]) not in listed
    assert "Superuser, group of ruth" in listed

    assert User.objects.get(username="anna").first_name == "Anna"
    assert User.objects.get(is_superuser=True) == ruth
    unchanged = User.objects.get(pk=ruth.pk)
    assert (unchanged.is_active, unchanged.email, unchanged.groups.count()) == (True, ruth.email, ruth.groups.count())
    edit(client_of(ruth), anna, is_superuser="on")
    assert User.objects.filter(is_superuser=True).count() == 2


def test_nobody_gives_themselves_a_role_or_takes_it(manager, make_user):
    (own,) = manager.groups.all()
    more = Group.objects.get(name="Privacy officer")
    client = client_of(manager)

    assert edit(client, manager, groups=[more.pk]).status_code == 302
    assert list(manager.groups.all()) == [own]
    assert edit(client, make_user("tom"), groups=[more.pk]).status_code == 302
    assert list(User.objects.get(username="tom").groups.all()) == [more]


def test_one_of_two_administrators_may_be_demoted(ruth, make_user):
    other = make_user("eve", is_superuser=True)
    assert edit(client_of(ruth), other, is_superuser=None).status_code == 302
    other.refresh_from_db()
    assert not other.is_superuser


def test_the_last_superuser_stays_since_nobody_takes_their_own_rights(ruth):
    client = client_of(ruth)
    assert edit(client, ruth, is_superuser=None, is_active=None).status_code == 302
    address = reverse("wagtail_bulk_action", args=["auth", "user", "set_active_state"])
    client.post(f"{address}?id={ruth.pk}", {"mark_as_active": "False"})
    response = client.post(reverse("wagtailusers_users:delete", args=[ruth.pk]), follow=True)

    assert "You cannot delete your own account." in text_of(response)
    assert User.objects.get(is_superuser=True, is_active=True) == ruth


def test_one_of_two_superusers_may_be_deleted_by_the_other(ruth, manager, make_user):
    eve = make_user("eve", is_superuser=True)
    address = reverse("wagtailusers_users:delete", args=[eve.pk])
    assert ONLY_SUPERUSERS in text_of(client_of(manager).post(address, follow=True))
    assert User.objects.filter(pk=eve.pk).exists()
    client_of(ruth).post(address)
    assert not User.objects.filter(pk=eve.pk).exists()


def test_own_page_says_who_can_change_the_rights(ruth):
    html = text_of(client_of(ruth).get(reverse("wagtailusers_users:edit", args=[ruth.pk])))
    assert "Only somebody else can deactivate or delete your account" in html
    assert PASSWORD not in html
