from contextlib import suppress
from functools import partial

from django.db import transaction

from cms.uploads.storage import FileNotStoredError


class UploadFormMixin:
    """A mixin for Wagtail's forms of images and documents, placed first.

    It keeps file names out of titles, lists consents in the modals of choosers, stores the file during validation,
    and deletes a replaced file after the transaction. `without_file_name` is a static method:
    `cms.uploads.titles.without_file_name` with its options.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.initial.get("title") and not self.instance.pk:
            self.initial["title"] = self.without_file_name(self.initial["title"])
        if str(self.prefix).endswith("-chooser-upload"):
            self.fields["consent"].use_list()

    def clean(self):
        cleaned = super().clean()
        if "title" in cleaned and "title" in self.changed_data:
            upload = self.files.get(self.add_prefix("file"))
            cleaned["title"] = self.without_file_name(cleaned["title"], upload.name if upload else "")
        return cleaned

    def _post_clean(self):
        super()._post_clean()
        file = self.instance.file
        if not self.errors and file and not file._committed:
            # Storing the file during validation makes a failure an error of the form.
            try:
                file.save(file.name, file.file, save=False)
            except FileNotStoredError as error:
                self.add_error("file", error)
        if self.errors and "file" in self.changed_data and self.instance.pk:
            # Show the form again with the file that was stored before, unless that is missing.
            with suppress(OSError):
                self.instance.file = self.original_file

    def save(self, commit=True):
        replaced = self.original_file if commit and "file" in self.changed_data else None
        self.original_file = None  # Wagtail would delete the file before the transaction has succeeded.
        saved = super().save(commit=commit)
        if replaced:
            transaction.on_commit(partial(replaced.storage.delete, replaced.name))
        return saved
