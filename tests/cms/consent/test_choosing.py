"""Staff choose among the consents that fit, and record one where they need it."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.consent.models import Consent
from cms.testing.factories import ConsentFactory, ImageFactory

pytestmark = pytest.mark.django_db
CHOOSER = "wagtailsnippetchoosers_cms_consent_consent"
FORM = {
    "code": "PH-2026-1",
    "covers_photographs": "on",
    "on_website": "on",
    "signed_on": "2026-01-15",
    "expires_on": "",
}


@pytest.fixture
def as_officer(client):
    """Return a function that signs in somebody who sees consents and has these permissions, and edits images."""

    def sign_in(*codenames):
        user = User.objects.create_user("olga", password="password")
        user.groups.add(Group.objects.get(name="Editor"))
        user.user_permissions.set(Permission.objects.filter(codename__in=["view_consent", *codenames]))
        client.force_login(user)
        return client

    return sign_in


def offered(client, model, **query):
    response = client.get(reverse(f"{CHOOSER}:choose_results"), {"for": model, **query})
    assert response.status_code == 200
    return {consent.code for consent in response.context["results"]}


def test_the_chooser_offers_the_active_consents_that_cover_what_the_content_shows(as_officer):
    client = as_officer()
    ConsentFactory(code="PHOTOS-1", covers_story=False)
    ConsentFactory(code="STORY-1", covers_photographs=False, covers_face=False)
    ConsentFactory(code="EXPIRED-1", expired=True)
    ConsentFactory(code="WITHDRAWN-1", withdrawn_at=timezone.now())
    ConsentFactory(code="LATER-1", signed_on=timezone.localdate() + timedelta(days=1))

    assert offered(client, "gallery.casepage") == {"PHOTOS-1"}
    assert offered(client, "testimonials.testimonial") == {"STORY-1"}
    assert offered(client, "cms_images.contentimage") == {"PHOTOS-1"}
    assert offered(client, "cms_documents.contentdocument") == {"PHOTOS-1", "STORY-1"}
    for query in ("story", "STORY-1", "ory-1"):
        assert offered(client, "cms_documents.contentdocument", q=query) == {"STORY-1"}
    for nonsense in ("", "x", "no.model", "wagtailcore.page"):
        assert client.get(reverse(f"{CHOOSER}:choose"), {"for": nonsense}).status_code == 404


def test_each_entry_says_what_the_consent_covers_where_and_until_when(as_officer):
    client = as_officer()
    consent = ConsentFactory(
        code="PH-5", covers_face=False, covers_name=False, on_apps=False, expires_on=date(2999, 5, 4)
    )
    words = ("PH-5", "photographs, the story", "the website", "until May 4, 2999")

    chooser = client.get(reverse(f"{CHOOSER}:choose"), {"for": "gallery.casepage"}).json()["html"]
    chosen = client.get(reverse(f"{CHOOSER}:chosen", args=[consent.pk])).json()["result"]["string"]

    assert all(word in chooser for word in words)
    assert chosen == "PH-5 (in force): photographs, the story; the website; until May 4, 2999"
    upload = client.get(reverse("wagtailimages_chooser:choose")).json()["html"]
    assert chosen in upload, "the list in the modal of images"


def test_a_consent_that_has_ended_stays_shown_where_it_is_chosen(as_officer):
    client = as_officer()
    image = ImageFactory(shows_patient=True, consent=ConsentFactory(code="PH-6", expired=True))

    form = client.get(reverse("wagtailimages:edit", args=[image.pk])).content.decode()

    assert "PH-6 (expired): photographs" in form
    assert "for=cms_images.contentimage" in form


def test_a_consent_is_recorded_within_the_chooser_by_the_same_rules(as_officer):
    client = as_officer("add_consent")
    create = reverse(f"{CHOOSER}:create") + "?for=cms_images.contentimage"
    assert "Record a consent" in client.get(reverse(f"{CHOOSER}:choose"), {"for": "gallery.casepage"}).json()["html"]

    refused = client.post(create, FORM | {"code": "Jane Doe", "notes": "As she asked"}).json()
    assert refused["step"] == "reshow_creation_form"
    assert "Never use the name of a patient" in refused["htmlFragment"]
    assert "As she asked" in refused["htmlFragment"], "nothing is lost"
    answer = client.post(create, FORM).json()

    consent = Consent.objects.get()
    assert answer["result"]["string"].startswith("PH-2026-1 (in force): photographs; the website; without an end")
    assert consent.recorded_by.username == "olga"
    assert ModelLogEntry.objects.get(action="wagtail.create", object_id=consent.pk).user == consent.recorded_by


def test_only_those_who_may_record_consents_are_offered_it(as_officer):
    client = as_officer()

    chooser = client.get(reverse(f"{CHOOSER}:choose"), {"for": "gallery.casepage"}).json()["html"]
    assert "Record a consent" not in chooser
    client.post(reverse(f"{CHOOSER}:create"), FORM)
    assert not Consent.objects.exists()
