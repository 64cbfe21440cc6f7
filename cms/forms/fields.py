"""Fields of forms that know what is asked for, so that browsers can fill them in and show the right keyboard.

WCAG 2.2, 1.3.5: https://www.w3.org/TR/WCAG22/#identify-input-purpose
"""

from django import forms
from django.db import models
from django.forms.widgets import Input
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.forms.models import AbstractFormField


class TelInput(forms.TextInput):
    """Input for a telephone number. Phones show the keyboard of digits for it."""

    input_type = "tel"


AUTOCOMPLETE_OF_TYPE = {"email": "email", "url": "url"}
"""The meaning of a field of the form builder for which staff chose none, by its type."""
WIDGETS_OF_MEANING = {"email": forms.EmailInput, "tel": TelInput}
"""Widgets of a line of text with that meaning."""


class FormField(AbstractFormField):
    """Field of a form page, with its meaning."""

    class Autocomplete(models.TextChoices):
        """Tokens of the attribute `autocomplete` that a practice may ask for.

        https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#autofill
        """

        NAME = "name", _("Name")
        GIVEN_NAME = "given-name", _("First name")
        FAMILY_NAME = "family-name", _("Last name")
        EMAIL = "email", _("E-mail address")
        PHONE = "tel", _("Phone number")
        STREET_ADDRESS = "street-address", _("Street address")
        CITY = "address-level2", _("City")
        REGION = "address-level1", _("State or region")
        POSTAL_CODE = "postal-code", _("Postal code")
        COUNTRY = "country-name", _("Country")
        BIRTHDAY = "bday", _("Date of birth")
        OFF = "off", _("Something that no browser should remember")

    autocomplete = models.CharField(
        max_length=20,
        blank=True,
        choices=Autocomplete,
        help_text=_("What the sender is asked for about themselves. Browsers then offer to fill it in."),
        verbose_name=_("meaning"),
    )

    panels = [*AbstractFormField.panels, FieldPanel("autocomplete")]

    class Meta(AbstractFormField.Meta):
        abstract = True


def set_meaning(form_field, field):
    """Set the attribute `autocomplete`, and the type of the input, of `form_field`, which `field` has made.

    `field` is a field of Wagtail's form builder, a `FormField` or another one.
    """
    meaning = getattr(field, "autocomplete", "") or AUTOCOMPLETE_OF_TYPE.get(field.field_type, "")
    is_typed = isinstance(form_field.widget, Input | forms.Textarea | forms.Select)
    if not meaning or not is_typed or isinstance(form_field.widget, forms.CheckboxInput):
        return
    if meaning in WIDGETS_OF_MEANING and type(form_field.widget) is forms.TextInput:
        form_field.widget = WIDGETS_OF_MEANING[meaning](attrs=form_field.widget.attrs)
    form_field.widget.attrs["autocomplete"] = meaning
