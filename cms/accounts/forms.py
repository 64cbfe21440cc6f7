"""Forms of the login."""

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm

from cms.accounts.lockout import refuse_if_locked


class LockoutMixin:
    """Refuse codes while the account is locked for the address."""

    def clean_code(self):
        refuse_if_locked(context.request, self.user)
        return super().clean_code()


class CodeForm(LockoutMixin, AuthenticateForm):
    """The code of an authenticator app, or a recovery code, after the password."""


class ConfirmCodeForm(LockoutMixin, ReauthenticateForm):
    """The same to confirm a login."""
