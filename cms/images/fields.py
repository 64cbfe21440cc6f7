"""The file field of images. Files are sanitized when they are assigned to the field or saved through it."""

from django.core.files import File
from django.db.models.fields.files import FieldFile, FileDescriptor, ImageFieldFile, ImageFileDescriptor
from wagtail.images.models import WagtailImageField
from wagtail.utils.file import hash_filelike

from cms.images.colors import dominant_color
from cms.images.sanitize import sanitize_image
from cms.images.titles import without_file_name
from cms.uploads.storage import store_file


class SanitizedImageFieldFile(ImageFieldFile):
    """The file of a `ContentImage`: a JPEG or PNG, whose dimensions Django reads without decoding it."""

    def save(self, name, content, save=True):
        """Sanitize `content`, and store it in place of the current file.

        Raise InvalidImageError for invalid files, and FileNotStoredError if the storage cannot be written to.
        """
        sanitized = sanitize_image(content)
        image = self.instance
        self.name = store_file(self.field, image, sanitized.name, sanitized)
        setattr(image, self.field.attname, self.name)
        self._committed = True
        self.field.update_dimension_fields(image, force=True)
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
