from contextlib import suppress
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm

from cms.documents.fields import NotStoredError
from cms.documents.titles import without_file_name
from cms.documents.types import ACCEPTED


class DocumentForm(BaseDocumentForm):
    """The admin form for uploading and editing documents."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            accepted = _("Accepted types: {types}. Upload images under Images.").format(types=ACCEPTED)
            self.fields["file"].help_text = f"{accepted} {self.fields['file'].help_text}".strip()
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
        if "file" not in self.changed_data:
            return
        if not self.errors:
            self._store()
        if self.errors and self.instance.pk:
            # The form is shown again, with the file that is stored, if it exists.
            with suppress(OSError):
                self.instance.file = self.original_file

    def _store(self):
        """Store the file during validation, so that a failure is an error of the form."""
        try:
            self.instance.file.save(self.instance.file.name, self.instance.file.file, save=False)
        except NotStoredError as error:
            self.add_error("file", error)

    def save(self, commit=True):
        replaced = self.original_file if commit and "file" in self.changed_data else None
        self.original_file = None  # Wagtail would delete the file before the transaction has succeeded.
        document = super().save(commit=commit)
        if replaced:
            transaction.on_commit(partial(replaced.storage.delete, replaced.name))
        return document
