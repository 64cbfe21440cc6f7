"""The file field of documents. Every file that is stored through it is checked first."""

from contextlib import suppress

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.fields.files import FieldFile
from wagtail.utils.file import hash_filelike

from cms.documents.titles import without_file_name
from cms.documents.types import check_document


class NotStoredError(ValidationError):
    """A file could not be written to the storage, such as on a full disk. Its message is for staff."""

    sentence = (
        "The file could not be stored: the disk is full, or cannot be written to. Nothing is lost. Tell those who "
        "run the site, and upload the file again once that is repaired."
    )

    def __init__(self):
        super().__init__(self.sentence, code="not_stored")


class DocumentFieldFile(FieldFile):
    """The file of a `ContentDocument`."""

    def save(self, name, content, save=True):
        """Check `content`, store it under an opaque name, and set the document's size and hash.

        Raises InvalidDocumentError for a file that is not accepted, and NotStoredError where it cannot be written:
        the storage and the document are unchanged then.
        """
        check_document(name, content)
        size, digest = content.size, hash_filelike(content)
        content.seek(0)
        path = self.field.generate_filename(self.instance, name)
        try:
            stored = self.storage.save(path, content, max_length=self.field.max_length)
        except OSError as error:
            with suppress(OSError):
                self.storage.delete(path)  # the part that was written before the disk was full
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
    """A file field that refuses files which are no documents, in forms and when a document is saved in code."""

    attr_class = DocumentFieldFile

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        if value and not value._committed:
            check_document(value.name, value.file)
