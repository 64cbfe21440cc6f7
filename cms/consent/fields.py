"""The field for the consent of patient content, and how staff choose a consent in forms."""

from urllib.parse import urlencode

from django import forms
from django.db import models
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.snippets.widgets import AdminSnippetChooser

from cms.consent.privacy import can_see_consents
from cms.context.channels import ANY_CHANNEL


class ConsentChooser(AdminSnippetChooser):
    """Choose a consent that fits `for_model`. Whoever may not see consents gets a sentence instead."""

    icon = "clipboard-list"
    for_model = None
    instance = None
    """The object of the form, which is set by `ConsentField`."""

    def get_chooser_modal_url(self):
        return f"{super().get_chooser_modal_url()}?{urlencode({'for': self.for_model._meta.label_lower})}"

    def get_display_title(self, instance):
        return instance.label

    def render(self, name, value, attrs=None, renderer=None):
        if not (attrs or {}).get("disabled"):
            return super().render(name, value, attrs, renderer)
        if not value:
            sentence = _("No consent is chosen. Ask a publisher.")
        else:
            sentence = self.instance.consent_problem() or _("A consent is chosen, and covers this.")
        return format_html('<output id="{}">{}</output>', attrs["id"], sentence)


class ConsentField(forms.ModelChoiceField):
    """Form field for a consent. It is disabled for users who may not see consents: saving keeps what is stored."""

    def __init__(self, *args, for_model, **kwargs):
        super().__init__(*args, **kwargs)
        self.for_model = self.widget.for_model = for_model

    def __deepcopy__(self, memo):
        field = super().__deepcopy__(memo)  # each form has its own copy
        field.disabled = not can_see_consents()
        return field

    def get_bound_field(self, form, field_name):
        self.widget.instance = form.instance
        return super().get_bound_field(form, field_name)

    def label_from_instance(self, consent):
        return consent.label

    def use_list(self):
        """Show a list in place of the chooser: a modal of Wagtail cannot open another one."""
        if self.disabled:
            return
        self.widget = forms.Select()
        self.queryset = self.queryset.active(ANY_CHANNEL).covering(self.for_model.required_coverage)
        self.help_text = _(
            "If the consent is not in the list, leave this empty and upload. "
            "Nothing is shown until a consent is chosen."
        )


class ConsentForeignKey(models.ForeignKey):
    """A foreign key to a consent whose form field is a `ConsentField` in every form. Migrations have a plain one."""

    def formfield(self, **kwargs):
        chooser = ConsentChooser(model=self.remote_field.model)
        return super().formfield(**kwargs | {"form_class": ConsentField, "for_model": self.model, "widget": chooser})

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.ForeignKey", args, kwargs
