"""The form with which staff make and change tokens."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.models import Page, Site, get_page_models

from cms.api.tokens.models import ApiToken, Scope, name_of_type


def _page_types():
    return [(model._meta.label, name_of_type(model._meta.label)) for model in get_page_models() if model is not Page]


def _sites():
    return [(site.pk, str(site)) for site in Site.objects.order_by("-is_default_site", "hostname", "port")]


class TokenForm(WagtailAdminModelForm):
    scopes = forms.MultipleChoiceField(
        label="It may",
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=ApiToken._meta.get_field("scopes").help_text,
    )
    page_types = forms.MultipleChoiceField(
        label="Only these types of pages",
        choices=_page_types,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=ApiToken._meta.get_field("page_types").help_text,
    )
    sites = forms.TypedMultipleChoiceField(
        label="Only these sites",
        choices=_sites,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=ApiToken._meta.get_field("sites").help_text,
    )
    never_expires = forms.BooleanField(
        label="It never expires",
        required=False,
        help_text="A token that is forgotten stays open to whoever finds it.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._keep_what_is_gone("page_types", name_of_type)
        self._keep_what_is_gone("sites", lambda pk: f"site {pk}, which is gone")

    def _keep_what_is_gone(self, name, name_of):
        """Offer what the token is limited to and what is no longer there, too: saving must not lift a limit."""
        field = self.fields[name]
        there = [value for value, _label in field.choices]
        gone = [(value, name_of(value)) for value in getattr(self.instance, name) if value not in there]
        field.choices = [*field.choices, *gone]

    def clean_scopes(self):
        """A token that writes is as good as the person who made it, so nobody else may make it one."""
        scopes = self.cleaned_data["scopes"]
        is_new = self.instance.pk is None
        gets_write = Scope.WRITE in scopes and Scope.WRITE not in self.instance.scopes
        if gets_write and not is_new and self.instance.created_by != self.for_user:
            raise ValidationError(
                "A token changes pages in the name of the person who made it, so they alone can allow that. "
                "Make a token of your own."
            )
        return scopes

    def clean(self):
        cleaned = super().clean()
        if "expires_at" not in self.fields:
            return cleaned
        expires_at, never = cleaned.get("expires_at"), cleaned.get("never_expires")
        if never:
            cleaned["expires_at"] = None
        elif not expires_at and "expires_at" not in self.errors:
            self.add_error("expires_at", "Say when it expires, or tick “It never expires”.")
        elif expires_at and expires_at <= timezone.now():
            self.add_error("expires_at", "This is in the past. Choose a later day.")
        return cleaned
