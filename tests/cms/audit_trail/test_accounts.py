"""Logins, second factors, accounts and rights are recorded."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.urls import reverse
from wagtail.models import Page

from cms.accounts.lockout import FAILURES
from cms.accounts.second_factor import reset
from cms.audit_trail.accounts import ACCOUNT_DELETED, LOGGED_IN
from cms.audit_trail.models import Entry
from cms.roles.granting import update_roles
from cms.roles.models import GrantedPermission
from tests.cms.accounts.conftest import PASSWORD, code_of, give_totp, log_in, log_in_with_code
from tests.cms.audit_trail.conftest import actions

pytestmark = pytest.mark.django_db


# Logins


def test_logins_and_logouts_are_recorded_with_the_network(olga, client):
    log_in(client, "olga", REMOTE_ADDR="198.51.100.77")
    client.post(reverse("account_logout"), REMOTE_ADDR="2001:db8:1:2::3")

    came, went = Entry.objects.filter(action__in=[LOGGED_IN, "cms_audit_trail.logout"]).order_by("pk")
    assert (came.username, came.user_id, came.address) == ("olga", olga.pk, "198.51.100.0/24")
    assert (went.username, went.address) == ("olga", "2001:db8:1::/48")


def test_failed_logins_of_an_account_are_recorded_until_it_is_locked(olga, client):
    for _number in range(FAILURES + 3):
        log_in(client, "olga", "wrong")

    failures = Entry.objects.filter(action__startswith="cms_audit_trail.lo").order_by("pk")
    assert [entry.action for entry in failures] == [
        *["cms_audit_trail.login_failed"] * (FAILURES - 1),
        "cms_audit_trail.locked_out",
    ]
    assert {(entry.username, entry.label) for entry in failures} == {("", "olga")}


def test_a_password_in_the_field_of_the_name_is_not_stored(olga, client):
    log_in(client, PASSWORD, "x")

    assert not Entry.objects.filter(action="cms_audit_trail.login_failed").exists()


def test_second_factors_are_recorded(olga, client):
    log_in_with_code(client, olga, give_totp(olga))
    client.post(reverse("mfa_deactivate_totp"))
    reset(olga)
    give_totp(olga)
    olga.delete()

    added, removed = ["cms_audit_trail.add_factor"] * 2, ["cms_audit_trail.remove_factor"] * 2
    reset_and_deleted = [*removed, "cms_accounts.reset_second_factor", *added, *removed, ACCOUNT_DELETED]
    assert [action for action in actions()[1:] if action != "cms_audit_trail.logout"] == [
        *added,
        LOGGED_IN,
        *reset_and_deleted,
    ]


def test_adding_a_second_factor_is_recorded(staff, recorded):
    response = staff.get(reverse("mfa_activate_totp"))
    staff.post(reverse("mfa_activate_totp"), {"code": code_of(response.context["form"].secret)})

    assert [(entry.action, entry.username, entry.details["type"]) for entry in recorded()] == [
        ("cms_audit_trail.add_factor", "olga", "totp"),
        ("cms_audit_trail.add_factor", "olga", "recovery_codes"),
    ]


# Accounts and rights


def test_changes_of_an_account_are_recorded_without_values(recorded, olga):
    anna = User.objects.create_user("anna")
    anna.is_superuser, anna.email = True, "anna@example.com"
    anna.save()
    anna.set_password(PASSWORD)
    anna.save()
    anna.save(update_fields=["last_login"])
    anna.delete()

    found = recorded()
    assert [entry.action.partition(".")[2] for entry in found] == [
        "create_account",
        "change_account",
        "change_account",
        "delete_account",
    ]
    assert found[1].details == {"fields": ["email", "is_superuser"], "is_superuser": True}
    assert found[2].details == {"fields": ["password"]}


def test_groups_and_permissions_are_recorded(recorded):
    anna, writers = User.objects.create_user("anna"), Group.objects.create(name="Writers")
    recorded()
    permission = Permission.objects.get(codename="withdraw_consent")
    anna.groups.add(writers)
    writers.user_set.remove(anna)
    anna.groups.add(writers)
    anna.groups.clear()
    writers.permissions.add(permission)
    writers.permissions.clear()
    anna.user_permissions.set([permission])

    found = recorded()
    verbs = [entry.action.partition(".")[2] for entry in found]
    assert verbs == [*["add_to_group", "remove_from_group"] * 2, "grant", "revoke", "grant"]
    assert {(entry.label, entry.details["group"]) for entry in found[:4]} == {("anna: Writers", writers.pk)}
    assert {str(entry.details["permissions"]) for entry in found[4:]} == {"['cms_consent.withdraw_consent']"}


def test_permissions_for_pages_are_recorded_where_wagtail_sends_no_signal(staff, recorded):
    writers, root = Group.objects.create(name="Writers"), Page.get_first_root_node()
    url = reverse("wagtailusers_groups:edit", args=[writers.pk])
    panels = staff.get(url).context["permission_panels"]
    data = {f"{panel.prefix}-{name}_FORMS": 0 for panel in panels for name in ("TOTAL", "INITIAL")} | {
        "name": "Writers",
        "page_permissions-TOTAL_FORMS": 1,
        "page_permissions-0-page": root.pk,
        "page_permissions-0-permissions": ["publish_page"],
    }
    recorded()

    staff.post(url, data)

    assert writers.page_permissions.exists()
    entry = recorded()[-1]
    assert (entry.action, entry.username, entry.label) == ("cms_accounts.grant_places", "olga", "Writers")
    assert entry.details == {"permissions": [f"wagtailcore.publish_page:page:{root.pk}"]}


def test_permissions_that_an_update_of_the_software_grants_are_not_recorded(db):
    GrantedPermission.objects.all().delete()
    Group.objects.get(name="Publisher").permissions.clear()
    before = actions()

    update_roles()

    assert Group.objects.get(name="Publisher").permissions.exists()
    assert actions() == before


def test_deactivating_several_accounts_is_recorded(staff, recorded):
    anna = User.objects.create_user("anna")
    recorded()

    url = reverse("wagtail_bulk_action", args=["auth", "user", "set_active_state"])
    staff.post(f"{url}?id={anna.pk}", {"mark_as_active": "False"})

    assert not User.objects.get(pk=anna.pk).is_active
    (entry,) = recorded()
    assert entry.details == {"fields": ["is_active"], "is_active": False}
