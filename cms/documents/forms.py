from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm

from cms.documents.titles import without_file_name
from cms.documents.types import ACCEPTED
from cms.uploads.forms import UploadFormMixin


class DocumentForm(UploadFormMixin, BaseDocumentForm):
    """The admin form for uploading and editing documents."""

    without_file_name = staticmethod(without_file_name)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            accepted = _("Accepted types: {types}. Upload images under Images.").format(types=ACCEPTED)
            self.fields["file"].help_text = f"{accepted} {self.fields['file'].help_text}".strip()
