"""Admin form for API tokens."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.models import Page, Site, get_page_models

from cms.api.tokens.models import ApiToken, Scope, missing_site_label, page_type_label


def _page_types():
    labels = [model._meta.label for model in get_page_models() if model is not Page]
    return [(label, page_type_label(label)) for label in labels]


def _sites():
    return [(site.pk, str(site)) for site in Site.objects.order_by("-is_default_site", "hostname", "port")]


class TokenForm(WagtailAdminModelForm):
    scopes = forms.MultipleChoiceField(
        label=_("Scopes"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=ApiToken._meta.get_field("scopes").help_text,
    )
    page_types = forms.MultipleChoiceField(
        label=_("Page types"),
        choices=_page_types,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=ApiToken._meta.get_field("page_types").help_text,
    )
    sites = forms.TypedMultipleChoiceField(
        label=_("Sites"),
        choices=_sites,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=ApiToken._meta.get_field("sites").help_text,
    )
    never_expires = forms.BooleanField(
        label=_("Never expires"),
        required=False,
        help_text=_("A forgotten token without an end date stays valid for whoever finds it."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._keep_missing_choices("page_types", page_type_label)
        self._keep_missing_choices("sites", missing_site_label)

    def _keep_missing_choices(self, name, get_label):
        """Add limits of the token that no longer exist to the choices of the field, so that saving keeps them."""
        field = self.fields[name]
        existing = [value for value, _label in field.choices]
        missing = [(value, get_label(value)) for value in getattr(self.instance, name) if value not in existing]
        field.choices = [*field.choices, *missing]

    def clean_scopes(self):
        """Reject the scope `write` on a token of another user, because it has the permissions of its creator."""
        scopes = self.cleaned_data["scopes"]
        is_new = self.instance.pk is None
        gets_write = Scope.WRITE in scopes and Scope.WRITE not in self.instance.scopes
        if gets_write and not is_new and self.instance.created_by != self.for_user:
            raise ValidationError(
                _(
                    "A token changes pages in the name of the person who created it, so only they can allow this. "
                    "Create a token of your own."
                )
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
            self.add_error("expires_at", _("Enter an expiry date, or tick “Never expires”."))
        elif expires_at and expires_at <= timezone.now():
            self.add_error("expires_at", _("This date is in the past. Choose a later date."))
        return cleaned
