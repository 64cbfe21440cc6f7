"""Uploads of documents: accepted types, stored names, and the sentences of refusals."""

import html

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.models import UploadedFile
from wagtail.utils.file import hash_filelike

from cms.documents.models import ContentDocument
from cms.documents.types import TYPES, InvalidDocumentError, check_document
from cms.testing.factories import DocumentFactory, jpeg_bytes, pdf_bytes
from tests.cms.documents import uploads
from tests.cms.images.corpus import encoded, quarters

pytestmark = pytest.mark.django_db

UNDER_IMAGES = "Upload it under Images"
SVG = b'<?xml version="1.0"?>\n<!-- drawn -->\n<svg xmlns="http://www.w3.org/2000/svg"/>'
PAGE = b"\xef\xbb\xbf\n<!DOCTYPE html><script>alert(1)</script>"
REFUSED = {
    "photo.jpg": (jpeg_bytes(), UNDER_IMAGES),
    "photo.JPEG": (b"not even a picture", UNDER_IMAGES),
    "photo.heic": (encoded(quarters(), "HEIF"), UNDER_IMAGES),
    "drawing.svg": (SVG, UNDER_IMAGES),
    "jpeg.pdf": (jpeg_bytes(), UNDER_IMAGES),
    "png.docx": (encoded(quarters(), "PNG"), UNDER_IMAGES),
    "gif.txt": (encoded(quarters(), "GIF"), UNDER_IMAGES),
    "webp.pdf": (encoded(quarters(), "WEBP"), UNDER_IMAGES),
    "tiff.pdf": (encoded(quarters(), "TIFF"), UNDER_IMAGES),
    "heic.pdf": (encoded(quarters(), "HEIF"), UNDER_IMAGES),
    "avif.pdf": (encoded(quarters(), "AVIF"), UNDER_IMAGES),
    "svg.txt": (SVG, UNDER_IMAGES),
    "page.html": (PAGE, "(.html) cannot be uploaded"),
    "program.exe": (b"MZ\x90\0", "(.exe) cannot be uploaded"),
    "macros.docm": (uploads.ACCEPTED["docx"], "(.docm) cannot be uploaded"),
    "no_extension": (pdf_bytes(), "has no extension"),
    "page.pdf": (PAGE, "its content is of another type"),
    "page.txt": (PAGE, "its content is of another type"),
    "program.txt": (b"MZ\x90\0", "its content is of another type"),
    "excel.docx": (uploads.ACCEPTED["xlsx"], "its content is of another type"),
    "plain.odt": (uploads.archive(letter="Dear Ms. Doe"), "its content is of another type"),
    "template.odt": (uploads.archive(mimetype=f"{uploads.ODF}text-template"), "its content is of another type"),
    "cut.docx": (uploads.ACCEPTED["docx"][:60], "its content is of another type"),
    "words.doc": (b"Dear Ms. Doe", "its content is of another type"),
}


def told(response):
    """Return what the page says after an upload."""
    return html.unescape(response.content.decode())


@pytest.mark.parametrize("extension", TYPES)
def test_files_of_all_accepted_types_pass(extension):
    file = ContentFile(uploads.ACCEPTED[extension])

    check_document(f"File.{extension.upper()}", file)

    assert file.tell() == 0


@pytest.mark.parametrize("name", REFUSED)
def test_other_files_are_refused_with_a_sentence(name):
    content, sentence = REFUSED[name]

    with pytest.raises(InvalidDocumentError) as error:
        check_document(name, ContentFile(content))

    assert sentence in error.value.messages[0]


@pytest.mark.parametrize("name", ["photo.jpg", "heic.pdf", "page.pdf"])
@pytest.mark.parametrize("way", [uploads.add, uploads.add_in_two_steps, uploads.add_one, uploads.choose])
def test_staff_read_that_sentence_wherever_they_upload(way, name, admin_client):
    content, sentence = REFUSED[name]

    response = way(admin_client, name, content)

    assert response.status_code == 200
    assert sentence in told(response)
    assert_nothing_is_left()


@pytest.mark.parametrize("way", uploads.IN_CODE)
def test_a_refused_file_is_not_stored_by_code(way):
    content, _sentence = REFUSED["jpeg.pdf"]

    with pytest.raises(InvalidDocumentError):
        way(None, "jpeg.pdf", content)

    assert_nothing_is_left()


def test_a_word_document_is_stored_as_it_is(admin_client):
    content = uploads.ACCEPTED["docx"]

    uploads.add(admin_client, "Aftercare.DOCX", content)

    document = ContentDocument.objects.get()
    assert document.file.open().read() == content
    assert document.file_extension == "docx"


def test_a_document_that_is_validated_in_code_says_so_at_its_field():
    document = ContentDocument(title="A photograph", file=ContentFile(jpeg_bytes(), name="a.pdf"))

    with pytest.raises(ValidationError) as error:
        document.full_clean()

    assert UNDER_IMAGES in error.value.message_dict["file"][0]


def assert_nothing_is_left():
    assert not ContentDocument.objects.exists()
    assert not UploadedFile.objects.exists()
    assert uploads.stored() == {}


