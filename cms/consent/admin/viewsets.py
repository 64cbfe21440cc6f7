"""The admin viewset of consents."""

import django_filters
from django.forms import FileInput
from django.urls import path
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.consent.admin.chooser import ConsentChooserViewSet
from cms.consent.admin.columns import CHANNELS, COVERS
from cms.consent.admin.views import (
    ConsentCreateView,
    ConsentEditView,
    ConsentHistoryView,
    ConsentIndexView,
    ConsentUsageView,
    ReceiptJson,
    ReceiptView,
    SignedFormView,
    WithdrawView,
)
from cms.consent.models import Consent, State


class ConsentFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("State"), choices=State.choices, method="filter_state")

    def filter_state(self, queryset, name, value):
        return queryset.in_state(value)

    class Meta:
        model = Consent
        fields = []


class ConsentViewSet(SnippetViewSet):
    model = Consent
    icon = "clipboard-list"
    menu_label = _("Consents")
    menu_order = 240
    add_to_admin_menu = True
    copy_view_enabled = False  # each consent is signed by a patient
    list_display = [
        "code",
        StatusTagColumn("state", label=_("State"), accessor=lambda consent: consent.get_state().label, primary=True),
        COVERS,
        CHANNELS,
        Column(
            "signed_on",
            label=_("Signed on"),
            accessor=lambda consent: date_format(consent.signed_on),
            sort_key="signed_on",
        ),
        Column(
            "expires_on",
            label=_("Expires on"),
            accessor=lambda consent: date_format(consent.expires_on) if consent.expires_on else gettext("Never"),
            sort_key="expires_on",
        ),
    ]
    # Full text search takes a code such as “A-2026-7” apart, and does not find it on PostgreSQL.
    search_backend_name = None
    search_fields = ["code"]
    filterset_class = ConsentFilterSet
    chooser_viewset_class = ConsentChooserViewSet
    index_view_class = ConsentIndexView
    history_view_class = ConsentHistoryView
    usage_view_class = ConsentUsageView
    add_view_class = ConsentCreateView
    edit_view_class = ConsentEditView
    panels = [
        FieldPanel("code"),
        MultiFieldPanel(
            [FieldPanel(f"covers_{name}") for name in ("photographs", "face", "story", "name")],
            heading=_("What it covers"),
        ),
        MultiFieldPanel([FieldPanel("on_website"), FieldPanel("on_apps")], heading=_("Where it is valid")),
        FieldRowPanel([FieldPanel("signed_on"), FieldPanel("expires_on")], heading=_("Dates")),
        FieldPanel("signed_form", widget=FileInput),
        FieldPanel("notes"),
    ]

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("withdraw/<int:pk>/", WithdrawView.as_view(), name="withdraw"),
            path("receipt/<int:pk>/", ReceiptView.as_view(), name="receipt"),
            path("receipt/<int:pk>.json", ReceiptJson.as_view(), name="receipt_json"),
            path("form/<int:pk>/", SignedFormView.as_view(), name="signed_form"),
        ]
