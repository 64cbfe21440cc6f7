"""The document model.

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
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument

from cms.consent.models import ConsentRequired
from cms.documents.fields import DocumentField
from cms.documents.types import TYPES, DocumentType, extension_of


def upload_path(document, filename):
    """Return an opaque path: files are often named after the patient."""
    return f"documents/{uuid4().hex}{PurePath(filename).suffix.lower()}"


class ContentDocument(ConsentRequired, AbstractDocument):
    """A file to download. `cms.delivery.media.documents` serves it only if public content links to it."""

    file = DocumentField(upload_to=upload_path, verbose_name=_("file"))
    shows_patient = models.BooleanField(
        default=False,
        verbose_name=_("shows photographs of a patient"),
        help_text=_("The document is shown only while a consent allows it."),
    )
    shows_face = models.BooleanField(
        default=False, verbose_name=_("the face can be recognized"), help_text=_("The consent has to cover this.")
    )
    tells_story = models.BooleanField(
        default=False,
        verbose_name=_("tells the story of a patient, or quotes a patient"),
        help_text=_("The document is shown only while a consent allows it."),
    )
    names_patient = models.BooleanField(
        default=False,
        verbose_name=_("has the first name or initials of a patient"),
        help_text=_("The document is shown only while a consent allows it."),
    )

    required_coverage = {
        "photographs": "shows_patient",
        "face": "shows_face",
        "story": "tells_story",
        "name": "names_patient",
    }
    admin_form_fields = (*WagtailDocument.admin_form_fields, *required_coverage.values(), "consent")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")

    def save(self, *args, **kwargs):
        if self.file and not self.file._committed:
            # Storing the file sets its size and hash, so it has to precede saving the row.
            self.file.save(self.file.name, self.file.file, save=False)
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        if self.shows_face and not self.shows_patient:
            raise ValidationError(
                {"shows_patient": gettext("Tick this as well, since a face is shown in photographs.")}
            )
        if self.consent_id and not self.needed_coverage():
            raise ValidationError(
                {"shows_patient": gettext("Tick what the document shows of the patient who gave consent.")}
            )
        stored = type(self).objects.filter(pk=self.pk).exclude(consent=None).select_related("consent").first()
        if stored and stored.consent.withdrawn_at:
            raise ValidationError(
                gettext(
                    "The file of this document was deleted when its consent was withdrawn. "
                    "Upload it as a new document."
                )
            )
        if stored and not self.consent_id:
            code = stored.consent.code
            raise ValidationError(
                {
                    "consent": gettext(
                        "This document is under consent {code}. Choose that or another consent."
                    ).format(code=code)
                }
            )

    @property
    def file_extension(self):
        return extension_of(self.file.name)

    @property
    def filename(self):
        """The file name in the URL, made of the title: the name of the uploaded file is not stored."""
        return f"{slugify(self.title, allow_unicode=True) or 'document'}.{self.file_extension}"

    @property
    def download_name(self):
        """The file name for downloads: the title without characters that file systems reject."""
        title = re.sub(r'[\x00-\x1f\x7f<>:"/\\|?*]+', " ", self.title)
        title = re.sub(r"\s+", " ", title).strip(" .").removesuffix(f".{self.file_extension}")
        return f"{title or 'document'}.{self.file_extension}"

    @property
    def type(self):
        """The `DocumentType` of the file. Fixtures can contain files of types that cannot be uploaded."""
        extension = self.file_extension
        return TYPES.get(extension) or DocumentType(
            extension.upper() or gettext("File"), "application/octet-stream", None
        )

    @property
    def content_type(self):
        return self.type.media_type

    @property
    def content_disposition(self):
        """The Content-Disposition header (RFC 6266). PDFs are shown in the browser, other types are downloaded."""
        return content_disposition_header(self.file_extension != "pdf", self.download_name)

    @property
    def kind_and_size(self):
        """The type and size of the file for display, such as “PDF, 120 KB”."""
        return f"{self.type.name}, {format_size(self.file_size or 0)}"

    def unpublish_for_receipt(self, user=None):
        """Return the entry for the receipt. Pages that link to the document stay published."""
        return {
            "kind": str(self._meta.verbose_name),
            "id": self.pk,
            "title": self.title,
            "urls": [self.full_url, *self.shown_at()],
            "used_on": [str(referrer) for referrer, _references in self.get_usage()],
        }

    @property
    def full_url(self):
        """The absolute URL, to purge caches."""
        return settings.WAGTAILADMIN_BASE_URL + self.url

    def delete_files(self):
        # Delete synchronously: Wagtail's cleanup on deletion of a row uses a task queue.
        self.file.storage.delete(self.file.name)
        return [self.file.name]


def format_size(size):
    """Return a number of bytes for display, such as “120 KB” or “1.5 MB”."""
    for unit, bytes_in_unit in (("GB", 2**30), ("MB", 2**20), ("KB", 2**10)):
        if size >= bytes_in_unit:
            count = size / bytes_in_unit
            return f"{count:.1f}".removesuffix(".0") + f" {unit}" if count < 10 else f"{count:.0f} {unit}"
    return ngettext("{size} byte", "{size} bytes", size).format(size=size)
