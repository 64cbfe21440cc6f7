"""The report *Reports → Claims*: claims that need somebody, with the pages that use them."""

from collections import defaultdict

from django.contrib.admin.utils import quote
from django.contrib.contenttypes.models import ContentType
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
    """Set `users` on each of `claims`: the pages and other objects that use it. It runs one query for each model."""
    references = ReferenceIndex.get_references_to_in_bulk(claims).order_by("pk")
    rows = dict.fromkeys(references.values_list("to_object_id", "base_content_type", "object_id"))
    ids = defaultdict(set)
    for _claim, type_id, pk in rows:
        ids[type_id].add(pk)
    found = {
        type_id: _fetch(ContentType.objects.get_for_id(type_id).model_class(), pks) for type_id, pks in ids.items()
    }
    for claim in claims:
        users = [found[type_id].get(pk) for claim_id, type_id, pk in rows if claim_id == str(claim.pk)]
        claim.users = list(filter(None, users))
    return claims


def _fetch(model, pks):
    """Return the objects of `model` by their keys as text. There are none while its content type is not installed."""
    return {str(found.pk): found for found in model._default_manager.filter(pk__in=pks)} if model else {}


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
