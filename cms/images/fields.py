"""The file field of images. Files are sanitized when they are assigned to the field or saved through it."""

import logging
from contextlib import suppress

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db.models.fields.files import FieldFile, FileDescriptor, ImageFieldFile, ImageFileDescriptor
from django.utils.translation import gettext
from wagtail.images.models import WagtailImageField
from wagtail.utils.file import hash_filelike

from cms.images.colors import dominant_color
from cms.images.sanitize import sanitize_image
from cms.images.titles import without_file_name

logger = logging.getLogger(__name__)


class ImageNotStoredError(ValidationError):
    """An image could not be written to the storage, for example because the disk is full."""

    def __init__(self):
        super().__init__(
            gettext(
                "The image could not be stored, for example because the disk is full. Other data is not affected. "
                "Tell the operators of the site, and upload the image again later."
            )
        )


class SanitizedImageFieldFile(ImageFieldFile):
    """The file of a `ContentImage`: a JPEG or PNG, whose dimensions Django reads without decoding it."""

    def save(self, name, content, save=True):
        """Sanitize `content`, and store it in place of the current file.

        Raise InvalidImageError for invalid files, and ImageNotStoredError if the storage cannot be written to.
        """
        sanitized = sanitize_image(content)
        image = self.instance
        self._store(sanitized)
        if image._state.adding:
            image.title = without_file_name(image.title, name)
        else:
            image.renditions.all().delete()  # Renditions of the previous file are outdated.
        sanitized.seek(0)
        image.file_size = sanitized.size
        image.file_hash = hash_filelike(sanitized)
        image.dominant_color = dominant_color(sanitized)
        if save:
            image.save()

    def _store(self, sanitized):
        """Store the file as Django's `save` does. On failure, delete the incomplete file."""
        path = self.field.generate_filename(self.instance, sanitized.name)
        try:
            name = self.storage.save(path, sanitized, max_length=self.field.max_length)
        except OSError as error:
            logger.exception("An image could not be stored.")
            with suppress(OSError):
                self.storage.delete(path)  # an incomplete file, if the disk is full
            raise ImageNotStoredError from error
        self.name = name
        setattr(self.instance, self.field.attname, name)
        self._committed = True
        self.field.update_dimension_fields(self.instance, force=True)


class SanitizedImageDescriptor(ImageFileDescriptor):
    """Sanitize a file when it is assigned, so that the field returns the file that will be stored."""

    def __set__(self, instance, value):
        if isinstance(value, File) and not isinstance(value, FieldFile):
            value = sanitize_image(value)
            super().__set__(instance, value)
        else:
            # The width and height of a stored file are columns. Django would open the file, which may not exist.
            FileDescriptor.__set__(self, instance, value)


class SanitizedImageField(WagtailImageField):
    """Wagtail's image field, but files are sanitized. Assigning an invalid file raises InvalidImageError."""

    attr_class = SanitizedImageFieldFile
    descriptor_class = SanitizedImageDescriptor
