"""The contact form: the fields that staff chose, the box that must be ticked, and two traps for robots."""

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


def opened_now():
    """Return the present moment, signed, for the form to bring back."""
    return signing.dumps(int(time.time()), salt=SALT)


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
        self.fields[TRAP] = forms.CharField(label="Leave this field empty", required=False)
        self.fields[OPENED] = forms.CharField(required=False, widget=forms.HiddenInput, initial=opened_now)

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
            opened = signing.loads(self.data.get(OPENED, ""), salt=SALT)
        except signing.BadSignature:
            opened = None
        if opened is None or time.time() - opened < LEAST_SECONDS:
            # Said, not swallowed: a person with a fast keyboard loses nothing by pressing the button again.
            self.data = self.data.copy()
            self.data.setdefault(OPENED, "")
            if opened is None:
                self.data[OPENED] = opened_now()
            raise forms.ValidationError("That was quicker than most people type. Please press the button again.")
        return cleaned

    def answers(self):
        """What the sender wrote, without the form's own fields."""
        return {field.name: self.cleaned_data.get(field.name) for field in self.questions}


class ContactFormBuilder(FormBuilder):
    def get_form_class(self):
        return type("ContactForm", (BaseContactForm,), self.formfields)
