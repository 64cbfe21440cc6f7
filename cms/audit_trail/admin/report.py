"""The report *Reports → Audit trail*."""

from collections import defaultdict
from itertools import islice

import django_filters
from django.apps import apps
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.log_actions import registry

from cms.audit_trail.chain import canonical_json
from cms.audit_trail.exports import RecordedExportMixin
from cms.audit_trail.models import READ, Entry

EXPORTED = "cms_audit_trail.export"
BATCH = 1000


def action_label(action):
    """Return the label of `action`, or its name if its package is not installed any more."""
    return str(registry.get_action_label(action)) if registry.action_exists(action) else action


def type_label(label):
    """Return the verbose name of the model `label`, or `label` itself if it is not installed."""
    try:
        return capfirst(apps.get_model(label)._meta.verbose_name) if label else ""
    except LookupError:
        return label


def _values(name):
    return sorted(Entry.objects.order_by().values_list(name, flat=True).distinct())


class AuditTrailFilterSet(WagtailFilterSet):
    username = django_filters.ChoiceFilter(
        label=_("User"), choices=lambda: [(name, name) for name in _values("username") if name]
    )
    action = django_filters.MultipleChoiceFilter(
        label=_("Action"), choices=lambda: _by_label(_values("action"), action_label)
    )
    object_type = django_filters.ChoiceFilter(
        label=_("Type"), choices=lambda: _by_label(filter(None, _values("object_type")), type_label)
    )
    object_id = django_filters.CharFilter(label=_("Id of the object"))
    label = django_filters.CharFilter(label=_("Name of the object"), lookup_expr="icontains")
    at = django_filters.DateFromToRangeFilter(label=_("Time"), widget=DateRangePickerWidget)

    class Meta:
        model = Entry
        fields = []


def _by_label(values, label):
    return sorted(((value, label(value)) for value in values), key=lambda choice: choice[1])


def name_objects(entries):
    """Set `name` on each of `entries`: the name of its object. It runs one query for each type of unnamed objects.

    Consents and patient content are named as they are now, and as the reader may see them.
    """
    ids = defaultdict(set)
    for entry in entries:
        if entry.object_id and not entry.label:
            ids[entry.object_type].add(entry.object_id)
    names = {label: _names_of(label, pks) for label, pks in ids.items()}
    for entry in entries:
        entry.name = entry.label or names.get(entry.object_type, {}).get(entry.object_id, "")
    return entries


def _names_of(label, pks):
    """Return the names of objects by their ids as text, without those that are deleted or not to be named."""
    try:
        model = apps.get_model(label)
    except LookupError:
        return {}
    if getattr(model, "named_in_audit_trail", None) is not False:
        return {}
    return {str(found.pk): str(found) for found in model._default_manager.filter(pk__in=pks)}


class NamedEntries:
    """All entries of a queryset, with their names, in batches: an export may have millions."""

    model = Entry

    def __init__(self, queryset):
        self._queryset = queryset

    def __len__(self):
        return self._queryset.count()

    def __iter__(self):
        entries = self._queryset.iterator(chunk_size=BATCH)
        while batch := list(islice(entries, BATCH)):
            yield from name_objects(batch)


def object_text(entry):
    """Return type, id and name of the object as a text, such as “Consent 7: PH-2026-014 (in force)”."""
    kind = f"{type_label(entry.object_type)} {entry.object_id}".strip()
    return f"{kind}: {entry.name}" if entry.name else kind


def details_text(details):
    """Return the details of an entry as a text."""
    return "; ".join(f"{key}: {_as_text(value)}" for key, value in details.items())


def _as_text(value):
    if isinstance(value, list):
        return ", ".join(map(_as_text, value))
    if isinstance(value, dict):
        return ", ".join(f"{key} {_as_text(part)}" for key, part in value.items())
    return str(value)


class AuditTrailView(RecordedExportMixin, ReportView):
    """List, filter and export the entries, the newest first."""

    model = Entry
    page_title = _("Audit trail")
    header_icon = "history"
    permission_required = READ
    index_url_name = "cms_audit_trail"
    index_results_url_name = "cms_audit_trail_results"
    results_template_name = "cms_audit_trail/admin/report_results.html"
    filterset_class = AuditTrailFilterSet
    default_ordering = ["-pk"]
    columns = [
        Column("at", label=_("Time"), accessor=lambda entry: date_format(localtime(entry.at), "Y-m-d H:i:s")),
        Column("username", label=_("User"), accessor=lambda entry: entry.username or "–"),
        Column("action", label=_("Action"), accessor=lambda entry: action_label(entry.action)),
        Column("name", label=_("Object"), accessor=object_text),
        Column("details", label=_("Details"), accessor=lambda entry: details_text(entry.details)),
        Column("address", label=_("Network")),
        Column("sequence", label=_("Number")),
    ]
    export_action = EXPORTED
    export_filename = "audit-trail"
    list_export = [
        "sequence",
        "at",
        "username",
        "user_id",
        "action",
        "object_type",
        "object_id",
        "label",
        "details",
        "address",
        "hash",
        "name",
    ]
    export_headings = {"name": _("Name today")}
    custom_field_preprocess = {"details": dict.fromkeys(ReportView.FORMATS, canonical_json)}

    def user_has_permission(self, permission):
        return self.request.user.has_perm(permission)

    def decorate_paginated_queryset(self, object_list):
        return NamedEntries(object_list) if self.is_export else name_objects(list(object_list))
