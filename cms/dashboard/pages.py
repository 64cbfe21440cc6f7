"""Sections for the user's own work: drafts, decisions in workflows, and locked pages."""

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, Task, TaskState, WorkflowState

from cms.dashboard.sections import Entry, PageStatus, Section, entry_of_page, list_of_pages, pages_for


def own_drafts(user):
    """Return the pages whose draft `user` has saved last, the newest first."""
    drafts = Page.objects.filter(has_unpublished_changes=True, latest_revision__user=user)
    return drafts.order_by("-latest_revision_created_at")


def drafts_section(request):
    drafts = own_drafts(request.user).filter(pk__in=pages_for(request.user, "change").values("pk"))
    return Section.of(
        "own-drafts",
        _("Your drafts"),
        drafts.prefetch_workflow_states(),
        lambda page: entry_of_page(page, _state_of(page)),
        url=list_of_pages(request.user, PageStatus.OWN_DRAFT),
        icon="draft",
    )


def _state_of(page):
    """Return where the draft of `page` is in a workflow."""
    state = page.current_workflow_state
    if state is None:
        return ""
    return _("changes are requested") if state.status == WorkflowState.STATUS_NEEDS_CHANGES else _("submitted")


def decisions_section(request):
    """Return the tasks of workflows that wait for the user, except types with a section of their own."""
    states = TaskState.objects.none()
    for task in Task.objects.filter(active=True).specific():
        if not getattr(task, "has_dashboard_section", False):
            states |= task.get_task_states_user_can_moderate(user=request.user)
    states = states.select_related("revision").prefetch_related("revision__content_object").order_by("started_at")
    finder = AdminURLFinder(request.user)
    report = reverse("wagtailadmin_reports:workflow_tasks")
    return Section.of(
        "decisions",
        _("Waiting for your decision"),
        states,
        lambda state: Entry(state.revision.object_str, finder.get_edit_url(state.revision.content_object) or report),
        url=f"{report}?reviewable=true&status={TaskState.STATUS_IN_PROGRESS}",
        icon="clipboard-list",
    )


def locked_section(request):
    locked = Page.objects.filter(locked=True, locked_by=request.user).order_by("-locked_at")
    return Section.of("locked-pages", _("Pages that you have locked"), locked, entry_of_page, icon="lock")
