"""Tests of the services that an installation needs. They are used as the site uses them, and left as they were."""

import secrets

from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import EmailMessage, get_connection
from django.db import DatabaseError, connection

SECONDS = 60


def problems():
    """Return what does not work of database, cache and storage, as sentences that name the setting."""
    return [problem for test in (_test_database, _test_cache, _test_storage) if (problem := test())]


def mail_problem(address=""):
    """Return why no mail can be sent, or "". Sign in to the mail server, and send a mail to `address`, if given."""
    try:
        with get_connection() as server:
            if address:
                text = f"The setup of {settings.BASE_URL}/ has sent this mail.\n"
                EmailMessage("The website can send mails", text, to=[address], connection=server).send()
        return ""
    except OSError as error:  # smtplib's errors, and those of the network
        return f"The mail server refuses us or cannot be reached (EMAIL_URL): {error}"


def _test_database():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return f"The database cannot be used (DATABASE_URL): {str(error).strip()}"
    return ""


def _test_cache():
    """Write a value and read it. The cache does not raise an error while Redis is away."""
    key, value = "setup", secrets.token_hex(8)
    cache.set(key, value, SECONDS)
    stored = cache.get(key)
    cache.delete(key)
    return "" if stored == value else "The cache does not keep what is written to it (CACHE_URL)."


def _test_storage():
    value = secrets.token_bytes(32)
    try:
        settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
        name = default_storage.save("setup", ContentFile(value))
        try:
            with default_storage.open(name) as file:
                stored = file.read()
        finally:
            default_storage.delete(name)
    except OSError as error:
        return f"Files cannot be stored in {settings.MEDIA_ROOT} (DATA_DIR): {error}"
    return "" if stored == value else f"Files in {settings.MEDIA_ROOT} are not as they were written (DATA_DIR)."
