"""Admin views to record and withdraw consents, and to read receipts and signed forms."""

import os
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from django.views.generic.edit import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import log
from wagtail.snippets.views.snippets import CreateView, EditView, HistoryView, IndexView, UsageView

from cms.accounts.reauthentication import RecentlyAuthenticatedMixin
from cms.audit_trail.models import READ
from cms.audit_trail.recording import record
from cms.consent.models import Consent, Withdrawal
from cms.consent.not_installed import dependents_as_text, entry_as_text
from cms.consent.withdrawal import dependents_of, withdraw

VIEWED = "cms_consent.view"
"""The action of the audit trail that says who saw a consent."""
URL_NAMESPACE = "wagtailsnippets_cms_consent_consent"


def url_of(name, consent):
    return reverse(f"{URL_NAMESPACE}:{name}", args=[consent.pk])


class RecordsViewMixin(View):
    """Record in the audit trail who sees the consent, before it is shown. Put it before the other bases.

    The list and the chooser record nothing.
    """

    def get(self, request, *args, **kwargs):
        record(VIEWED, self.get_consent(), user=request.user)
        return super().get(request, *args, **kwargs)

    def get_consent(self):
        return self.object


class ConsentIndexView(IndexView):
    any_permission_required = ["view"]


class ConsentHistoryView(RecordsViewMixin, HistoryView):
    any_permission_required = ["view"]


class ConsentCreateView(CreateView):
    """Create a consent, and store the current user as `recorded_by`."""

    def save_instance(self):
        self.form.instance.recorded_by = self.request.user
        return super().save_instance()


class ConsentUsageView(RecordsViewMixin, UsageView):
    pass


class ConsentEditView(RecordsViewMixin, EditView):
    """Edit a consent. Withdrawn consents cannot be edited: the view redirects to the receipt."""

    def dispatch(self, request, *args, **kwargs):
        if self.object.withdrawn_at:
            return redirect(url_of("receipt", self.object))
        return super().dispatch(request, *args, **kwargs)

    @property
    def header_buttons(self):
        buttons = list(super().header_buttons)
        if self.object.signed_form and self.request.user.has_perm("cms_consent.read_signed_form"):
            buttons.append(HeaderButton(_("Signed form"), url_of("signed_form", self.object), icon_name="doc-full"))
        if self.request.user.has_perm("cms_consent.withdraw_consent"):
            buttons.append(HeaderButton(_("Withdraw…"), url_of("withdraw", self.object), icon_name="cross"))
        if self.request.user.has_perm(READ):
            query = urlencode({"object_type": Consent._meta.label_lower, "object_id": self.object.pk})
            url = f"{reverse('cms_audit_trail')}?{query}"
            buttons.append(HeaderButton(_("Audit trail"), url, icon_name="history"))
        return buttons


class ConsentMixin:
    """Mixin for views of one consent. The user needs one of `permissions`."""

    permissions = ()

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if not any(request.user.has_perm(permission) for permission in self.permissions):
            raise PermissionDenied
        self.consent = get_object_or_404(Consent, pk=kwargs["pk"])

    def get_consent(self):
        return self.consent

    def get_breadcrumbs_items(self):
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse(f"{URL_NAMESPACE}:list"), "label": _("Consents")},
            {"url": "", "label": self.page_title, "sublabel": str(self.consent)},
        ]


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        initial=gettext_lazy("The patient withdrew."),
        help_text=gettext_lazy("Stored on the receipt. Never the name of a patient."),
    )


class WithdrawView(ConsentMixin, RecentlyAuthenticatedMixin, RecordsViewMixin, WagtailAdminTemplateMixin, FormView):
    """List the content that will be unpublished, and withdraw the consent on POST. It cannot be undone."""

    permissions = ("cms_consent.withdraw_consent",)
    page_title = gettext_lazy("Withdraw")
    header_icon = "clipboard-list"
    _show_breadcrumbs = True
    form_class = WithdrawForm
    template_name = "cms_consent/admin/withdraw.html"

    def get_context_data(self, **kwargs):
        dependents = [(dependent._meta.verbose_name, dependent) for dependent in dependents_of(self.consent)]
        return super().get_context_data(
            consent=self.consent,
            dependents=dependents,
            not_installed=dependents_as_text(self.consent),
            **kwargs,
        )

    def form_valid(self, form):
        receipt = withdraw(self.consent, reason=form.cleaned_data["reason"], user=self.request.user)
        if receipt.completed_at:
            messages.success(self.request, _("Consent {code} is withdrawn.").format(code=self.consent.code))
        else:
            messages.error(self.request, _("The content is hidden, but the withdrawal is not finished: see below."))
        return redirect(url_of("receipt", self.consent))


class ReceiptMixin(ConsentMixin):
    permissions = ("cms_consent.view_consent", "cms_consent.withdraw_consent")

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.receipt = get_object_or_404(Withdrawal.objects.select_related("by", "consent"), consent=self.consent)


class ReceiptView(ReceiptMixin, RecordsViewMixin, WagtailAdminTemplateMixin, TemplateView):
    """Show the receipt of a withdrawal."""

    page_title = gettext_lazy("Receipt")
    header_icon = "clipboard-list"
    _show_breadcrumbs = True
    template_name = "cms_consent/admin/receipt.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            consent=self.consent,
            receipt=self.receipt,
            not_installed=[entry_as_text(entry) for entry in self.receipt.not_installed],
            json_url=url_of("receipt_json", self.consent),
            withdraw_url=url_of("withdraw", self.consent),
            **kwargs,
        )


class ReceiptJson(ReceiptMixin, View):
    """Return the receipt of a withdrawal as JSON."""

    def get(self, request, *args, **kwargs):
        record(VIEWED, self.consent, user=request.user)
        return JsonResponse(self.receipt.as_json(), json_dumps_params={"indent": 2})


class SignedFormView(ConsentMixin, View):
    """Send the form that the patient signed, and log the access."""

    permissions = ("cms_consent.read_signed_form",)

    def get(self, request, *args, **kwargs):
        if not self.consent.signed_form:
            raise Http404
        if not self.consent.form_is_unchanged:
            messages.error(
                request,
                _("The form is missing, or is not the uploaded file. Ask the administrators to investigate."),
            )
            return redirect(url_of("edit", self.consent))
        log(self.consent, "cms_consent.read_signed_form", user=request.user)
        suffix = os.path.splitext(self.consent.signed_form.name)[1]
        response = FileResponse(
            self.consent.signed_form.open("rb"), as_attachment=True, filename=f"{self.consent.code}{suffix}"
        )
        response["Cache-Control"] = "private, no-store"
        return response
