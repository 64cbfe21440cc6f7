"""The admin viewset of claims, and their chooser."""

import django_filters
from django.urls import path
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import Column, StatusTagColumn, UsageCountColumn
from wagtail.models import ReferenceIndex
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.claims.admin.views import (
    ClaimChooseResultsView,
    ClaimChooseView,
    ClaimChosenView,
    ClaimCopyView,
    ClaimCreateView,
    ClaimEditView,
    WithdrawView,
)
from cms.claims.models import Claim, State


class ClaimFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("State"), choices=State.choices, method="filter_state")

    def filter_state(self, queryset, name, value):
        return queryset.in_state(value)

    class Meta:
        model = Claim
        fields = []


class ClaimChooserViewSet(SnippetChooserViewSet):
    choose_view_class = ClaimChooseView
    choose_results_view_class = ClaimChooseResultsView
    chosen_view_class = ClaimChosenView


class ClaimViewSet(SnippetViewSet):
    model = Claim
    icon = "success"
    menu_label = _("Claims")
    menu_order = 235
    add_to_admin_menu = True
    chooser_viewset_class = ClaimChooserViewSet
    inspect_view_enabled = True
    inspect_view_fields = [
        *("text", "basis", "denominator", "counted", "as_of", "expires_on", "owner"),
        *("withdrawn_at", "withdrawn_by", "withdrawal_reason"),
    ]
    list_display = [
        "text",
        StatusTagColumn("state", label=_("State"), accessor=lambda claim: claim.get_state().label, primary=True),
        Column("as_of", label=_("As of"), accessor=lambda claim: date_format(claim.as_of), sort_key="as_of"),
        Column(
            "expires_on",
            label=_("Expires on"),
            accessor=lambda claim: date_format(claim.expires_on),
            sort_key="expires_on",
        ),
        Column("owner", label=_("Owner")),
        UsageCountColumn("usage_count", label=_("Usage")),
    ]
    filterset_class = ClaimFilterSet
    add_view_class = ClaimCreateView
    copy_view_class = ClaimCopyView
    edit_view_class = ClaimEditView
    panels = [
        FieldPanel("text"),
        FieldPanel("basis"),
        FieldRowPanel([FieldPanel("denominator"), FieldPanel("counted")], heading=_("Denominator")),
        FieldRowPanel([FieldPanel("as_of"), FieldPanel("expires_on")], heading=_("Dates")),
        FieldPanel("owner"),
    ]

    def get_queryset(self, request):
        usage_count = ReferenceIndex.usage_count_subquery(Claim)
        return Claim.objects.select_related("owner").annotate(usage_count=usage_count)

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("withdraw/<int:pk>/", WithdrawView.as_view(), name="withdraw")]
