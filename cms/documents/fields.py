"""The file field of documents. It validates each file before storing it."""

from contextlib import suppress

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext_lazy as _
from wagtail.utils.file import hash_filelike

from cms.documents.titles import without_file_name
from cms.documents.types import check_document


class NotStoredError(ValidationError):
    """A file could not be written to the storage, for example because the disk is full. The message is for staff."""

    sentence = _(
        "The file could not be stored: the disk is full, or cannot be written to. No data is lost. Tell the "
        "operators of the site, and upload the file again once they have fixed it."
    )

    def __init__(self):
        super().__init__(self.sentence, code="not_stored")


class DocumentFieldFile(FieldFile):
    """The file of a `ContentDocument`."""

    def save(self, name, content, save=True):
        """Check `content`, store it under an opaque name, and set the document's size and hash.

        Raise InvalidDocumentError for a file that is not accepted, and NotStoredError for a file that cannot be
        written. In both cases, the storage and the document are unchanged.
        """
        check_document(name, content)
        size, digest = content.size, hash_filelike(content)
        content.seek(0)
        path = self.field.generate_filename(self.instance, name)
        try:
            stored = self.storage.save(path, content, max_length=self.field.max_length)
        except OSError as error:
            with suppress(OSError):
                self.storage.delete(path)  # an incomplete file, if the disk is full
            raise NotStoredError from error
        document = self.instance
        if document._state.adding:
            document.title = without_file_name(document.title, name)
        document.file_size, document.file_hash = size, digest
        self.name = stored
        setattr(document, self.field.attname, self.name)
        self._committed = True
        if save:
            document.save()

    save.alters_data = True


class DocumentField(models.FileField):
    """A file field that validates files in forms and when a document is saved."""

    attr_class = DocumentFieldFile

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        if value and not value._committed:
            check_document(value.name, value.file)
