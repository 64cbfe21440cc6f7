"""The contact form: the fields that staff chose, the box that must be ticked, and two traps for robots."""

import hashlib
import time

from django import forms
from django.core import signing
from wagtail.contrib.forms.forms import BaseForm, FormBuilder

LEAST_SECONDS = 3
"""A person needs longer than this to fill in the form; a robot does not."""
SALT = "home.contact_form"

# The form's own fields. A field that staff make is named in snake_case, so a hyphen keeps these apart from it.
ACCEPT = "accept-risk"
TRAP = "your-website"
OPENED = "opened-at"


def opened_now(wording):
    """Return the present moment and a mark of the wording shown, signed, for the form to bring back."""
    return signing.dumps([int(time.time()), _mark(wording)], salt=SALT)


def _mark(wording):
    return hashlib.sha256(wording.encode()).hexdigest()[:16]


class BaseContactForm(BaseForm):
    """Adds to the fields of the page what each contact form has."""

    def __init__(self, *args, accept_label, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = f"Fill in “{field.label}”."
        self.fields[ACCEPT] = forms.BooleanField(
            label=accept_label,
            error_messages={"required": "Tick this box if you accept it. Without it we cannot take your message."},
        )
        self.fields[TRAP] = forms.CharField(
            label="Leave this field empty",
            required=False,
            widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
        )
        self.fields[OPENED] = forms.CharField(
            required=False, widget=forms.HiddenInput, initial=lambda: opened_now(accept_label)
        )

    @property
    def questions(self):
        """The fields that staff chose, for the template."""
        return [field for field in self if field.name not in (ACCEPT, TRAP, OPENED)]

    @property
    def accept(self):
        return self[ACCEPT]

    @property
    def trap(self):
        return self[TRAP]

    @property
    def opened(self):
        return self[OPENED]

    def is_from_a_robot(self):
        """Whether the field was filled that no person sees."""
        return bool(self.data.get(TRAP))

    def clean(self):
        cleaned = super().clean()
        try:
            opened, mark = signing.loads(self.data.get(OPENED, ""), salt=SALT)
        except signing.BadSignature:
            opened, mark = None, None
        wording = self.fields[ACCEPT].label
        if mark not in (None, _mark(wording)):
            self._start_anew(wording)
            self.add_error(ACCEPT, "The wording of this box has changed. Please read it and send again.")
        elif not self.errors and (opened is None or time.time() - opened < LEAST_SECONDS):
            # A robot gives up; a person with a fast keyboard presses the button again and has lost nothing.
            if opened is None:
                self._start_anew(wording)
            raise forms.ValidationError("That was quicker than most people type. Please press the button again.")
        return cleaned

    def _start_anew(self, wording):
        self.data = self.data.copy()
        self.data[OPENED] = opened_now(wording)

    def answers(self):
        """What the sender wrote, without the form's own fields."""
        return {field.name: self.cleaned_data.get(field.name) for field in self.questions}


class ContactFormBuilder(FormBuilder):
    def create_dropdown_field(self, field, options):
        """Begin with nothing chosen, so that nobody sends a choice that they did not make."""
        dropdown = super().create_dropdown_field(field, options)
        dropdown.choices = [("", "Please choose"), *dropdown.choices]
        return dropdown

    def get_form_class(self):
        return type("ContactForm", (BaseContactForm,), self.formfields)
