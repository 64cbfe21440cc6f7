from pathlib import PurePath

from django import forms
from django.core.exceptions import ValidationError
from PIL import Image
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from cms.images.blocked import is_fresh_upload, is_hidden
from cms.images.sanitize import sanitize_image
from cms.images.titles import without_file_name
from cms.uploads.forms import UploadFormMixin


class SanitizedImageFormField(WagtailImageField):
    """Wagtail's form field for an upload, with its limits and messages, which returns a sanitized image."""

    def to_python(self, data):
        """Return `data` sanitized. Wagtail's method fails for damaged files and for some types of HEIC."""
        file = forms.FileField.to_python(self, data)
        if file is None:
            return None
        extension = PurePath(file.name).suffix.lower()
        if extension.lstrip(".") not in self.allowed_image_extensions:
            raise ValidationError(self.error_messages["invalid_image_extension"], code="invalid_image_extension")
        self.check_image_file_size(file)
        image = sanitize_image(file)
        if Image.registered_extensions().get(extension) != image.source_format:
            raise ValidationError(
                self.error_messages["invalid_image_known_format"],
                code="invalid_image_known_format",
                params={"extension": extension.lstrip("."), "image_format": image.source_format},
            )
        return image


class ImageForm(UploadFormMixin, BaseImageForm):
    """The admin form for uploading and editing images.

    Whoever may not see a blocked image cannot unblock it by changing what it shows.
    """

    without_file_name = staticmethod(without_file_name)

    def __init__(self, *args, **kwargs):
        image, user = kwargs.get("instance"), kwargs.get("user")
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            # Wagtail has no setting for the class of this field.
            field = self.fields["file"]
            self.fields["file"] = SanitizedImageFormField(
                label=field.label, required=field.required, widget=field.widget
            )
        if image and image.pk and user and is_hidden(image, user) and not is_fresh_upload(image, user):
            for name in ("shows_patient", "shows_face"):
                self.fields[name].disabled = True
