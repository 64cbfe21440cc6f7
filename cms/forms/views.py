"""Admin views of form submissions."""

from wagtail.contrib.forms.views import SubmissionsListView

from cms.audit_trail.exports import RecordedExportMixin
from cms.audit_trail.messages import EXPORTED, VIEWED
from cms.audit_trail.recording import record


class FormSubmissionsView(RecordedExportMixin, SubmissionsListView):
    """List and export submissions, and record who saw them."""

    export_action = EXPORTED

    @property
    def exported_object(self):
        return self.form_page

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        shown = [] if self.is_export else [submission.pk for submission in context["submissions"]]
        if shown:
            record(VIEWED, self.form_page, user=self.request.user, details={"messages": shown})
        return context
