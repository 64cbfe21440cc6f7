"""Export all decisions of medical reviews."""

import csv

from django.http import JsonResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from cms.accounts.reauthentication import RecentlyAuthenticatedMixin
from cms.audit_trail.exports import escape_formula
from cms.audit_trail.recording import record
from cms.review.models import EXPORT, SignOff

COLUMNS = (
    "id",
    "page_id",
    "page_title",
    "revision_id",
    "decision",
    "reviewer_name",
    "credentials",
    "username",
    "signed_on",
    "next_review_due",
    "recorded_at",
    "comment",
    "content_hash",
)
EXPORTED = "cms_review.export"
"""The action of the audit trail that says who exported the decisions."""


class _Echo:
    def write(self, line):
        return line


class ExportView(PermissionCheckedMixin, RecentlyAuthenticatedMixin, View):
    """Base of the exports. The user needs the permission to export."""

    permission_required = EXPORT

    def user_has_permission(self, permission):
        return self.request.user.has_perm(permission)

    @staticmethod
    def _as_download(response, extension):
        response["Content-Disposition"] = f'attachment; filename="medical-reviews.{extension}"'
        response["Cache-Control"] = "private, no-store"
        return response


class CsvExportView(ExportView):
    """All decisions without the content, for spreadsheets."""

    def get(self, request, *args, **kwargs):
        record(EXPORTED, user=request.user, details={"format": "csv"})
        writer = csv.writer(_Echo())
        rows = SignOff.objects.order_by("pk").values_list(*COLUMNS).iterator()
        lines = (
            writer.writerow(["" if value is None else escape_formula(str(value)) for value in row])
            for row in (COLUMNS, *rows)
        )
        return self._as_download(StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8"), "csv")


class JsonExportView(ExportView):
    """All decisions with the content that was signed."""

    def get(self, request, *args, **kwargs):
        record(EXPORTED, user=request.user, details={"format": "json"})
        rows = SignOff.objects.order_by("pk").values(*COLUMNS, "content")
        return self._as_download(JsonResponse({"items": list(rows)}, json_dumps_params={"indent": 1}), "json")


def links():
    """Return label and URL of each export."""
    return [
        {"label": _("Export as CSV"), "url": reverse("cms_review:export_csv")},
        {"label": _("Export as JSON, with the signed content"), "url": reverse("cms_review:export_json")},
    ]