def test_a_refused_file_replaces_none(admin_client):
    content, sentence = REFUSED["page.pdf"]
    document = DocumentFactory(title="Before")
    before = uploads.stored()

    response = uploads.replace(admin_client, "page.pdf", content)

    assert response.status_code == 200
    assert sentence in told(response)
    assert uploads.stored() == before
    assert (ContentDocument.objects.get().title, ContentDocument.objects.get().file) == ("Before", document.file)


@pytest.mark.parametrize("way", [*uploads.IN_ADMIN, *uploads.IN_CODE])
def test_the_name_of_the_file_is_kept_nowhere(way, admin_client):
    way(admin_client, "Jane-Doe_letter.pdf", pdf_bytes())

    document = ContentDocument.objects.get()
    assert document.title.startswith("Document of ")
    for text in (document.title, document.url, document.file.name, document.download_name, *uploads.stored()):
        assert "jane" not in text.lower()


@pytest.mark.parametrize("way", [*uploads.IN_ADMIN, *uploads.IN_CODE])
def test_size_and_hash_are_those_of_the_stored_file(way, admin_client):
    content = pdf_bytes("Another text")

    way(admin_client, "other.pdf", content)

    document = ContentDocument.objects.get()
    assert document.file_size == len(content)
    assert document.file_hash == hash_filelike(ContentFile(content))


def test_a_title_that_says_more_than_the_name_of_the_file_is_kept(admin_client):
    uploads.add(admin_client, "aftercare.pdf", pdf_bytes(), title="Aftercare at home")

    assert ContentDocument.objects.get().title == "Aftercare at home"


def test_a_replaced_file_is_deleted_once_the_new_one_is_stored(admin_client, django_capture_on_commit_callbacks):
    DocumentFactory(title="Before")

    with django_capture_on_commit_callbacks(execute=True):
        uploads.replace(admin_client, "new.pdf", pdf_bytes("new"), title="After")

    document = ContentDocument.objects.get()
    assert document.title == "After"
    assert uploads.stored() == {document.file.name: pdf_bytes("new")}


@pytest.fixture
def full_disk(settings):
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "tests.cms.documents.uploads.FullDisk"}}


@pytest.mark.parametrize("way", [uploads.add, uploads.add_in_two_steps, uploads.add_one, uploads.choose])
def test_on_a_full_disk_staff_get_a_sentence_and_nothing_is_left(way, admin_client, full_disk):
    response = way(admin_client, "leaflet.pdf", pdf_bytes())

    assert response.status_code == 200
    assert "The file could not be stored" in told(response)
    assert_nothing_is_left()


def test_on_a_disk_that_is_full_by_then_the_second_step_of_an_upload_says_so(admin_client, settings):
    uploads.add(admin_client, "leaflet.pdf", pdf_bytes(), title="x" * 256)
    waiting = UploadedFile.objects.get()
    before = uploads.stored()
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "tests.cms.documents.uploads.FullDisk"}}

    response = admin_client.post(
        reverse("wagtaildocs:create_multiple_from_uploaded_document", args=[waiting.pk]),
        {f"uploaded-document-{waiting.pk}-title": "Leaflet", f"uploaded-document-{waiting.pk}-tags": ""},
        headers={"x-requested-with": "XMLHttpRequest"},
    )

    assert "The file could not be stored" in told(response)
    assert uploads.stored() == before
    assert not ContentDocument.objects.exists()


def test_on_a_full_disk_the_present_file_of_a_document_stays(admin_client, settings):
    document = DocumentFactory(title="Before")
    before = uploads.stored()
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "tests.cms.documents.uploads.FullDisk"}}

    response = uploads.replace(admin_client, "new.pdf", pdf_bytes("new"), title="After")

    assert "The file could not be stored" in told(response)
    assert uploads.stored() == before
    assert ContentDocument.objects.get().file == document.file


def test_the_pages_for_uploads_name_the_accepted_types(admin_client):
    for name in ("wagtaildocs:add_multiple", "wagtaildocs:add", "wagtaildocs_chooser:choose"):
        page = admin_client.get(reverse(name)).content.decode()
        assert "pdf, docx, doc, odt" in page
        assert "Upload images under Images." in page


def test_an_editor_without_any_right_on_documents_uploads_none(client):
    client.force_login(User.objects.create_user("visitor", password="x"))

    assert uploads.add(client, "leaflet.pdf", pdf_bytes()).status_code in (302, 403)
    assert not ContentDocument.objects.exists()


def test_a_large_upload_that_lies_on_disk_is_checked_and_stored_as_well(admin_client, settings):
    settings.FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

    uploads.add(admin_client, "form.docx", uploads.ACCEPTED["docx"])
    response = uploads.add(admin_client, "form.docx", uploads.ACCEPTED["xlsx"])

    assert "its content is of another type" in told(response)
    document = ContentDocument.objects.get()
    assert uploads.stored() == {document.file.name: uploads.ACCEPTED["docx"]}
    assert document.file_hash == hash_filelike(ContentFile(uploads.ACCEPTED["docx"]))
