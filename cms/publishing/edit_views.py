"""Views of the admin that edit objects with drafts, and say what became of the draft when publishing is refused."""

from wagtail.admin import messages
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.snippets.views.snippets import EditView as SnippetEditView

DRAFT_IS_KEPT = "Correct the errors marked below. The draft saved last is kept."
REFUSED = {
    "publish": "Not published.",
    "submit": "Not submitted for moderation.",
    "restart_workflow": "Not submitted for moderation.",
    "perform_workflow_action": "Nothing was approved or rejected.",
}
"""By name of the action in Wagtail's view. A draft with errors is not saved, as Wagtail's own message says."""


class EditPageView(EditView):
    """Edit a page. Autosave stores the draft, also where publishing it is refused."""

    def form_invalid(self, form):
        refused = REFUSED.get(self.action_name)
        if not refused or self.locked_for_user or self.expects_json_response:
            return super().form_invalid(form)
        messages.validation_error(self.request, f"{refused} {DRAFT_IS_KEPT}", form)
        self.errors_debug = repr(form.errors)
        self.has_unsaved_changes = True
        return self.render_to_response(self.get_context_data())


class EditSnippetView(SnippetEditView):
    """Edit a snippet with drafts: `edit_view_class` of its viewset."""

    def get_error_message(self):
        if self.expects_json_response or not self.request.POST.get("action-publish"):
            return super().get_error_message()
        return f"{REFUSED['publish']} {DRAFT_IS_KEPT}"


class DefaultPageViewSet(PageViewSet):
    """The viewset of all page types that have none of their own, in place of Wagtail's."""

    edit_view_class = EditPageView
