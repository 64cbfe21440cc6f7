"""Where a picture enters the library: whatever is assigned to this field, or saved through it, is cleaned first."""

import logging
from contextlib import suppress

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db.models.fields.files import FieldFile, FileDescriptor, ImageFieldFile, ImageFileDescriptor
from wagtail.images.models import WagtailImageField
from wagtail.utils.file import hash_filelike

from cms.images.colors import dominant_color
from cms.images.sanitize import sanitize_image
from cms.images.titles import without_file_name

logger = logging.getLogger(__name__)


class ImageNotStoredError(ValidationError):
    """The storage could not take a picture, as on a full disk."""

    def __init__(self):
        super().__init__(
            "The picture could not be stored, as when the disk is full. Nothing else is lost. "
            "Tell whoever runs the site, and try again later."
        )


class SanitizedImageFieldFile(ImageFieldFile):
    """The file of a `ContentImage`. It is a JPEG or PNG, so Django finds its size without decoding it."""

    def save(self, name, content, save=True):
        """Store `content`, cleaned, in place of the present file.

        Raises InvalidImageError, and ImageNotStoredError if the storage cannot take the file.
        """
        picture = sanitize_image(content)
        image = self.instance
        self._store(picture)
        if image._state.adding:
            image.title = without_file_name(image.title, name)
        else:
            image.renditions.all().delete()  # They show the file before.
        picture.seek(0)
        image.file_size = picture.size
        image.file_hash = hash_filelike(picture)
        image.dominant_color = dominant_color(picture)
        if save:
            image.save()

    def _store(self, picture):
        """Do what Django's `save` does, and leave nothing behind where that fails."""
        path = self.field.generate_filename(self.instance, picture.name)
        try:
            name = self.storage.save(path, picture, max_length=self.field.max_length)
        except OSError as error:
            logger.exception("A picture could not be stored.")
            with suppress(OSError):
                self.storage.delete(path)  # a part of it, on a disk that is full
            raise ImageNotStoredError from error
        self.name = name
        setattr(self.instance, self.field.attname, name)
        self._committed = True
        self.field.update_dimension_fields(self.instance, force=True)


class SanitizedImageDescriptor(ImageFileDescriptor):
    """Cleans a file when it is assigned, so that what is read from the field is what will be stored."""

    def __set__(self, instance, value):
        if isinstance(value, File) and not isinstance(value, FieldFile):
            value = sanitize_image(value)
            super().__set__(instance, value)
        else:
            # A stored name comes with its stored width and height. Django would open the file, which may be gone.
            FileDescriptor.__set__(self, instance, value)


class SanitizedImageField(WagtailImageField):
    """Wagtail's field for the file of an image, which keeps nothing but the picture. Raises InvalidImageError."""

    attr_class = SanitizedImageFieldFile
    descriptor_class = SanitizedImageDescriptor
