from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.dashboard.sections import Entry, Section
from cms.dashboard.views import ReportPageView
from cms.health.checks import State
from cms.health.running import current_results

PERMISSION = "cms_health.view_system"
ORDER = [State.BROKEN, State.WARNING, State.WELL]


class SystemView(ReportPageView):
    """The page *Reports → System*: whether everything works and, if not, what to do."""

    permission_required = PERMISSION
    template_name = "cms_health/admin/system.html"
    page_title = gettext_lazy("System")
    header_icon = "desktop"

    def get_context_data(self, **kwargs):
        results = sorted(current_results().items(), key=lambda item: ORDER.index(item[1].state))
        number = sum(not result.is_well for _check, result in results)
        return super().get_context_data(
            results=results, number_of_problems=number, contact=settings.OPERATORS_CONTACT, **kwargs
        )


def system_section(request):
    """Return a section of the first page with what does not work."""
    if not request.user.has_perm(PERMISSION):
        return None
    url = reverse("cms_health_system")
    problems = [(check, result) for check, result in current_results().items() if not result.is_well]
    entries = [Entry(str(check.verbose_name), url, str(result.summary)) for check, result in problems]
    return Section("system", _("The system needs attention"), len(entries), entries, icon="warning")
