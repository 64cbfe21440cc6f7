"""Forms that visitors send, the same whether they come from the page or by the API.

A page type is a form when it is made of `FormPageMixin`. That is all that the API asks for.
"""

import hashlib
import math
import time
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.core import signing
from django.template.response import TemplateResponse
from wagtail.contrib.forms.forms import BaseForm, FormBuilder, WagtailAdminFormPageForm
from wagtail.contrib.forms.models import FormMixin

from cms.context.channels import Channel
from cms.context.request import use_context
from cms.forms.rate_limit import client_network, seconds_to_wait
from cms.publishing.rules import PublishingPageForm

MIN_FILL_SECONDS = 3
"""A person needs longer than this to fill in the form; a robot does not."""
SALT = "cms.form"

# The form's own fields. A field that staff make is named in snake_case, so a hyphen keeps these apart from it.
ACCEPT = "accept-risk"
HONEYPOT = "your-website"
OPENED = "opened-at"


def rendered_now(wording):
    """Return the present moment and a mark of the wording shown, signed, for the form to bring back."""
    return signing.dumps([int(time.time()), _mark(wording)], salt=SALT)


def _mark(wording):
    return hashlib.sha256(wording.encode()).hexdigest()[:16]


class ProtectedForm(BaseForm):
    """Adds to the fields that staff chose the box that must be ticked, and two traps for robots.

    `accept_label` is the wording of the box.
    """

    def __init__(self, *args, accept_label, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = f"Fill in “{field.label}”."
        self.fields[ACCEPT] = forms.BooleanField(
            label=accept_label,
            error_messages={"required": "Tick this box if you accept it. Without it we cannot take your message."},
        )
        self.fields[HONEYPOT] = forms.CharField(
            label="Leave this field empty",
            required=False,
            widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
        )
        self.fields[OPENED] = forms.CharField(
            required=False, widget=forms.HiddenInput, initial=lambda: rendered_now(accept_label)
        )
        self.renewed = {}
        """What the sender has to send or show anew: the mark of the form's opening, and the wording of the box."""

    @property
    def questions(self):
        """The fields that staff chose, for the template."""
        return [field for field in self if field.name not in (ACCEPT, HONEYPOT, OPENED)]

    @property
    def accept(self):
        return self[ACCEPT]

    @property
    def trap(self):
        return self[HONEYPOT]

    @property
    def opened(self):
        return self[OPENED]

    def is_spam(self):
        """Whether the field was filled that no person sees."""
        return bool(self.data.get(HONEYPOT))

    def clean(self):
        cleaned = super().clean()
        try:
            opened, mark = signing.loads(self.data.get(OPENED, ""), salt=SALT)
        except signing.BadSignature:
            opened, mark = None, None
        wording = self.fields[ACCEPT].label
        if mark != _mark(wording):
            self._start_anew(wording)
        if mark not in (None, _mark(wording)):
            self.add_error(ACCEPT, "The wording of this box has changed. Please read it and send again.")
        elif not self.errors and (opened is None or time.time() - opened < MIN_FILL_SECONDS):
            # A robot gives up; a person with a fast keyboard presses the button again and has lost nothing.
            raise forms.ValidationError("That was quicker than most people type. Please press the button again.")
        return cleaned

    def _start_anew(self, wording):
        self.renewed = {OPENED: rendered_now(wording), ACCEPT: wording}
        self.data = self.data.copy()
        self.data[OPENED] = self.renewed[OPENED]

    def answers(self):
        """What the sender wrote, without the form's own fields."""
        return {field.name: self.cleaned_data.get(field.name) for field in self.questions}

    def as_typed(self):
        """Return what was sent as initial values: a form made of them shows it without having judged it."""
        return {
            name: field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            for name, field in self.fields.items()
        }


class ProtectedFormBuilder(FormBuilder):
    """Builds a `ProtectedForm` of the fields that staff chose."""

    def create_dropdown_field(self, field, options):
        """Begin with nothing chosen, so that nobody sends a choice that they did not make."""
        dropdown = super().create_dropdown_field(field, options)
        dropdown.choices = [("", "Please choose"), *dropdown.choices]
        return dropdown

    def get_form_class(self):
        return type("GuardedPageForm", (ProtectedForm,), self.formfields)


class FormPageForm(PublishingPageForm, WagtailAdminFormPageForm):
    """The editor's form of a form page."""


@dataclass(frozen=True)
class Submission:
    """What became of a form that was sent."""

    form: ProtectedForm
    accepted: bool = False
    """Whether the sender is thanked. A robot is, too: told nothing, it learns nothing."""
    stored: object = None
    """The row that was made, where one was."""
    wait: int = 0
    """For how many seconds the sender has to wait before sending again."""

    @property
    def refusal(self):
        """Why nothing was taken, where that is not about a field."""
        if not self.wait:
            return ""
        minutes = math.ceil(self.wait / 60)
        when = "a minute" if minutes == 1 else f"{minutes} minutes"
        return (
            "Too many messages have come from your connection, so this one was not taken. "
            f"Please send it again in {when}."
        )


class FormPageMixin(FormMixin):
    """Makes a page type a form: put it before `ContentPage`.

    The page type has these fields, and an `InlinePanel` over its `form_fields`, as Wagtail's form builder documents:
    https://docs.wagtail.org/en/stable/reference/contrib/forms/index.html
    What it does with a valid form, it says in `process_form_submission`, which returns what was stored.
    """

    accept_label: str
    """The wording of the box that must be ticked."""
    submit_label: str
    """What stands on the button."""
    thank_you: str
    """A rich text that a sender reads once the form has arrived."""

    base_form_class = FormPageForm
    form_builder = ProtectedFormBuilder

    def get_submissions_list_view_class(self):
        from cms.forms.views import FormSubmissionsView

        return FormSubmissionsView

    def get_form_parameters(self):
        return {"accept_label": self.accept_label}

    def submit(self, request, data, files=None):
        """Take the form as `data` (a QueryDict) fills it, and return a `Submission`.

        The page and the API both call this, so whatever is held against a form is held against it in both.
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
        with use_context(Channel.WEBSITE, request=request):  # nothing more is written
            return self._answer(request, submission).render()

    def _answer(self, request, submission):
        if submission.accepted:
            return self.render_landing_page(request, submission.stored)
        form, status, headers = submission.form, 422, {}
        if submission.wait:
            form = self.get_form(initial=form.as_typed(), page=self, user=request.user)
            status, headers = 429, {"Retry-After": str(submission.wait)}
        context = self.get_context(request) | {"form": form, "refusal": submission.refusal}
        return TemplateResponse(request, self.get_template(request), context, status=status, headers=headers)
