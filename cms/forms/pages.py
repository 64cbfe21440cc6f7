"""Forms for visitors, submitted on the page or by the API.

A page type that extends `FormPageMixin` is a form page, and the API serves it as a form.
"""

import hashlib
import math
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.contrib.forms.forms import BaseForm, FormBuilder, WagtailAdminFormPageForm
from wagtail.contrib.forms.models import FormMixin

from cms.context.channels import Channel
from cms.context.clients import client_network
from cms.context.request import use_context
from cms.forms.fields import set_meaning
from cms.forms.rate_limit import seconds_to_wait
from cms.publishing.rules import PublishingPageForm

# Fields of every form. Wagtail names the fields of staff in snake_case, so names with a hyphen cannot clash.
ACCEPT = "accept-risk"
HONEYPOT = "your-website"
WORDING = "accepted-wording"


def digest_of(wording):
    """Return a digest of `wording`, the label of the acceptance box. It tells which wording a sender has read."""
    return hashlib.sha256(wording.encode()).hexdigest()[:16]


class ProtectedForm(BaseForm):
    """Form with a required acceptance box and a honeypot against bots, beside the fields that staff chose.

    Every visitor gets the same form, so caches may store its page.

    Args:
        accept_label: the label of the acceptance box.
    """

    def __init__(self, *args, accept_label, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = _("Fill in “%(label)s”.") % {"label": field.label}
        self.fields[ACCEPT] = forms.BooleanField(
            label=accept_label,
            error_messages={"required": _("Tick this box if you accept it. Without it we cannot take your message.")},
        )
        self.fields[HONEYPOT] = forms.CharField(
            label=_("Leave this field empty"),
            required=False,
            widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
        )
        self.fields[WORDING] = forms.CharField(
            required=False, widget=forms.HiddenInput, initial=digest_of(accept_label)
        )
        self.renewed = {}
        """New values for the client by field: the digest of the wording, and the wording of the acceptance box."""

    @property
    def questions(self):
        """Return the bound fields that staff added to the form."""
        return [field for field in self if field.name not in (ACCEPT, HONEYPOT, WORDING)]

    @property
    def accept(self):
        return self[ACCEPT]

    @property
    def honeypot(self):
        return self[HONEYPOT]

    @property
    def wording(self):
        return self[WORDING]

    def is_spam(self):
        """Return whether the honeypot field is filled in."""
        return bool(self.data.get(HONEYPOT))

    def clean(self):
        cleaned = super().clean()
        wording = self.fields[ACCEPT].label
        if self.data.get(WORDING) != digest_of(wording):
            self.renewed = {WORDING: digest_of(wording), ACCEPT: wording}
            self.data = self.data.copy()
            self.data[WORDING] = self.renewed[WORDING]
            self.add_error(ACCEPT, _("The wording of this box has changed. Please read it and send again."))
        return cleaned

    def answers(self):
        """Return the cleaned values, by name, of the fields that staff added to the form."""
        return {field.name: self.cleaned_data.get(field.name) for field in self.questions}

    def as_typed(self):
        """Return the submitted values as initial values, for an unbound form that shows them without validation."""
        return {
            name: field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            for name, field in self.fields.items()
        }


class ProtectedFormBuilder(FormBuilder):
    """Form builder whose forms are `ProtectedForm`s."""

    def create_dropdown_field(self, field, options):
        """Add an empty first choice, so that nobody submits a default by accident."""
        dropdown = super().create_dropdown_field(field, options)
        dropdown.choices = [("", _("Please choose")), *dropdown.choices]
        return dropdown

    @property
    def formfields(self):
        """Return the form fields by name, with the meanings that staff chose."""
        formfields = super().formfields
        for field, form_field in zip(self.fields, formfields.values(), strict=True):
            set_meaning(form_field, field)
        return formfields

    def get_form_class(self):
        return type("ProtectedPageForm", (ProtectedForm,), self.formfields)


class FormPageForm(PublishingPageForm, WagtailAdminFormPageForm):
    """Edit form of a form page in the admin."""


@dataclass(frozen=True)
class Submission:
    """Result of `FormPageMixin.submit`."""

    form: ProtectedForm
    accepted: bool = False
    """Whether to show the success page. Bots also get it, so that they cannot detect the honeypot."""
    stored: object = None
    """The stored object, or None."""
    wait: int = 0
    """Seconds until the sender may submit again. 0 if the rate limit was not exceeded."""

    @property
    def refusal(self):
        """Return the error message of the rate limit, or ""."""
        if not self.wait:
            return ""
        minutes = math.ceil(self.wait / 60)
        return ngettext(
            "Too many messages have come from your connection, so this one was not taken. "
            "Please send it again in a minute.",
            "Too many messages have come from your connection, so this one was not taken. "
            "Please send it again in %(minutes)d minutes.",
            minutes,
        ) % {"minutes": minutes}


class FormPageMixin(FormMixin):
    """Mixin for page types that are forms. Put it before `ContentPage`.

    The page type declares the fields annotated below and an `InlinePanel` for `form_fields`, as in Wagtail's form
    builder: https://docs.wagtail.org/en/stable/reference/contrib/forms/index.html
    It overrides `process_form_submission` to store a valid form, and returns the stored object from it.
    """

    accept_label: str
    """Label of the acceptance box, which is required."""
    submit_label: str
    """Label of the submit button."""
    thank_you: str
    """Rich text that is shown after a successful submission."""

    base_form_class = FormPageForm
    form_builder = ProtectedFormBuilder

    def get_submissions_list_view_class(self):
        from cms.forms.views import FormSubmissionsView

        return FormSubmissionsView

    def get_form_parameters(self):
        return {"accept_label": self.accept_label}

    def submit(self, request, data, files=None):
        """Validate and store the form with `data`, a QueryDict, and return a `Submission`.

        The page and the API both call this method, so the same checks apply to both.
        """
        form = self.get_form(data, files, page=self, user=request.user)
        if wait := seconds_to_wait("form", client_network(request), settings.FORM_SUBMISSION_RATES):
            return Submission(form, wait=wait)
        if form.is_spam():
            return Submission(form, accepted=True)
        if not form.is_valid():
            return Submission(form)
        return Submission(form, accepted=True, stored=self.process_form_submission(form))

    def serve(self, request, *args, **kwargs):
        if request.method != "POST":
            return super().serve(request, *args, **kwargs)
        submission = self.submit(request, request.POST, request.FILES)
        with use_context(Channel.WEBSITE, request=request):  # The writes are done, so results may be memoized.
            return self._submission_response(request, submission).render()

    def _submission_response(self, request, submission):
        if submission.accepted:
            return self.render_landing_page(request, submission.stored)
        form, status, headers = submission.form, 422, {}
        if submission.wait:
            form = self.get_form(initial=form.as_typed(), page=self, user=request.user)
            status, headers = 429, {"Retry-After": str(submission.wait)}
        context = self.get_context(request) | {"form": form, "refusal": submission.refusal}
        return TemplateResponse(request, self.get_template(request), context, status=status, headers=headers)
