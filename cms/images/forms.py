from contextlib import suppress
from functools import partial
from pathlib import PurePath

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from PIL import Image
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from cms.images.fields import ImageNotStoredError
from cms.images.sanitize import sanitize_image
from cms.images.titles import without_file_name


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


class ImageForm(BaseImageForm):
    """The admin form for uploading and editing images."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            # Wagtail has no setting for the class of this field.
            field = self.fields["file"]
            self.fields["file"] = SanitizedImageFormField(
                label=field.label, required=field.required, widget=field.widget
            )
        if self.initial.get("title") and not self.instance.pk:
            self.initial["title"] = without_file_name(self.initial["title"])

    def clean(self):
        cleaned = super().clean()
        if "title" in cleaned and "title" in self.changed_data:
            upload = self.files.get(self.add_prefix("file"))
            cleaned["title"] = without_file_name(cleaned["title"], upload.name if upload else "")
        return cleaned

    def _post_clean(self):
        super()._post_clean()
        file = self.instance.file
        if not self.errors and file and not file._committed:
            # Storing the file during validation makes a failure an error of the form.
            try:
                file.save(file.name, file.file, save=False)
            except ImageNotStoredError as error:
                self.add_error("file", error)
        if self.errors and "file" in self.changed_data and self.instance.pk:
            # The form is shown again, with the file that is stored, if it exists.
            with suppress(OSError):
                self.instance.file = self.original_file

    def save(self, commit=True):
        replaced = self.original_file if commit and "file" in self.changed_data else None
        self.original_file = None  # Wagtail would delete the file before the transaction has succeeded.
        image = super().save(commit=commit)
        if replaced:
            transaction.on_commit(partial(replaced.storage.delete, replaced.name))
        return image
