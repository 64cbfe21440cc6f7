"""List the steps that `manage.py setup` leaves to the operator, as sentences."""

from django.conf import settings

from cms.accounts import second_factor
from cms.accounts.password_links import password_link
from cms.operations.first_start.making import administrators, default_site
from cms.sites.models import Practice
from cms.tasks.state import worker_is_running


def remaining_steps():
    """Return what is left to do. The link of an administrator without a password is a secret."""
    return [*_of_administrators(), *_of_settings(), *_of_the_site()]


def _of_administrators():
    for user in administrators():
        if not user.has_usable_password():
            yield f"Choose a password for “{user}”, within three days: {password_link(user)}"
        elif settings.SECOND_FACTOR and not second_factor.has_one(user):
            yield f"Sign in as “{user}” and set up the second factor: {settings.BASE_URL}/admin/"


def _of_settings():
    if not settings.SECOND_FACTOR:
        yield "Set SECOND_FACTOR=true: accounts that see patients have no second factor."
    if settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
        yield "Set EMAIL_URL: mails are written to the log, and forgotten passwords cannot be replaced."
    if settings.CACHES["default"]["BACKEND"].endswith("LocMemCache"):
        yield "Set CACHE_URL to a Redis: otherwise each process counts the requests of visitors for itself."
    if not settings.BASE_URL.startswith("https://"):
        yield "Serve the site over HTTPS, and let BASE_URL begin with https."


def _of_the_site():
    if not worker_is_running():
        yield "Start the worker: without it, images have no sizes, and nothing is published on schedule."
    practice = Practice.objects.filter(site=default_site()).first()
    if not practice or not (practice.street_address and practice.phones):
        yield f"Enter the address and the telephone number of the practice: {settings.BASE_URL}/admin/ (Practice)"
    if not practice or not practice.privacy_page_id:
        yield "Write a privacy page, and choose it in the practice: forms link to it."
    yield "Make backups, and try to restore one: docs/deploy.md, “Backups”."
