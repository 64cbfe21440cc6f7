"""How django-allauth logs staff in."""

import base64
import logging

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from cms.accounts import devices, second_factor, sessions
from cms.context.clients import client_address

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators. Logins from a new device are told by mail."""

    def is_open_for_signup(self, request):
        return False

    def get_client_ip(self, request):
        return client_address(request)

    def is_safe_url(self, url):
        """Lead on to our own host only. allauth raises an error for addresses such as `http://[`."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts={context.request.get_host()})

    def get_login_redirect_url(self, request):
        return reverse("wagtailadmin_home")

    def get_logout_redirect_url(self, request):
        return reverse("account_login")

    def is_reauthentication_required(self, *, app, **kwargs):
        """Count a recent login as a reauthentication."""
        return super().is_reauthentication_required(app=app, **kwargs) and not sessions.began_recently(
            context.request
        )

    def login(self, request, user):
        self.is_new_device = user.last_login is not None and not devices.is_known(request, user)
        super().login(request, user)

    def post_login(self, request, user, **kwargs):
        response = super().post_login(request, user, **kwargs)
        devices.remember(request, response, user)
        if self.is_new_device:
            where = settings.WAGTAILADMIN_BASE_URL + reverse("account_change_password")
            self.send_notification_mail("cms_accounts/email/new_device", user, {"user": user, "password_url": where})
        return response

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """Send to the address that administrators see. Addresses are not confirmed, since they enter them."""
        if address := email or user.email:
            super().send_notification_mail(template_prefix, user, context, address)

    def send_mail(self, template_prefix, email, context):
        """Send a mail. If the mail server cannot be reached, log the error: nobody is locked out by it."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError:  # smtplib's errors, and those of the network
            logger.exception("The mail “%s” could not be sent.", template_prefix)


class MFAAdapter(DefaultMFAAdapter):
    """Names the practice in authenticator apps, and keeps the last second factor of accounts that need one.

    The secrets of apps and recovery codes are encrypted with the secret key, so that a backup of the database alone
    opens no account.
    """

    def encrypt(self, text):
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        """Raise ValidationError for a secret that was encrypted with another key. Login forms show the message."""
        try:
            return _fernet().decrypt(encrypted_text).decode()
        except InvalidToken as error:
            raise ValidationError(
                _(
                    "The secret key of this site has changed, so your second factor cannot be checked. Ask an "
                    "administrator to reset it."
                )
            ) from error

    def get_totp_label(self, user):
        return user.get_username()

    def get_totp_issuer(self):
        return settings.WAGTAIL_SITE_NAME

    def can_delete_authenticator(self, authenticator):
        others = second_factor.authenticators_of(authenticator.user).exclude(pk=authenticator.pk)
        return others.exists() or not second_factor.is_required(authenticator.user)


def _fernet():
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (salted_hmac("cms.accounts.second_factor", "", secret=key, algorithm="sha256").digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
