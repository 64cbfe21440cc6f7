from django.contrib import messages
from django.contrib.auth.models import Permission
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter
from wagtail.snippets.models import register_snippet

from cms.claims.admin.report import PERMISSION, ClaimReportView
from cms.claims.admin.views import WITHDRAWN
from cms.claims.admin.viewsets import ClaimViewSet
from cms.claims.models import Claim
from cms.claims.publishing import claim_problems
from cms.claims.rich_text import register_claim_feature

register_snippet(ClaimViewSet)
hooks.register("register_rich_text_features", register_claim_feature)
hooks.register("publishing_problems", claim_problems)


class ClaimReportMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(PERMISSION)


@hooks.register("register_reports_menu_item")
def register_reports_menu_item():
    return ClaimReportMenuItem(
        gettext_lazy("Claims"), reverse("cms_claims_report"), name="claims", icon_name="success", order=1150
    )


@hooks.register("register_admin_urls")
def register_admin_urls():
    return [
        path("reports/claims/", ClaimReportView.as_view(), name="cms_claims_report"),
        path("reports/claims/results/", ClaimReportView.as_view(results_only=True), name="cms_claims_report_results"),
    ]


@hooks.register("register_permissions")
def register_permissions():
    return Permission.objects.filter(
        content_type__app_label="cms_claims", codename__in=["withdraw_claim", "report_claims"]
    )


@hooks.register("register_log_actions")
def register_log_actions(actions):
    @actions.register_action(WITHDRAWN)
    class WithdrawalFormatter(LogFormatter):
        label = gettext_lazy("Withdraw a claim")

        def format_message(self, entry):
            return _("Withdrawn: {reason}").format(reason=entry.data["reason"])


@hooks.register("before_delete_snippet")
def protect_published_claims(request, instances):
    """Refuse to delete claims that pages have shown: the record says what was claimed, and on what ground."""
    if not any(isinstance(instance, Claim) and instance.first_published_at for instance in instances):
        return None
    messages.error(
        request, _("A claim that was published cannot be deleted: it records what was claimed. Withdraw it instead.")
    )
    return redirect("wagtailsnippets_cms_claims_claim:list")
