"""A document that shows a patient comes and goes with the consent."""

import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.urls import reverse

from cms.consent.withdrawal import withdraw
from cms.documents.models import ContentDocument
from cms.publishing.rules import PublishingRefusedError
from cms.testing.bodies import stored, text
from cms.testing.factories import ConsentFactory, DocumentFactory
from tests.home.factories import StandardPageFactory

pytestmark = pytest.mark.django_db


def page_with(document, home):
    page = StandardPageFactory(parent=home)
    page.body = stored([("document", {"document": document.pk, "label": ""})]) + text(
        f'<p>Read <a linktype="document" id="{document.pk}">our leaflet</a>.</p>'
    )
    page.save_revision().publish()
    return page


def test_a_page_that_shows_a_document_without_consent_is_not_published(home):
    document = DocumentFactory(title="Before and after", shows_patient=True)

    with pytest.raises(PublishingRefusedError, match="The document “Before and after” cannot be shown"):
        page_with(document, home)


def test_a_consent_has_to_cover_what_the_document_shows(home):
    document = DocumentFactory(tells_story=True, consent=ConsentFactory(covers_story=False))

    with pytest.raises(PublishingRefusedError, match="does not cover the story"):
        page_with(document, home)


def test_a_withdrawal_deletes_the_file_and_hides_all_links_to_it(home, client, admin_user):
    consent = ConsentFactory()
    document = DocumentFactory(title="Before and after", shows_patient=True, consent=consent)
    page = page_with(document, home)
    assert document.url in client.get(page.url).content.decode()
    assert client.get(f"/api/v2/documents/{document.pk}/").status_code == 200

    receipt = withdraw(consent, reason="She asked us to.", user=admin_user)

    assert receipt.completed_at
    assert receipt.files_deleted == [document.file.name]
    assert not document.file.storage.exists(document.file.name)
    (entry,) = receipt.unpublished
    assert (entry["kind"], entry["title"]) == ("document", "Before and after")
    assert f"http://localhost:8000{document.url}" in entry["urls"]
    assert any("where the document “Before and after” was" in line for line in receipt.manual_steps)
    assert client.get(document.url).status_code == 404
    assert client.get(f"/api/v2/documents/{document.pk}/").status_code == 404
    for address in (page.url, f"/api/v2/pages/{page.pk}/?fields=*"):
        answer = client.get(address).content.decode()
        assert "our leaflet" in answer
        assert document.url not in answer
        assert "Before and after" not in answer


def test_the_admin_shows_a_document_whose_file_was_deleted(home, admin_client):
    consent = ConsentFactory()
    document = DocumentFactory(shows_patient=True, consent=consent)
    withdraw(consent, reason="She asked us to.")

    assert admin_client.get(reverse("wagtaildocs:index")).status_code == 200
    assert admin_client.get(reverse("wagtaildocs:edit", args=[document.pk])).status_code == 200
    assert admin_client.get(reverse("wagtaildocs_chooser:choose")).status_code == 200
    assert admin_client.get(reverse("wagtaildocs_chooser:chosen", args=[document.pk])).status_code == 200
    assert admin_client.get(document.url).status_code == 404


def test_a_document_is_not_taken_out_of_its_consent():
    document = DocumentFactory(shows_patient=True, consent=ConsentFactory(code="PH-1"))
    document.consent = None

    with pytest.raises(ValidationError, match="is under consent PH-1"):
        document.full_clean()


def test_a_document_whose_consent_was_withdrawn_is_not_brought_back():
    consent = ConsentFactory()
    document = DocumentFactory(shows_patient=True, consent=consent)
    withdraw(consent, reason="She asked us to.")
    document = ContentDocument.objects.get(pk=document.pk)
    document.consent = ConsentFactory()

    with pytest.raises(ValidationError, match="was deleted when its consent was withdrawn"):
        document.full_clean()


@pytest.mark.parametrize("values", [{"shows_face": True}, {"consent": None}])
def test_staff_say_what_the_document_shows_of_the_patient(values):
    document = DocumentFactory()
    document.shows_face = values.get("shows_face", False)
    document.consent = ConsentFactory() if "consent" in values else None

    with pytest.raises(ValidationError) as error:
        document.full_clean()

    assert "shows_patient" in error.value.message_dict


@pytest.mark.parametrize(("role", "tells_story"), [("Editor", True), ("Publisher", False)])
def test_only_those_who_see_consents_take_back_what_a_document_shows(role, tells_story, client):
    document = DocumentFactory(tells_story=True)
    user = User.objects.create_user("anna")
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)

    data = {"title": "Another title", "collection": document.collection_id}
    client.post(reverse("wagtaildocs:edit", args=[document.pk]), data)

    document.refresh_from_db()
    assert (document.title, document.tells_story) == ("Another title", tells_story)


def test_answers_of_the_api_that_link_to_it_are_asked_for_each_time(home, client, settings):
    settings.API_S_MAXAGE = 60
    of_nobody = DocumentFactory()
    page = page_with(of_nobody, home)
    assert client.get(f"/api/v2/pages/{page.pk}/")["Cache-Control"].startswith("public")

    document = DocumentFactory(tells_story=True, consent=ConsentFactory())
    page = page_with(document, home)

    for address in (f"/api/v2/pages/{page.pk}/", f"/api/v2/documents/{document.pk}/"):
        answer = client.get(address)
        assert answer["Cache-Control"] == "no-cache"
        assert f"document-{document.pk}" in answer["Surrogate-Key"].split()
