from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.auth import permission_required

from cms.dashboard.views import ReportPageView
from cms.tasks import queue, state

PERMISSION = "cms_tasks.manage_tasks"


class TasksView(ReportPageView):
    """The page *Reports → Background tasks*."""

    permission_required = PERMISSION
    template_name = "cms_tasks/admin/tasks.html"
    page_title = gettext_lazy("Background tasks")
    header_icon = "history"

    def get_context_data(self, **kwargs):
        waiting, number_waiting = state.waiting_tasks()
        failed, number_failed = state.failed_tasks()
        return super().get_context_data(
            worker_is_running=state.worker_is_running(),
            last_seen=state.last_seen(),
            jobs=state.regular_jobs(),
            waiting=waiting,
            number_waiting=number_waiting,
            failed=failed,
            number_failed=number_failed,
            **kwargs,
        )


@require_POST
@permission_required(PERMISSION)
def retry(request, pk):
    """Run a failed task again."""
    if queue.retry(pk):
        messages.success(request, _("The task will be tried again."))
    else:
        messages.warning(request, _("This task is not among the failed ones any more."))
    return redirect("cms_tasks")
