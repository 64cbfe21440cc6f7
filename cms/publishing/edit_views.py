"""Edit views of the admin whose error messages state that the draft is kept when publishing is refused."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.snippets.views.snippets import EditView as SnippetEditView

DRAFT_IS_KEPT = _("Correct the errors marked below. The last saved draft is kept.")
REFUSED = {
    "publish": _("Not published."),
    "submit": _("Not submitted for moderation."),
    "restart_workflow": _("Not submitted for moderation."),
    "perform_workflow_action": _("Nothing was approved or rejected."),
}
"""Messages by the action name of Wagtail's view. For saving a draft, Wagtail's own message is used."""


class EditPageView(EditView):
    """Edit a page. Autosave has stored the draft even if publishing it is refused."""

    def form_invalid(self, form):
        message = REFUSED.get(self.action_name)
        if not message or self.locked_for_user or self.expects_json_response:
            return super().form_invalid(form)
        messages.validation_error(self.request, f"{message} {DRAFT_IS_KEPT}", form)
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
    """The viewset of page types without a viewset of their own. `cms.status` registers it, with its list."""

    edit_view_class = EditPageView
