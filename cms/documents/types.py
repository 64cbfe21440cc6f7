"""File types that can be uploaded as documents, with tests of their content."""

import re
import struct
import zlib
from collections.abc import Callable
from os import SEEK_END
from pathlib import PurePath
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.uploads.limits import check_size

OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
OPEN_XML = "application/vnd.openxmlformats-officedocument."

_HEAD = 1024
"""Number of bytes at the start of a file that may contain its signature. PDF readers use the same limit."""


class DocumentType(NamedTuple):
    """An accepted file type: its name for readers, its media type, and a test of its content."""

    name: str
    media_type: str
    matches: Callable
    """A function of the first bytes and the open file that returns whether the content is of this type."""


def _starts_with(signature):
    return lambda head, file: head.startswith(signature)


def _is_pdf(head, file):
    return b"%PDF-" in head


def _is_text(head, file):
    """Return whether the file is plain text. A file that starts with a tag is HTML, SVG or XML."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):  # byte order marks of UTF-16
        head = head.decode("utf-16", "ignore").encode()
    return bool(head.strip()) and b"\0" not in head and not re.match(rb"(\xef\xbb\xbf)?\s*<[!?a-zA-Z]", head)


def _open_xml(folder):
    """Return a test for files of Word, Excel or PowerPoint: ECMA-376, part 2."""
    return lambda head, file: any(name.startswith(f"{folder}/") for name in _names_in_archive(head, file))


def _open_container(media_type):
    """Return a test for ZIP archives with an entry `mimetype` that contains `media_type`, as in ODF and EPUB."""

    def matches(head, file):
        if "mimetype" not in _names_in_archive(head, file):
            return False
        with ZipFile(file) as archive, archive.open("mimetype") as entry:
            return entry.read(len(media_type) + 1).strip() == media_type.encode()

    return matches


def _names_in_archive(head, file):
    if not head.startswith(b"PK\x03\x04"):
        return []
    with ZipFile(file) as archive:
        return archive.namelist()


_is_ole = _starts_with(bytes.fromhex("D0CF11E0A1B11AE1"))
"""Test for files of Office before 2007: [MS-CFB], 2.2."""


def _open_document(kind):
    return OPEN_DOCUMENT + kind, _open_container(OPEN_DOCUMENT + kind)


TYPES = {
    "pdf": DocumentType("PDF", "application/pdf", _is_pdf),
    "docx": DocumentType("Word", OPEN_XML + "wordprocessingml.document", _open_xml("word")),
    "doc": DocumentType("Word", "application/msword", _is_ole),
    "odt": DocumentType(_("OpenDocument text"), *_open_document("text")),
    "rtf": DocumentType(_("Rich text"), "application/rtf", _starts_with(b"{\\rtf")),
    "txt": DocumentType(_("Text"), "text/plain", _is_text),
    "xlsx": DocumentType("Excel", OPEN_XML + "spreadsheetml.sheet", _open_xml("xl")),
    "xls": DocumentType("Excel", "application/vnd.ms-excel", _is_ole),
    "ods": DocumentType(_("OpenDocument spreadsheet"), *_open_document("spreadsheet")),
    "csv": DocumentType("CSV", "text/csv", _is_text),
    "pptx": DocumentType("PowerPoint", OPEN_XML + "presentationml.presentation", _open_xml("ppt")),
    "ppt": DocumentType("PowerPoint", "application/vnd.ms-powerpoint", _is_ole),
    "odp": DocumentType(_("OpenDocument presentation"), *_open_document("presentation")),
    "epub": DocumentType("EPUB", "application/epub+zip", _open_container("application/epub+zip")),
}
"""Accepted types by file extension. Macro-enabled formats, such as .docm, are left out."""

IMAGE_EXTENSIONS = {
    "apng",
    "avif",
    "bmp",
    "gif",
    "heic",
    "heif",
    "ico",
    "jfif",
    "jpe",
    "jpeg",
    "jpg",
    "jp2",
    "png",
    "psd",
    "svg",
    "svgz",
    "tif",
    "tiff",
    "webp",
    "arw",
    "cr2",
    "cr3",
    "dng",
    "nef",
}
"""Extensions of images. The list may be incomplete, since the content is tested as well."""

_IMAGE_SIGNATURE = re.compile(
    rb"\xff\xd8\xff|\x89PNG\r\n|GIF8[79]a|RIFF....WEBP|II\*\0|MM\0\*|8BPS|....ftyp(?:hei|hev|avi|mif|msf)"
    rb"|(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*<svg\b",
    re.DOTALL,
)
"""Signatures at the start of JPEG, PNG, GIF, WebP, TIFF, Photoshop, HEIC, AVIF and SVG files."""

_IS_AN_IMAGE = _(
    "This file is an image. Upload it under Images: there, names, places and dates are removed from it, and it is "
    "resized for pages."
)
_NOT_ALLOWED = _(
    "Files of this type (.{extension}) cannot be uploaded. Save the document as PDF and upload the PDF. "
    "Accepted types: {types}."
)
_NO_EXTENSION = _("The name of this file has no extension, such as .pdf. Accepted types: {types}.")
_DOES_NOT_MATCH = _(
    "The name of this file ends with .{extension}, but its content is of another type, damaged, or protected with a "
    "password. Open it in the program that made it, save it again, and upload the new file."
)
_UNREADABLE = (BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError)
"""Errors that zipfile raises for archives that are damaged, encrypted or of an unusual format."""
ACCEPTED = ", ".join(TYPES)


class InvalidDocumentError(ValidationError):
    """A file is not accepted as a document. The message tells staff the reason and what to do."""


def extension_of(name):
    """Return the extension of a file name in lower case, without the dot."""
    return PurePath(name).suffix.lower().removeprefix(".")


def check_document(name, file):
    """Raise InvalidDocumentError unless the extension of `name` is accepted and matches the content of `file`.

    Raise ValidationError for a file that is too large.

    `file` is an open, seekable binary file. Its position is reset to the start.
    """
    extension = extension_of(name)
    check_size(file.seek(0, SEEK_END))
    file.seek(0)
    head = file.read(_HEAD)
    try:
        _check(extension, head, file)
    finally:
        file.seek(0)


def _check(extension, head, file):
    if extension in IMAGE_EXTENSIONS or _IMAGE_SIGNATURE.match(head):
        raise InvalidDocumentError(_IS_AN_IMAGE, code="image")
    if not extension:
        raise InvalidDocumentError(_NO_EXTENSION.format(types=ACCEPTED), code="type")
    if extension not in TYPES:
        raise InvalidDocumentError(_NOT_ALLOWED.format(extension=extension, types=ACCEPTED), code="type")
    try:
        matches = TYPES[extension].matches(head, file)
    except _UNREADABLE:
        matches = False
    if not matches:
        raise InvalidDocumentError(_DOES_NOT_MATCH.format(extension=extension), code="content")
