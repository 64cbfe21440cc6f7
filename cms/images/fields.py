"""Where a picture enters the library: whatever is assigned to this field, or saved through it, is cleaned first."""

from django.core.files import File
from django.db.models.fields.files import FieldFile, FileDescriptor, ImageFieldFile, ImageFileDescriptor
from wagtail.images.models import WagtailImageField
from wagtail.utils.file import hash_filelike

from .cleaning import clean_picture
from .colors import dominant_color
from .titles import without_file_name


class PictureFieldFile(ImageFieldFile):
    """The file of a `ContentImage`. It is a JPEG or PNG, so Django finds its size without decoding it."""

    def save(self, name, content, save=True):
        """Store `content`, cleaned, in place of the present file. Raises UnusablePicture."""
        picture = clean_picture(content)
        image = self.instance
        if image._state.adding:
            image.title = without_file_name(image.title, name)
        else:
            image.renditions.all().delete()  # They show the present file.
        image.file_size = picture.size
        image.file_hash = hash_filelike(picture)
        image.dominant_color = dominant_color(picture)
        super().save(picture.name, picture, save=save)


class PictureDescriptor(ImageFileDescriptor):
    """Cleans a file when it is assigned, so that what is read from the field is what will be stored."""

    def __set__(self, instance, value):
        if isinstance(value, File) and not isinstance(value, FieldFile):
            value = clean_picture(value)
            super().__set__(instance, value)
        else:
            # A stored name comes with its stored width and height. Django would open the file, which may be gone.
            FileDescriptor.__set__(self, instance, value)


class PictureField(WagtailImageField):
    """Wagtail's field for the file of an image, which keeps nothing but the picture. Raises UnusablePicture."""

    attr_class = PictureFieldFile
    descriptor_class = PictureDescriptor
