from django.contrib.auth.models import Permission
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.search.admin_areas import add_areas_of_snippets
from cms.search.failed import SHOWN_FROM
from cms.search.models import FailedSearch, Synonyms

PERMISSION = "cms_search.report_searches"


class SynonymsViewSet(SnippetViewSet):
    model = Synonyms
    icon = "search"
    menu_label = _("Words for the same thing")
    list_display = ["__str__"]


register_snippet(SynonymsViewSet)


class FailedSearchReportView(ReportView):
    """List the searches without a result, the most frequent first."""

    model = FailedSearch
    page_title = _("Searches without a result")
    header_icon = "search"
    permission_required = PERMISSION
    index_url_name = "cms_search_report"
    index_results_url_name = "cms_search_report_results"
    columns = [Column(name) for name in ("words", "count", "first_on", "last_on")]
    list_export = ["words", "count", "first_on", "last_on"]
    default_ordering = ["-count", "words"]

    def user_has_permission(self, permission):
        return self.request.user.has_perm(permission)

    @property
    def no_results_message(self):
        return _("Nothing was searched for %(number)s times or more without a result.") % {"number": SHOWN_FROM}


class FailedSearchMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(PERMISSION)


hooks.register("construct_search", add_areas_of_snippets)


@hooks.register("register_reports_menu_item")
def register_reports_menu_item():
    address = reverse("cms_search_report")
    return FailedSearchMenuItem(
        _("Searches without a result"), address, name="searches", icon_name="search", order=1160
    )


@hooks.register("register_admin_urls")
def register_admin_urls():
    view = FailedSearchReportView
    return [
        path("reports/searches/", view.as_view(), name="cms_search_report"),
        path("reports/searches/results/", view.as_view(results_only=True), name="cms_search_report_results"),
    ]


@hooks.register("register_permissions")
def register_permissions():
    return Permission.objects.filter(content_type__app_label="cms_search", codename="report_searches")
