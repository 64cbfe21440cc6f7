"""Links by which the owner of an account chooses a password, without a mail."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse


def password_link(user):
    """Return the address at which the owner of the account `user` chooses a password.

    It is the one that allauth mails for a forgotten password: it opens once, for PASSWORD_RESET_TIMEOUT seconds. The
    second factor is asked for all the same.
    """
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return settings.BASE_URL + reverse("account_reset_password_from_key", kwargs=key)
