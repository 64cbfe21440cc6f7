"""How staff look after consents."""

import django_filters
from django.forms import FileInput
from django.urls import path
from django.utils.formats import date_format
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.consent.admin.views import (
    ConsentCreateView,
    ConsentEditView,
    ReceiptJson,
    ReceiptView,
    SignedFormView,
    WithdrawView,
)
from cms.consent.models import Consent, State


class ConsentFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label="State", choices=State.choices, method="filter_state")

    def filter_state(self, queryset, name, value):
        return queryset.in_state(value)

    class Meta:
        model = Consent
        fields = []


class ConsentViewSet(SnippetViewSet):
    model = Consent
    icon = "clipboard-list"
    menu_label = "Consents"
    menu_order = 240
    add_to_admin_menu = True
    copy_view_enabled = False  # what a patient has signed is no template
    list_display = [
        "code",
        StatusTagColumn("state", label="State", accessor=lambda consent: consent.get_state().label, primary=True),
        Column("coverage", label="Covers", accessor=lambda consent: ", ".join(consent.coverage)),
        Column("channels", label="Where", accessor=lambda consent: ", ".join(one.label for one in consent.channels)),
        Column("signed_on", label="Signed on", accessor=lambda one: date_format(one.signed_on), sort_key="signed_on"),
        Column(
            "expires_on",
            label="Expires on",
            accessor=lambda one: date_format(one.expires_on) if one.expires_on else "Never",
            sort_key="expires_on",
        ),
    ]
    filterset_class = ConsentFilterSet
    add_view_class = ConsentCreateView
    edit_view_class = ConsentEditView
    panels = [
        FieldPanel("code"),
        MultiFieldPanel(
            [FieldPanel(f"covers_{name}") for name in ("photographs", "face", "story", "name")],
            heading="What it covers",
        ),
        MultiFieldPanel([FieldPanel("on_website"), FieldPanel("on_apps")], heading="Where it holds"),
        FieldRowPanel([FieldPanel("signed_on"), FieldPanel("expires_on")], heading="When"),
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
