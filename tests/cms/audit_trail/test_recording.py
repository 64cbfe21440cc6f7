"""What is recorded, by whom, and what is refused if it cannot be recorded."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.files.base import ContentFile
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from wagtail.log_actions import log
from wagtail.models import Page, Site

from cms.accounts.lockout import FAILURES
from cms.accounts.second_factor import reset
from cms.api.tokens.models import Scope
from cms.audit_trail import recording
from cms.audit_trail.accounts import ACCOUNT_DELETED, LOGGED_IN
from cms.audit_trail.models import Entry
from cms.audit_trail.recording import record
from cms.consent.models import Consent
from cms.consent.withdrawal import withdraw
from cms.sites.models import Practice
from cms.testing.factories import ConsentFactory
from home.models import ContactSubmission
from tests.cms.accounts.conftest import PASSWORD, code_of, give_totp, log_in, log_in_with_code
from tests.cms.audit_trail.conftest import actions
from tests.home.factories import ContactPageFactory, StandardPageFactory
from tests.testimonials.factories import TestimonialFactory

pytestmark = pytest.mark.django_db
URL = "wagtailsnippets_cms_consent_consent"


@pytest.fixture
def olga(django_user_model):
    """Return a superuser."""
    return django_user_model.objects.create_superuser("olga", "olga@example.com", PASSWORD)


@pytest.fixture
def staff(olga, client):
    """Return a client in which olga has just signed in."""
    log_in(client, "olga")
    return client


@pytest.fixture
def recorded(staff):
    """Return a function that returns the entries since the last call."""
    seen = set()

    def recorded():
        new = [entry for entry in Entry.objects.order_by("pk") if entry.pk not in seen]
        seen.update(entry.pk for entry in new)
        return new

    recorded()
    return recorded


def short(entries):
    return [(entry.action, entry.username, entry.object_id) for entry in entries]


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


def test_deactivating_several_accounts_is_recorded(staff, recorded):
    anna = User.objects.create_user("anna")
    recorded()

    url = reverse("wagtail_bulk_action", args=["auth", "user", "set_active_state"])
    staff.post(f"{url}?id={anna.pk}", {"mark_as_active": "False"})

    assert not User.objects.get(pk=anna.pk).is_active
    (entry,) = recorded()
    assert entry.details == {"fields": ["is_active"], "is_active": False}


# Consents


@pytest.mark.parametrize("view", ["edit", "history", "usage", "withdraw", "receipt", "receipt_json"])
def test_who_sees_a_consent_is_recorded(staff, recorded, view):
    consent = ConsentFactory()
    if view.startswith("receipt"):
        withdraw(consent, reason="x")
    recorded()

    assert staff.get(reverse(f"{URL}:{view}", args=[consent.pk])).status_code == 200

    assert short(recorded()) == [("cms_consent.view", "olga", str(consent.pk))]


def test_who_reads_a_signed_form_is_recorded(staff, recorded):
    consent = ConsentFactory(signed_form=ContentFile(b"%PDF-1.7", name="form.pdf"))
    recorded()

    staff.get(reverse(f"{URL}:signed_form", args=[consent.pk]))

    assert short(recorded()) == [("cms_consent.read_signed_form", "olga", str(consent.pk))]


def test_what_a_consent_allows_is_recorded_with_each_change_and_never_its_code_or_notes(recorded):
    consent = ConsentFactory(code="PLANTED-1", notes="PLANTED", covers_name=False, on_apps=False)
    withdraw(consent, reason="PLANTED")

    stored, withdrawn = recorded()
    assert stored.action == "cms_consent.store"
    assert stored.details["covers"] == ["photographs", "face", "story"]
    assert stored.details["channels"] == ["website"]
    assert withdrawn.action == "cms_consent.withdraw"
    assert "PLANTED" not in str(list(Entry.objects.values()))


def test_a_consent_that_cannot_be_recorded_is_neither_shown_nor_changed(staff, monkeypatch):
    consent = ConsentFactory(notes="before")

    def fail(**kwargs):
        raise DatabaseError("The disk is full.")

    monkeypatch.setattr(recording.Entry.objects, "create", fail)
    staff.raise_request_exception = False

    assert staff.get(reverse(f"{URL}:edit", args=[consent.pk])).status_code == 500
    consent.notes = "after"
    with pytest.raises(DatabaseError):
        consent.save()
    assert Consent.objects.get().notes == "before"


# Messages


@pytest.fixture
def message(home):
    page = ContactPageFactory(parent=home)
    return ContactSubmission.objects.create(page=page, form_data={"name": "PLANTED"}, accepted_wording="x")


def test_who_sees_exports_and_deletes_messages_is_recorded(staff, recorded, message):
    recorded()
    page, url = message.page_id, reverse("wagtailforms:list_submissions", args=[message.page_id])
    staff.get(url)
    staff.get(f"{url}?export=csv")
    delete = reverse("wagtailforms:delete_submissions", args=[page])
    staff.post(f"{delete}?selected-submissions={message.pk}")
    staff.get(url)

    seen, read, exported, deleted = recorded()
    assert (seen.action, seen.details) == ("cms_audit_trail.view_messages", {"messages": [message.pk]})
    assert read.action == "home.read_messages"
    assert (exported.action, exported.object_id) == ("cms_audit_trail.export_messages", str(page))
    assert exported.details == {"format": "csv", "number": 1}
    assert (deleted.action, deleted.object_id) == ("cms_audit_trail.delete_message", str(message.pk))
    assert "PLANTED" not in str(list(Entry.objects.values()))


# Wagtail's log


def test_wagtail_s_log_is_copied_without_titles_of_patient_content(recorded, home):
    page, testimonial = StandardPageFactory(parent=home, title="About us"), TestimonialFactory(quote="PLANTED")
    for content in (page, testimonial):
        log(
            content,
            "wagtail.publish",
            data={"title": {"old": "PLANTED", "new": "x"}, "revision": {"id": 7, "a": "b"}},
        )

    found = recorded()[-2:]
    assert [(entry.object_type, entry.label) for entry in found] == [
        ("home.standardpage", "About us"),
        ("testimonials.testimonial", ""),
    ]
    assert [entry.details for entry in found] == [{"revision": {"id": 7}}] * 2
    assert "PLANTED" not in str([entry.label for entry in Entry.objects.all()])


def test_drafts_are_not_recorded_and_publications_are(recorded, home, olga):
    practice = Practice.for_editing(Site.objects.get())
    for content in (StandardPageFactory(parent=home), practice):
        recorded()
        log(content, "wagtail.edit")
        content.save_revision(log_action=True)
        assert not recorded()

        content.save_revision().publish(user=olga)
        assert "wagtail.publish" in [entry.action for entry in recorded()]


def test_tokens_are_recorded(staff, recorded):
    staff.post(reverse("api_tokens:add"), {"name": "Kiosk", "scopes": [Scope.READ_PUBLIC], "never_expires": "on"})
    (made,) = recorded()
    staff.post(reverse("api_tokens:delete", args=[made.object_id]))

    assert (made.action, made.object_type, made.username) == ("wagtail.create", "cms_tokens.apitoken", "olga")
    assert [entry.action for entry in recorded()] == ["cms_tokens.revoke_token"]


@pytest.mark.parametrize("file_format", ["csv", "json"])
def test_exports_of_medical_reviews_are_recorded(staff, recorded, file_format):
    staff.get(reverse(f"cms_review:export_{file_format}"))

    (entry,) = recorded()
    assert (entry.action, entry.details) == ("cms_review.export", {"format": file_format})


# The function


@pytest.mark.parametrize("details", [{"note": "a text"}, {"list": ["a text"]}, {"a": {"b": 1.5}}, {"a": None}])
def test_texts_are_refused_as_details(details):
    with pytest.raises(ValueError, match="Details are numbers and short names"):
        record(LOGGED_IN, details=details)


def test_an_unknown_action_is_refused():
    with pytest.raises(ValueError, match="not registered"):
        record("made.up")


def test_an_entry_stays_when_its_user_and_object_are_deleted(recorded, olga):
    consent = ConsentFactory()
    record("cms_consent.view", consent, user=olga)
    Consent.objects.all().delete()
    User.objects.all().delete()

    entry = Entry.objects.filter(action="cms_consent.view").get()
    assert (entry.username, entry.object_id) == ("olga", str(consent.pk))


def test_visitors_are_not_recorded(home, message):
    Client().get(message.page.url)

    assert not Entry.objects.filter(action__startswith="cms_audit_trail.view").exists()
