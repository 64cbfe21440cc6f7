"""The project's own document model, there from the first migration.

https://docs.wagtail.org/en/stable/advanced_topics/documents/custom_document_model.html
"""

import re
from pathlib import PurePath
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument

from cms.consent.models import ConsentRequired
from cms.documents.fields import DocumentField
from cms.documents.types import TYPES, DocumentType, extension_of


def upload_path(document, filename):
    """Return a path that says nothing: a file is often named after the patient."""
    return f"documents/{uuid4().hex}{PurePath(filename).suffix.lower()}"


class ContentDocument(ConsentRequired, AbstractDocument):
    """A file to download. It is private: `cms.delivery.media.documents` serves it where something public shows it."""

    file = DocumentField(upload_to=upload_path, verbose_name="file")
    shows_patient = models.BooleanField(
        default=False,
        verbose_name="shows photographs of a patient",
        help_text="The document is shown only while a consent allows it.",
    )
    shows_face = models.BooleanField(
        default=False, verbose_name="the face can be recognized", help_text="The consent has to cover this."
    )
    tells_story = models.BooleanField(
        default=False,
        verbose_name="tells the story of a patient, or quotes a patient",
        help_text="The document is shown only while a consent allows it.",
    )
    names_patient = models.BooleanField(
        default=False,
        verbose_name="has the first name or initials of a patient",
        help_text="The document is shown only while a consent allows it.",
    )

    required_coverage = {
        "photographs": "shows_patient",
        "face": "shows_face",
        "story": "tells_story",
        "name": "names_patient",
    }
    admin_form_fields = (*WagtailDocument.admin_form_fields, *required_coverage.values(), "consent")

    class Meta(AbstractDocument.Meta):
        verbose_name = "document"

    def save(self, *args, **kwargs):
        if self.file and not self.file._committed:
            # Before the row is written, which has the size and the hash of the stored file.
            self.file.save(self.file.name, self.file.file, save=False)
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        if self.shows_face and not self.shows_patient:
            raise ValidationError({"shows_patient": "Tick this, too, since a face is shown in photographs."})
        if self.consent_id and not self.needed_coverage():
            raise ValidationError({"shows_patient": "Tick what the document shows of the patient who gave consent."})
        stored = type(self).objects.filter(pk=self.pk).exclude(consent=None).select_related("consent").first()
        if stored and stored.consent.withdrawn_at:
            raise ValidationError("This document was taken down with its consent. Upload the file as a new document.")
        if stored and not self.consent_id:
            code = stored.consent.code
            raise ValidationError(
                {"consent": f"This document is under consent {code}. Choose that, or the right one."}
            )

    @property
    def file_extension(self):
        return extension_of(self.file.name)

    @property
    def filename(self):
        """The last part of the document's address: its title, since the name of the uploaded file is not kept."""
        return f"{slugify(self.title, allow_unicode=True) or 'document'}.{self.file_extension}"

    @property
    def download_name(self):
        """The name under which browsers save the file: its title, without characters that a file system refuses."""
        title = re.sub(r'[\x00-\x1f\x7f<>:"/\\|?*]+', " ", self.title)
        title = re.sub(r"\s+", " ", title).strip(" .").removesuffix(f".{self.file_extension}")
        return f"{title or 'document'}.{self.file_extension}"

    @property
    def type(self):
        """The `DocumentType` of the file. A fixture can bring files that no upload can."""
        extension = self.file_extension
        return TYPES.get(extension) or DocumentType(extension.upper() or "File", "application/octet-stream", None)

    @property
    def content_type(self):
        return self.type.media_type

    @property
    def content_disposition(self):
        """The header by RFC 6266. Browsers show a PDF; all other types are saved."""
        return content_disposition_header(self.file_extension != "pdf", self.download_name)

    @property
    def kind_and_size(self):
        """The type and the size of the file in words, such as “PDF, 120 KB”."""
        return f"{self.type.name}, {size_in_words(self.file_size or 0)}"

    def take_down(self, user=None):
        """Return the entry for the receipt. A document is blocked by its consent; pages that link to it stay up."""
        return {
            "kind": self._meta.verbose_name,
            "id": self.pk,
            "title": self.title,
            "urls": [self.full_url, *self.shown_at()],
            "used_on": [str(where) for where, _references in self.get_usage()],
        }

    @property
    def full_url(self):
        """The address with the host, by which caches in front are purged."""
        return settings.WAGTAILADMIN_BASE_URL + self.url

    def delete_files(self):
        # At once: Wagtail's own cleanup, on deletion of a row, goes through a queue.
        self.file.storage.delete(self.file.name)
        return [self.file.name]


def size_in_words(size):
    """Return a number of bytes in words, such as “120 KB” or “1.5 MB”."""
    for unit, bytes_in_unit in (("GB", 2**30), ("MB", 2**20), ("KB", 2**10)):
        if size >= bytes_in_unit:
            count = size / bytes_in_unit
            return f"{count:.1f}".removesuffix(".0") + f" {unit}" if count < 10 else f"{count:.0f} {unit}"
    return f"{size} bytes"
