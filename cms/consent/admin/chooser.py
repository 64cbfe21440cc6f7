"""The chooser of consents. It offers those that fit, and records new ones."""

from django import forms
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.admin.ui.tables import Column
from wagtail.log_actions import log
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
    SnippetCreateView,
)

from cms.consent.admin.columns import CHANNELS, COVERS
from cms.consent.models import Consent, ConsentRequired
from cms.consent.privacy import VIEW_CONSENT
from cms.context.channels import ANY_CHANNEL


class ConsentForm(forms.ModelForm):
    """Record a consent within the chooser."""

    class Meta:
        model = Consent
        fields = (
            "code",
            "covers_photographs",
            "covers_face",
            "covers_story",
            "covers_name",
            "on_website",
            "on_apps",
            "signed_on",
            "expires_on",
            "signed_form",
            "notes",
        )
        day = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        widgets = {
            "signed_on": day,
            "expires_on": day,
            "signed_form": forms.FileInput,
            "notes": forms.Textarea(attrs={"rows": 2}),
        }


class CodeSearchForm(SearchFilterMixin, BaseFilterForm):
    """Search for a part of the code. Full text search takes a code apart, and does not find it on PostgreSQL."""

    def filter(self, consents):
        query = self.cleaned_data.get("q")
        if not query:
            return consents
        self.is_searching, self.search_query = True, query
        return consents.filter(code__icontains=query)


class ConsentsAreVisibleMixin:
    """Restrict a view to users who may see consents."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(VIEW_CONSENT):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_display_title(self, instance):
        return instance.label


class FittingConsentsMixin(ConsentsAreVisibleMixin):
    """List the consents that are active now, and cover what the model in the parameter `for` requires.

    A consent cannot be recorded before it is signed, so none begins later.
    """

    filter_form_class = CodeSearchForm

    @property
    def columns(self):
        title, *others = super().columns
        title.width = "30%"  # codes stay readable on a phone
        return [title, *others, COVERS, CHANNELS, Column("expiry", label=_("Valid"))]

    def get_object_list(self):
        try:
            model = apps.get_model(self.request.GET.get("for", ""))
        except (LookupError, ValueError) as error:
            raise Http404 from error
        if not issubclass(model, ConsentRequired):
            raise Http404
        return Consent.objects.active(ANY_CHANNEL).covering(model.required_coverage)


class ChooseConsentView(FittingConsentsMixin, ChooseView):
    pass


class ChooseConsentResultsView(FittingConsentsMixin, ChooseResultsView):
    pass


class ConsentChosenView(ConsentsAreVisibleMixin, SnippetChosenView):
    pass


class ConsentChosenMultipleView(ConsentsAreVisibleMixin, SnippetChosenMultipleView):
    pass


class RecordConsentView(ConsentsAreVisibleMixin, SnippetCreateView):
    @transaction.atomic
    def save_form(self, form):
        form.instance.recorded_by = self.request.user
        consent = form.save()
        log(consent, "wagtail.create", user=self.request.user)
        return consent


class ConsentChooserViewSet(SnippetChooserViewSet):
    choose_view_class = ChooseConsentView
    choose_results_view_class = ChooseConsentResultsView
    chosen_view_class = ConsentChosenView
    chosen_multiple_view_class = ConsentChosenMultipleView
    create_view_class = RecordConsentView
    creation_form_class = ConsentForm
    creation_tab_label = _("Record a consent")
    create_action_label = _("Record and choose")
    search_tab_label = _("Consents that fit")
    preserve_url_parameters = [*SnippetChooserViewSet.preserve_url_parameters, "for"]
