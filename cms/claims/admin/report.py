"""The report *Reports → Claims*: claims that need somebody, with the pages that use them."""

from django.contrib.admin.utils import quote
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page, ReferenceIndex

from cms.claims.admin.views import url_of
from cms.claims.models import Claim, State

PERMISSION = "cms_claims.report_claims"


def claims_to_attend_to():
    """Return the claims that end within 30 days, and the expired or withdrawn ones that something still uses."""
    objects = Claim.objects
    claims = objects.in_state(State.EXPIRING) | objects.in_state(State.EXPIRED) | objects.in_state(State.WITHDRAWN)
    is_used = Q(number_of_users__gt=0) | Q(pk__in=objects.in_state(State.EXPIRING).values("pk"))
    claims = claims.annotate(number_of_users=ReferenceIndex.usage_count_subquery(Claim)).filter(is_used)
    return claims.select_related("owner").order_by("expires_on", "pk")


def attach_users(claims):
    """Set `users` on each of `claims`: the pages and other objects that use it."""
    for claim, usage in ReferenceIndex.get_grouped_references_to_in_bulk(claims).items():
        claim.users = [user for user, _references in usage]
    return claims


class UsersColumn(Column):
    """The pages and other objects that use a claim, with links to edit them."""

    cell_template_name = "cms_claims/admin/users_cell.html"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        context["users"] = [(user, edit_url(user)) for user in instance.users]
        return context


def edit_url(user):
    if isinstance(user, Page):
        return reverse("wagtailadmin_pages:edit", args=[user.pk])
    if viewset := getattr(user, "snippet_viewset", None):
        return reverse(viewset.get_url_name("edit"), args=[quote(user.pk)])
    return ""


class ClaimReportView(ReportView):
    """List the claims to attend to."""

    model = Claim
    page_title = _("Claims that end, and pages that use ended ones")
    header_icon = "success"
    permission_required = PERMISSION
    index_url_name = "cms_claims_report"
    index_results_url_name = "cms_claims_report_results"
    columns = [
        TitleColumn("text", label=_("Claim"), get_url=lambda claim: url_of("edit", claim)),
        StatusTagColumn("state", label=_("State"), accessor=lambda claim: claim.get_state().label, primary=True),
        Column("expires_on", label=_("Expires on"), accessor=lambda claim: date_format(claim.expires_on)),
        Column("owner", label=_("Owner")),
        UsersColumn("users", label=_("Used by")),
    ]
    list_export = ["text", "expires_on", "owner"]

    def user_has_permission(self, permission):
        return self.request.user.has_perm(permission)

    def get_queryset(self):
        return claims_to_attend_to()

    def decorate_paginated_queryset(self, object_list):
        return attach_users(list(object_list))
