"""The ways by which a file becomes a document, and files of all accepted types."""

import io
import re
import resource
import zipfile

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import UploadedFile

from cms.documents.models import ContentDocument
from cms.testing.factories import DocumentFactory, pdf_bytes
from tests.cms.images.uploads import stored  # noqa: F401 - the files in the storage


def archive(**entries):
    """Return a ZIP archive with these entries, in this order. In names, `__` stands for a slash."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as target:
        for name, content in entries.items():
            target.writestr(name.replace("__", "/"), content)
    return file.getvalue()


OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(512)
ODF = "application/vnd.oasis.opendocument."
ACCEPTED = {
    "pdf": pdf_bytes(),
    "docx": archive(**{"[Content_Types].xml": "<Types/>", "word__document.xml": "<w/>"}),
    "doc": OLE,
    "odt": archive(mimetype=f"{ODF}text", content="<o/>"),
    "rtf": rb"{\rtf1 Leaflet}",
    "txt": "Grüße & <more>".encode(),
    "xlsx": archive(**{"[Content_Types].xml": "<Types/>", "xl__workbook.xml": "<x/>"}),
    "xls": OLE,
    "ods": archive(mimetype=f"{ODF}spreadsheet"),
    "csv": "Name;Größe\r\n".encode("utf-16"),
    "pptx": archive(**{"[Content_Types].xml": "<Types/>", "ppt__presentation.xml": "<p/>"}),
    "ppt": OLE,
    "odp": archive(mimetype=f"{ODF}presentation"),
    "epub": archive(mimetype="application/epub+zip", OPS__book="<html/>"),
}


def _stem(name):
    """Return the title that Wagtail's scripts make of a file's name."""
    return re.sub(r"\.[^.]+$", "", name)


def add(client, name, content, title=None):
    """Upload a document on the page for several."""
    return client.post(
        reverse("wagtaildocs:add_multiple"),
        {"title": _stem(name) if title is None else title, "files[]": SimpleUploadedFile(name, content)},
        headers={"x-requested-with": "XMLHttpRequest"},
    )


def add_in_two_steps(client, name, content):
    """Upload a document with a title that is too long, and correct that in the form that comes back."""
    response = add(client, name, content, title="x" * 256)
    if not UploadedFile.objects.exists():
        return response
    waiting = UploadedFile.objects.get()
    title = re.search(r'name="[^"]*-title" value="([^"]*)"', response.json()["form"])[1]
    return client.post(
        reverse("wagtaildocs:create_multiple_from_uploaded_document", args=[waiting.pk]),
        {f"uploaded-document-{waiting.pk}-title": title, f"uploaded-document-{waiting.pk}-tags": ""},
        headers={"x-requested-with": "XMLHttpRequest"},
    )


def add_one(client, name, content):
    """Upload a document on the page for one."""
    return client.post(
        reverse("wagtaildocs:add"),
        {"title": _stem(name), "tags": "", "collection": 1, "file": SimpleUploadedFile(name, content)},
    )


def choose(client, name, content):
    """Upload a document in the chooser of a page's editor."""
    return client.post(
        reverse("wagtaildocs_chooser:create"),
        {
            "document-chooser-upload-title": _stem(name),
            "document-chooser-upload-tags": "",
            "document-chooser-upload-file": SimpleUploadedFile(name, content),
        },
    )


def replace(client, name, content, title=None):
    """Put another file in the place of a document's, with the title that Wagtail's script fills in."""
    document = ContentDocument.objects.first() or DocumentFactory(title="Before")
    return client.post(
        reverse("wagtaildocs:edit", args=[document.pk]),
        {
            "title": title or _stem(name),
            "tags": "",
            "collection": document.collection_id,
            "file": SimpleUploadedFile(name, content),
        },
    )


def create(client, name, content):
    """Make a document in code."""
    ContentDocument.objects.create(title=_stem(name), file=ContentFile(content, name=name))


def save_file(client, name, content):
    """Give the file to the field in code."""
    ContentDocument(title=_stem(name)).file.save(name, ContentFile(content))


IN_ADMIN = [add, add_in_two_steps, add_one, choose, replace]
IN_CODE = [create, save_file]


class FullDisk(FileSystemStorage):
    """A disk on which a file can have 10 bytes: the system refuses to write more, in the middle of the file."""

    def _save(self, name, content):
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
        try:
            return super()._save(name, content)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
