"""The file field of documents. It validates each file before storing it."""

from django.db import models
from django.db.models.fields.files import FieldFile
from wagtail.utils.file import hash_filelike

from cms.documents.titles import without_file_name
from cms.documents.types import check_document
from cms.uploads.storage import store_file


class DocumentFieldFile(FieldFile):
    """The file of a `ContentDocument`."""

    def save(self, name, content, save=True):
        """Check `content`, store it under an opaque name, and set the document's size and hash.

        Raise InvalidDocumentError for a file that is not accepted, and FileNotStoredError for a file that cannot be
        written. In both cases, the storage and the document are unchanged.
        """
        check_document(name, content)
        size, digest = content.size, hash_filelike(content)
        content.seek(0)
        document = self.instance
        self.name = store_file(self.field, document, name, content)
        if document._state.adding:
            document.title = without_file_name(document.title, name)
        document.file_size, document.file_hash = size, digest
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
