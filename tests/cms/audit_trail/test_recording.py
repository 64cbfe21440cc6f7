"""What is recorded of consents, messages and Wagtail’s log, and what is refused if it cannot be recorded."""

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from wagtail.log_actions import log
from wagtail.models import Site

from cms.api.tokens.models import Scope
from cms.audit_trail import recording
from cms.audit_trail.accounts import LOGGED_IN
from cms.audit_trail.models import Entry
from cms.audit_trail.recording import record
from cms.consent.models import Consent
from cms.consent.withdrawal import withdraw
from cms.sites.models import Practice
from cms.testing.factories import ConsentFactory
from home.models import ContactSubmission
from tests.cms.audit_trail.conftest import actions
from tests.home.factories import ContactPageFactory, StandardPageFactory
from tests.testimonials.factories import TestimonialFactory

pytestmark = pytest.mark.django_db
URL = "wagtailsnippets_cms_consent_consent"


def short(entries):
    return [(entry.action, entry.username, entry.object_id) for entry in entries]


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
    before = actions()

    assert Client().get(message.page.url).status_code == 200

    assert actions() == before
