"""Admin views: the list of medical reviews, and the screen on which a reviewer reads and decides."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.generic import TemplateView, View
from django.views.generic.edit import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import Page

from cms.accounts.reauthentication import recently_authenticated
from cms.review import due, exports, signing
from cms.review.changes import compare, last_decision, last_sign_off, readable
from cms.review.content import clinical_content, hash_of
from cms.review.models import EXPORT, SIGN, Decision, SignOff, is_reviewed
from cms.review.validity import valid_review

MOST_PAGES = 100
"""Number of pages in each part of the list."""


class ReviewsView(WagtailAdminTemplateMixin, TemplateView):
    """The list *Medical reviews*."""

    template_name = "cms_review/admin/list.html"
    page_title = gettext_lazy("Medical reviews")
    header_icon = "clipboard-list"
    _show_breadcrumbs = True

    def dispatch(self, request, *args, **kwargs):
        if not may_see(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [{"url": reverse("wagtailadmin_home"), "label": _("Home")}, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        user = self.request.user
        submitted = due.submitted_pages().order_by("latest_revision_created_at", "pk")
        unsigned = due.unsigned_pages().exclude(pk__in=submitted.values("pk")).order_by("path")
        sections = [
            _section(_("Submitted for review"), _("No page waits for a review."), submitted),
            _section(_("Signed, but changed since"), _("All signed pages show what was signed."), due.voided_pages()),
            _section(_("Overdue"), _("No review is overdue."), due.overdue_pages()),
            _section(_("Due within 30 days"), _("No review is due within 30 days."), due.pages_due_soon()),
            _section(_("Versions that nobody has signed"), _("Everything else has been reviewed."), unsigned),
        ]
        return super().get_context_data(
            sections=sections,
            may_sign=user.has_perm(SIGN),
            exports=exports.links() if user.has_perm(EXPORT) else (),
            **kwargs,
        )


def may_see(user):
    """Return whether `user` may see the list of medical reviews."""
    return user.has_perm(SIGN) or user.has_perm(EXPORT)


def _section(heading, empty, pages):
    number = len(pages) if isinstance(pages, list) else pages.count()
    return {"heading": heading, "empty": empty, "number": number, "pages": list(pages[:MOST_PAGES])}


class ReviewForm(forms.Form):
    """The decision. It carries what the reviewer has read."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Decision"), choices=Decision.choices, initial=Decision.KEEP, widget=forms.RadioSelect
    )
    signed_on = forms.DateField(
        label=gettext_lazy("Read on"), help_text=gettext_lazy("Visitors see this day."), widget=AdminDateInput
    )
    next_review_due = forms.DateField(
        label=gettext_lazy("Next review due"),
        required=False,
        help_text=gettext_lazy("From the next day on, the page no longer shows the review."),
        widget=AdminDateInput,
    )
    comment = forms.CharField(
        label=gettext_lazy("Comment for the editors"),
        required=False,
        help_text=gettext_lazy("Needed if the page has to change. Never shown to visitors."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    read_hash = forms.CharField(widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class PageMixin:
    """Mixin for views of one page for reviewers."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if not request.user.has_perm(SIGN):
            raise PermissionDenied
        self.page = get_object_or_404(Page, pk=kwargs["page_id"])
        if not is_reviewed(self.page) or self.page.alias_of_id:
            raise Http404
        self.version = signing.content_to_review(self.page)


@method_decorator(recently_authenticated, name="post")
class ReviewView(PageMixin, WagtailAdminTemplateMixin, FormView):
    """Show what has changed and the whole content, and record the decision."""

    template_name = "cms_review/admin/review.html"
    form_class = ReviewForm
    page_title = gettext_lazy("Medical review")
    header_icon = "clipboard-list"
    _show_breadcrumbs = True

    @cached_property
    def content(self):
        """Return the clinical content of the version."""
        return clinical_content(self.version)

    def get_page_subtitle(self):
        return self.version.title

    def get_breadcrumbs_items(self):
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("cms_review:list"), "label": _("Medical reviews")},
            {"url": "", "label": self.page_title, "sublabel": self.version.title},
        ]

    def get_initial(self):
        today = timezone.localdate()
        last = last_decision(self.page)
        return {
            "signed_on": today,
            "next_review_due": today + signing.USUAL_INTERVAL,
            "read_hash": hash_of(self.content),
            "seen": last and last.pk,
        }

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        if not self.page.live:
            form.fields["decision"].choices = [
                choice for choice in Decision.choices if choice[0] != Decision.WITHDRAW
            ]
        return form

    def get_context_data(self, **kwargs):
        last = last_sign_off(self.page)
        try:
            profile, problem = signing.profile_of(self.request.user), ""
        except signing.SigningRefusedError as refusal:
            profile, problem = None, " ".join(refusal.messages)
        return super().get_context_data(
            page=self.page,
            version=self.version,
            profile=profile,
            problem=problem,
            last=last,
            review=valid_review(self.version, self.content),
            changes=compare(self.page, last.content, self.content) if last else [],
            fields=readable(self.page, self.content),
            history=SignOff.objects.filter(page=self.page.pk)[:MOST_PAGES],
            state=signing.task_state_of(self.page),
            compare_url=self._compare_url(last),
            **kwargs,
        )

    def _compare_url(self, last):
        """Return the URL of Wagtail's comparison of two revisions, for users who may see it."""
        tester = self.page.permissions_for_user(self.request.user)
        revisions = self.page.revisions
        if not last or not (tester.can_edit() or tester.can_publish()):
            return None
        if not self.page.latest_revision_id or not revisions.filter(pk=last.revision_id).exists():
            return None
        if last.revision_id == self.page.latest_revision_id:
            return None
        arguments = [self.page.pk, last.revision_id, self.page.latest_revision_id]
        return reverse("wagtailadmin_pages:revisions_compare", args=arguments)

    def form_valid(self, form):
        try:
            sign_off = signing.decide(self.page, self.request.user, **form.cleaned_data)
        except signing.SigningRefusedError as refusal:
            messages.error(self.request, " ".join(refusal.messages))
            return redirect("cms_review:review", self.page.pk)
        messages.success(self.request, _said(sign_off, Page.objects.get(pk=self.page.pk)))
        if "and_next" in self.request.POST and (following := _following(self.page)):
            return redirect("cms_review:review", following.pk)
        return redirect("cms_review:list")


def _said(sign_off, page):
    if sign_off.decision == Decision.WITHDRAW:
        return _("“{page}” is not published any more.").format(page=page.title)
    if sign_off.decision == Decision.REVISE:
        return _("“{page}” is returned to its editors.").format(page=page.title)
    if page.live and not page.has_unpublished_changes:
        return _("“{page}” is signed and published.").format(page=page.title)
    return _("“{page}” is signed. It can be published now.").format(page=page.title)


def _following(page):
    """Return the next page to sign, in the order of the list."""
    for find in (due.submitted_pages, due.voided_pages, due.overdue_pages, due.unsigned_pages):
        for following in find()[:2]:
            if following.pk != page.pk:
                return following
    return None


@method_decorator(xframe_options_sameorigin, name="dispatch")
class PreviewView(PageMixin, View):
    """The version that is to be reviewed, as visitors will see it."""

    def get(self, request, *args, **kwargs):
        return self.version.make_preview_request(request, self.version.default_preview_mode)
