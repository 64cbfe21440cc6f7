"""Forms of the login."""

from allauth.account.forms import ResetPasswordForm as AllauthResetPasswordForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from cms.accounts.lockout import refuse_if_locked
from cms.accounts.second_factor import spend_code


class LockoutMixin:
    """Refuse codes while the account is locked for the address, and say which codes there are."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _(
            "The six digits of your authenticator app, or one of your recovery codes. If you have lost both, ask an "
            "administrator."
        )

    def clean_code(self):
        refuse_if_locked(context.request, self.user)
        code = super().clean_code()
        if not spend_code(self.user, code.replace(" ", "")):
            raise forms.ValidationError(_("This code was used already. Wait for the next one."), code="used")
        return code


class CodeForm(LockoutMixin, AuthenticateForm):
    """The code of an authenticator app, or a recovery code, after the password."""


class ConfirmCodeForm(LockoutMixin, ReauthenticateForm):
    """The same to confirm a login."""


class PasskeyForm(AddWebAuthnForm):
    """A new passkey or security key. It stands in for the password as well, unless the person unticks it."""

    name = forms.CharField(label=_("Name"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class ResetPasswordForm(AllauthResetPasswordForm):
    """Find accounts by the address that administrators see.

    allauth keeps addresses in a table of its own, in which a former address of an account would stay.
    """

    def clean_email(self):
        email = self.cleaned_data["email"]
        users = get_user_model().objects.filter(email__iexact=email, is_active=True)
        self.users = [user for user in users if _is_same(user.email, email) and user.has_usable_password()]
        return email


def _is_same(one, other):
    """Return whether two addresses are the same. Of other alphabets, different letters may have one lower case."""
    return one == other or (one.isascii() and other.isascii() and one.lower() == other.lower())
