"""Views of the editor that save what was typed as a draft when publishing, or another action, is refused."""

from django.urls import resolve, reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.snippets.views.snippets import CreateView as SnippetCreateView
from wagtail.snippets.views.snippets import EditView as SnippetEditView

REFUSED = {
    "publish": _("Not published."),
    "submit": _("Not submitted for moderation."),
    "restart_workflow": _("Not submitted for moderation."),
    "perform_workflow_action": _("Nothing was approved or rejected."),
    "workflow_action": _("Nothing was approved or rejected."),
}
"""Messages by the action name of Wagtail's views. For saving a draft, Wagtail's own message is used."""
SAVED = _("Your draft is saved. Correct the errors marked below.")
NOT_SAVED = _("What you typed is not saved yet. Correct the errors marked below.")
AUTOSAVE_REFUSED = _("This draft is not saved yet. Fill in or correct: {fields}.")


def show_refused_draft(request, form, edit_url):
    """Return the editor at `edit_url`, with the errors that refuse the action of `request`.

    `form` has saved the draft. What it has created, such as rows of inline panels, is not created again.
    """
    data = request.POST.copy()
    for name, value in form.get_field_updates_for_resave():
        data[name] = value
    request.POST = data
    request.draft_is_saved = True
    view, args, kwargs = resolve(edit_url)
    return view(request, *args, **kwargs)


def labels_of_errors(form):
    """Return the labels of the fields and inline panels of `form` that have errors."""
    fields = [form.fields[name].label or name for name in form.errors if name in form.fields]
    panels = [formset.model._meta.verbose_name_plural for formset in form.formsets.values() if any(formset.errors)]
    return [str(capfirst(label)) for label in [*fields, *panels]]


class RefusedActionMixin:
    """Base of the mixins for views of the editor: messages about a refused action and a refused autosave."""

    is_saving_refused_draft = False

    @property
    def draft_is_saved(self):
        """Whether this view shows a draft that the refused request has just saved."""
        return hasattr(self.request, "draft_is_saved")

    def refusal(self, action):
        """Return the message about the refused `action`, or None for saving a draft."""
        reason = REFUSED.get(action.replace("-", "_"))
        return reason and f"{reason} {SAVED if self.draft_is_saved else NOT_SAVED}"

    def json_error_response(self, error_code, error_message):
        """Let the autosave name the fields that prevent it."""
        if error_code == "validation_error":
            error_message = AUTOSAVE_REFUSED.format(fields=", ".join(labels_of_errors(self.form)))
        return super().json_error_response(error_code, error_message)


class RefusedPageActionMixin(RefusedActionMixin):
    def form_invalid(self, form):
        refusal = self.refusal(self.action_name)
        if not refusal or self.expects_json_response or getattr(self, "locked_for_user", False):
            return super().form_invalid(form)
        if not self.draft_is_saved:
            draft = self.get_draft_form()
            draft.defer_required_fields()
            if draft.is_valid():
                return self.save_refused_draft(draft)
        messages.validation_error(self.request, refusal, form)
        self.errors_debug = repr(form.errors)
        self.has_unsaved_changes = not self.draft_is_saved
        return self.render_to_response(self.get_context_data())

    def get_draft_form(self):
        """Return a form with the data of the request for an instance that the refused form has not changed."""
        self.page = self.get_unchanged_page()
        return self.form_class(
            self.request.POST,
            self.request.FILES,
            instance=self.page,
            subscription=self.subscription,
            parent_page=self.form.parent_page,
            for_user=self.request.user,
        )

    def save_refused_draft(self, draft):
        self.form = draft
        self.has_content_changes = draft.has_changed()
        self.is_saving_refused_draft = True
        response = self.save_action()
        if response.status_code == 200:  # somebody else has saved the page meanwhile
            return response
        return show_refused_draft(self.request, draft, reverse("wagtailadmin_pages:edit", args=[self.page.pk]))


class CreatePageView(RefusedPageActionMixin, CreateView):
    """Create a page."""

    def get_unchanged_page(self):
        page = self.page_class(owner=self.request.user, locale=self.page.locale)
        self.subscription.page = page
        return page


class EditPageView(RefusedPageActionMixin, EditView):
    """Edit a page."""

    def get_unchanged_page(self):
        return self.get_object()

    def add_save_confirmation_message(self):
        if not self.is_saving_refused_draft:
            super().add_save_confirmation_message()


class RefusedSnippetActionMixin(RefusedActionMixin):
    def get_error_message(self):
        refusal = not self.expects_json_response and self.refusal(self.action)
        return refusal or super().get_error_message()

    @cached_property
    def has_unsaved_changes(self):
        return super().has_unsaved_changes and not self.draft_is_saved

    def get_success_message(self, *args):
        return None if self.is_saving_refused_draft else super().get_success_message(*args)

    def form_invalid(self, form):
        can_be_saved = not (self.draft_is_saved or self.is_saving_refused_draft or self.locked_for_user)
        if can_be_saved and self.refusal(self.action) and not self.expects_json_response:
            self.object = self.get_object()
            draft = self.get_form()
            draft.defer_required_fields()
            if draft.is_valid():
                self.action = "create" if self.view_name == "create" else "edit"
                self.saving_as_draft = self.is_saving_refused_draft = True
                response = self.form_valid(draft)
                if response.status_code == 200:  # somebody else has saved the object meanwhile
                    return response
                return show_refused_draft(self.request, draft, self.get_edit_url())
        return super().form_invalid(form)


class CreateSnippetView(RefusedSnippetActionMixin, SnippetCreateView):
    """Create a snippet with drafts: `add_view_class` of its viewset."""


class EditSnippetView(RefusedSnippetActionMixin, SnippetEditView):
    """Edit a snippet with drafts: `edit_view_class` of its viewset."""


class DefaultPageViewSet(PageViewSet):
    """The viewset of page types without a viewset of their own. `cms.status` registers it, with its list."""

    add_view_class = CreatePageView
    edit_view_class = EditPageView
