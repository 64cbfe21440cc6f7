from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm

from cms.consent.privacy import can_see_consents
from cms.documents.titles import without_file_name
from cms.documents.types import ACCEPTED
from cms.uploads.forms import UploadFormMixin


class DocumentForm(UploadFormMixin, BaseDocumentForm):
    """The admin form for uploading and editing documents.

    Whoever may not see consents cannot take back what a document shows: pages would show it without a consent.
    """

    without_file_name = staticmethod(without_file_name)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            accepted = _("Accepted types: {types}. Upload images under Images.").format(types=ACCEPTED)
            self.fields["file"].help_text = f"{accepted} {self.fields['file'].help_text}".strip()
        if self.instance.pk and not can_see_consents():
            for name in self.instance.required_coverage.values():
                self.fields[name].disabled = getattr(self.instance, name)
