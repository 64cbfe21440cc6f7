"""Admin views to create, edit and withdraw claims."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.edit import FormView
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import log
from wagtail.models import ReferenceIndex
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChosenView
from wagtail.snippets.views.snippets import CopyView

from cms.claims.models import NEVER_OVERWRITTEN, Claim
from cms.publishing.edit_views import CreateSnippetView, EditSnippetView

URL_NAMESPACE = "wagtailsnippets_cms_claims_claim"
WITHDRAWN = "cms_claims.withdraw"
"""The log action of a withdrawal."""


def url_of(name, claim):
    return reverse(f"{URL_NAMESPACE}:{name}", args=[claim.pk])


class ClaimCreateView(CreateSnippetView):
    """Create a claim, which the current user owns unless the form says otherwise."""

    def get_initial(self):
        return super().get_initial() | {"owner": self.request.user.pk}


class ClaimCopyView(CopyView):
    """Copy a claim. The copy of a withdrawn claim is not withdrawn."""

    def get_object(self, queryset=None):
        copied = super().get_object(queryset)
        for name in NEVER_OVERWRITTEN:
            setattr(copied, name, Claim._meta.get_field(name).get_default())
        return copied


class ClaimEditView(EditSnippetView):
    """Edit a claim. Withdrawn claims cannot be edited: the view redirects to what is recorded of them."""

    def dispatch(self, request, *args, **kwargs):
        if self.object.withdrawn_at:
            messages.warning(request, _("This claim was withdrawn. Copy it to make a new one."))
            return redirect(url_of("inspect", self.object))
        return super().dispatch(request, *args, **kwargs)

    @property
    def header_buttons(self):
        buttons = list(super().header_buttons)
        if self.request.user.has_perm("cms_claims.withdraw_claim"):
            buttons.append(HeaderButton(_("Withdraw…"), url_of("withdraw", self.object), icon_name="cross"))
        return buttons


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        help_text=gettext_lazy("Kept with the claim, for staff. Never the name of a patient."),
    )


class WithdrawView(WagtailAdminTemplateMixin, FormView):
    """List the content that shows the claim, and withdraw it on POST."""

    page_title = gettext_lazy("Withdraw")
    header_icon = "success"
    _show_breadcrumbs = True
    form_class = WithdrawForm
    template_name = "cms_claims/admin/withdraw.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if not request.user.has_perm("cms_claims.withdraw_claim"):
            raise PermissionDenied
        self.claim = get_object_or_404(Claim, pk=kwargs["pk"])

    def get_breadcrumbs_items(self):
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse(f"{URL_NAMESPACE}:list"), "label": _("Claims")},
            {"url": "", "label": self.page_title, "sublabel": str(self.claim)},
        ]

    def get_context_data(self, **kwargs):
        usage = ReferenceIndex.get_grouped_references_to(self.claim)
        return super().get_context_data(claim=self.claim, users=[user for user, _references in usage], **kwargs)

    def form_valid(self, form):
        try:
            self.claim.withdraw(reason=form.cleaned_data["reason"], user=self.request.user)
        except ValidationError as error:
            messages.error(self.request, " ".join(error.messages))
        else:
            log(self.claim, WITHDRAWN, user=self.request.user, data={"reason": form.cleaned_data["reason"]})
            messages.success(self.request, _("The claim is withdrawn. No page shows it any more."))
        return redirect(url_of("inspect", self.claim))


class ClaimsInForceMixin:
    """Offers the claims that pages may show now."""

    def get_object_list(self):
        return super().get_object_list().shown()

    @property
    def columns(self):
        expires_on = Column("expires_on", label=_("Expires on"), accessor=lambda claim: date_format(claim.expires_on))
        return [self.title_column, expires_on]


class ClaimChooseView(ClaimsInForceMixin, ChooseView):
    pass


class ClaimChooseResultsView(ClaimsInForceMixin, ChooseResultsView):
    pass


class ClaimChosenView(SnippetChosenView):
    """Tell the editor's scripts the whole text, which the inline claim shows."""

    def get_chosen_response_data(self, item):
        return super().get_chosen_response_data(item) | {"text": item.text}
