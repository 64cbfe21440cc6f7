"""Documents are private files. One view serves them, where a page shows them, and nothing else does."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.files.base import ContentFile
from wagtail.models import Collection, CollectionViewRestriction, GroupCollectionPermission, PageViewRestriction

from cms.testing.bodies import stored, text
from cms.testing.factories import ConsentFactory, DocumentFactory, pdf_bytes
from tests.cms.documents import uploads
from tests.home.factories import StandardPageFactory

pytestmark = pytest.mark.django_db


def link_to(document):
    return text(f'<p>Read <a linktype="document" id="{document.pk}">our leaflet</a>.</p>')


@pytest.fixture
def document():
    return DocumentFactory(title="Aftercare at home")


@pytest.fixture
def shown(home, document):
    """Return a public page that links to the document."""
    page = StandardPageFactory(parent=home)
    page.body = link_to(document)
    page.save_revision().publish()
    return page


def body_of(response):
    return response.getvalue() if response.streaming else response.content


# Who gets a document


def test_a_document_that_no_page_shows_is_served_to_nobody(document, client):
    assert client.get(document.url).status_code == 404


def test_a_document_that_a_public_page_shows_is_served_as_it_was_uploaded(shown, document, client):
    response = client.get(document.url)

    assert response.status_code == 200
    assert body_of(response) == pdf_bytes()
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Length"] == str(len(pdf_bytes()))
    assert response["Cache-Control"] == "public, max-age=600"
    assert response["Surrogate-Key"] == f"document-{document.pk}"
    assert "Content-Encoding" not in response
    assert "Cookie" not in response.get("Vary", "")


def test_a_document_in_a_block_is_served(home, document, client):
    page = StandardPageFactory(parent=home)
    page.body = stored([("document", {"document": document.pk, "label": ""})])
    page.save_revision().publish()

    assert client.get(document.url).status_code == 200


def test_once_the_page_is_unpublished_its_document_is_not_served(shown, document, client):
    shown.unpublish()

    assert client.get(document.url).status_code == 404


def test_a_document_that_only_a_draft_shows_is_not_served(home, document, client):
    new = StandardPageFactory(parent=home, live=False)
    new.body = link_to(document)
    new.save_revision()
    new.save()
    public = StandardPageFactory(parent=home)
    public.body = link_to(document)
    public.save_revision()

    assert client.get(document.url).status_code == 404


def test_a_document_of_a_private_page_is_for_those_who_may_enter_it(shown, document, client):
    restriction = PageViewRestriction.objects.create(page=shown, restriction_type="password", password="secret")

    assert client.get(document.url).status_code == 404

    client.post(
        f"/_util/authenticate_with_password/{restriction.pk}/{shown.pk}/", {"password": "secret", "return_url": "/"}
    )
    response = client.get(document.url)
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"


@pytest.fixture
def collection(document):
    document.collection = Collection.get_first_root_node().add_child(name="For members")
    document.save()
    return document.collection


def test_a_document_in_a_private_collection_asks_for_the_password(shown, document, collection, client):
    restriction = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type="password", password="secret"
    )

    response = client.get(document.url)
    assert b"%PDF" not in response.content
    assert b'name="password"' in response.content
    assert "no-store" in response["Cache-Control"]

    client.post(
        f"/documents/authenticate_with_password/{restriction.pk}/",
        {"password": "secret", "return_url": document.url},
    )
    response = client.get(document.url)
    assert body_of(response) == pdf_bytes()
    assert response["Cache-Control"] == "private, no-store"


def test_a_document_in_a_collection_for_some_is_theirs_alone(shown, document, collection, client):
    group = Group.objects.create(name="Members")
    restriction = CollectionViewRestriction.objects.create(collection=collection, restriction_type="groups")
    restriction.groups.add(group)

    assert client.get(document.url).status_code == 302

    member = User.objects.create_user("member")
    client.force_login(member)
    assert client.get(document.url).status_code == 302
    member.groups.add(group)
    assert client.get(document.url).status_code == 200


def test_a_guessed_number_does_not_tell_that_there_is_a_private_document(shown, document, collection, client):
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="password", password="x")

    assert client.get(f"/documents/{document.pk}/guess.pdf").status_code == 404
    assert client.get(f"/documents/{document.pk}/").status_code == 404


def test_staff_see_a_document_before_any_page_shows_it_and_no_cache_keeps_it(document, admin_client):
    response = admin_client.get(document.url)

    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"


def test_staff_who_may_not_choose_the_document_do_not_see_it(document, client):
    editor = User.objects.create_user("editor")
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(editor)

    assert client.get(document.url).status_code == 404

    group = Group.objects.create(name="Writers")
    editor.groups.add(group)
    choose = Permission.objects.get(content_type__app_label="wagtaildocs", codename="choose_document")
    GroupCollectionPermission.objects.create(
        group=group, collection=Collection.get_first_root_node(), permission=choose
    )
    assert client.get(document.url).status_code == 200


@pytest.mark.parametrize("name", ["0", "99999999999999999999999999", "x"])
def test_an_address_that_is_none_is_not_found(name, home, client):
    assert client.get(f"/documents/{name}/leaflet.pdf").status_code == 404


def test_a_document_whose_file_is_lost_is_not_found(shown, document, client):
    document.file.storage.delete(document.file.name)

    assert client.get(document.url).status_code == 404


@pytest.mark.parametrize("path", ["/media/", "/", "/private/", "/documents/", "/documents/1/../"])
def test_the_file_has_no_address_of_its_own(path, shown, document, client):
    assert client.get(path + document.file.name).status_code in (301, 404)
    assert client.get(path + document.file.name.rpartition("/")[2]).status_code in (301, 404)


# Consent


@pytest.mark.parametrize("shows", ["shows_patient", "tells_story", "names_patient"])
def test_a_document_of_a_patient_is_served_while_a_consent_allows_it(shows, home, client):
    consent = ConsentFactory()
    document = DocumentFactory(consent=consent, **{shows: True})
    page = StandardPageFactory(parent=home)
    page.body = link_to(document)
    page.save_revision().publish()

    response = client.get(document.url)
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-cache"

    type(consent).objects.update(expires_on="2020-01-01")

    assert client.get(document.url).status_code == 404
    assert document.url not in client.get(page.url).content.decode()


def test_a_document_whose_consent_holds_in_apps_alone_is_served_since_apps_have_to_get_it(home, client):
    document = DocumentFactory(shows_patient=True, consent=ConsentFactory(on_website=False))
    page = StandardPageFactory(parent=home)
    page.body = link_to(document)
    page.save_revision().publish()

    assert client.get(document.url).status_code == 200
    assert document.url not in client.get(page.url).content.decode()


# The address and the name


def test_a_replaced_file_keeps_its_address(shown, document, admin_client):
    address = document.url

    uploads.replace(admin_client, "v2.pdf", pdf_bytes("second"), title=document.title)

    admin_client.logout()
    assert body_of(admin_client.get(address)) == pdf_bytes("second")


def test_an_old_address_leads_to_the_present_one(shown, document, admin_client):
    address = document.url

    uploads.replace(admin_client, "v2.docx", uploads.ACCEPTED["docx"], title="Care at home")

    admin_client.logout()
    response = admin_client.get(address)
    assert response.status_code == 302
    assert response["Cache-Control"] == "no-cache"
    assert response["Location"] == f"/documents/{document.pk}/care-at-home.docx"
    assert body_of(admin_client.get(response["Location"])) == uploads.ACCEPTED["docx"]


@pytest.mark.parametrize(
    ("title", "header"),
    [
        ("Aftercare", 'inline; filename="Aftercare.pdf"'),
        ("Nachsorge für zuhause", "inline; filename*=utf-8''Nachsorge%20f%C3%BCr%20zuhause.pdf"),
        ('A "b"/c\r\nX: y', 'inline; filename="A b c X y.pdf"'),
        ("Aftercare.pdf", None),
        ("...", 'inline; filename="document.pdf"'),
    ],
)
def test_the_download_is_named_by_the_title(title, header, document, admin_client):
    type(document).objects.update(title=title)
    document.refresh_from_db()

    response = admin_client.get(document.url)

    assert response["Content-Disposition"] == (header or 'inline; filename="Aftercare.pdf"')


def test_a_word_document_is_saved_and_not_shown(admin_client):
    document = DocumentFactory(title="Form", file=ContentFile(uploads.ACCEPTED["docx"], name="a.docx"))

    assert admin_client.get(document.url)["Content-Disposition"] == 'attachment; filename="Form.docx"'


# Ranges and conditions


CONTENT = pdf_bytes()


@pytest.mark.parametrize(
    ("range_", "part"),
    [
        ("bytes=0-3", CONTENT[:4]),
        ("bytes=5-", CONTENT[5:]),
        ("bytes=-6", CONTENT[-6:]),
        ("bytes=-100000", CONTENT),
        (f"bytes=3-{len(CONTENT) + 9}", CONTENT[3:]),
    ],
)
def test_a_part_of_a_document_can_be_asked_for(range_, part, shown, document, client):
    response = client.get(document.url, headers={"range": range_})

    assert response.status_code == 206
    assert body_of(response) == part
    assert response["Content-Length"] == str(len(part))
    start = CONTENT.index(part)
    assert response["Content-Range"] == f"bytes {start}-{start + len(part) - 1}/{len(CONTENT)}"


@pytest.mark.parametrize("range_", [f"bytes={len(CONTENT)}-", "bytes=-0"])
def test_a_part_that_is_not_there_is_refused(range_, shown, document, client):
    response = client.get(document.url, headers={"range": range_})

    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{len(CONTENT)}"


@pytest.mark.parametrize("range_", ["bytes=0-1,3-4", "bytes=4-2", "lines=1-2", "bytes=-", "bytes=a-b", ""])
def test_other_ranges_get_the_whole_document(range_, shown, document, client):
    response = client.get(document.url, headers={"range": range_})

    assert response.status_code == 200
    assert body_of(response) == CONTENT
    assert response["Accept-Ranges"] == "bytes"


def test_a_part_of_another_version_is_not_sent(shown, document, client):
    whole = client.get(document.url)

    def status(if_range):
        return client.get(document.url, headers={"range": "bytes=0-3", "if-range": if_range}).status_code

    assert status(whole["ETag"]) == 206
    assert status(whole["Last-Modified"]) == 206
    assert status('"another"') == 200
    assert status(f"W/{whole['ETag']}") == 200
    assert status("Thu, 01 Jan 2015 00:00:00 GMT") == 200


def test_a_document_that_the_client_has_is_not_sent_again(shown, document, client):
    whole = client.get(document.url)

    assert client.get(document.url, headers={"if-none-match": whole["ETag"]}).status_code == 304
    assert client.get(document.url, headers={"if-modified-since": whole["Last-Modified"]}).status_code == 304
    assert client.get(document.url, headers={"if-none-match": '"another"'}).status_code == 200


def test_a_head_request_tells_the_size_and_sends_nothing(shown, document, client):
    response = client.head(document.url)

    assert response.status_code == 200
    assert response["Content-Length"] == str(len(CONTENT))
    assert body_of(response) == b""


def test_a_document_is_only_read(shown, document, client):
    assert client.post(document.url).status_code == 405


@pytest.mark.parametrize(
    ("header", "value"),
    [("X-Accel-Redirect", "/private-files/{file.name}"), ("X-Sendfile", "{file.path}")],
)
def test_a_web_server_can_do_the_sending(header, value, shown, document, client, settings):
    settings.SENDFILE_HEADER = header

    response = client.get(document.url, headers={"range": "bytes=0-1"})

    assert response[header] == value.format(file=document.file)
    assert response["Content-Disposition"] == 'inline; filename="Aftercare at home.pdf"'
    assert response.content == b""
    assert not {"Content-Encoding", "ETag", "Vary"} & set(response.headers)
