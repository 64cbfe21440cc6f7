"""Refuse passwords that attackers try first. Nothing is sent to another host."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from zxcvbn import zxcvbn

WEAKEST_SCORE = 3
"""Of 0 to 4: more than 10**8 guesses."""
LONGEST = 72
"""zxcvbn takes more time than it is worth for longer passwords."""


class GuessablePasswordValidator:
    """Refuse passwords that zxcvbn guesses from its lists of breached passwords, names and words, and from patterns.

    Of Django's 19,646 common passwords 187 have the 12 characters that are required here; `Password2026!` is none of
    them. With BREACHED_PASSWORDS, all breached passwords that are known are refused as well.
    """

    def validate(self, password, user=None):
        known = [str(getattr(user, name, "") or "") for name in ("username", "first_name", "last_name", "email")]
        known = [*filter(None, known), settings.WAGTAIL_SITE_NAME.replace(" ", "")]
        if zxcvbn(password[:LONGEST], user_inputs=known)["score"] < WEAKEST_SCORE:
            raise ValidationError(
                _("This password is too easy to guess. Use four words that do not belong together."),
                code="password_guessable",
            )
        if settings.BREACHED_PASSWORDS and is_breached(password, settings.BREACHED_PASSWORDS):
            raise ValidationError(
                _("This password is known from a data breach of another site. Choose another one."),
                code="password_breached",
            )

    def get_help_text(self):
        return _("Your password must be hard to guess: four words that do not belong together are enough.")


def is_breached(password, path):
    """Return whether the SHA-1 hash of `password` is in the file `path`, by binary search.

    The file has a hash a line, such as `0000…:3`, in order: https://haveibeenpwned.com/Passwords.
    """
    digest = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    low, high = 0, Path(path).stat().st_size
    with Path(path).open("rb") as file:
        while low < high:
            middle = (low + high) // 2
            file.seek(middle)
            if middle:
                file.readline()  # the rest of a line
            line = file.readline()
            if line and line[:40] < digest:
                low = file.tell()
            elif line[:40] == digest:
                return True
            else:
                high = middle
        file.seek(low)
        return file.readline()[:40] == digest
