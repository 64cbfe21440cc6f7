"""Forms of the login."""

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.utils.translation import gettext_lazy as _

from cms.accounts.lockout import refuse_if_locked


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
        return super().clean_code()


class CodeForm(LockoutMixin, AuthenticateForm):
    """The code of an authenticator app, or a recovery code, after the password."""


class ConfirmCodeForm(LockoutMixin, ReauthenticateForm):
    """The same to confirm a login."""


class PasskeyForm(AddWebAuthnForm):
    """A new passkey or security key. It stands in for the password as well, unless the person unticks it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True
