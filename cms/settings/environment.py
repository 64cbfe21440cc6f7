"""Read settings from environment variables. `cms.settings.describe` lists them in docs/settings.md."""
# ruff: noqa: A002  (`help` is the name that argparse and Django use)

import re
from datetime import date
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import wagtail
from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError, ValidationError

_environment = Env()
TESTED_WAGTAIL = "8.0"
"""The version that `cms.api.v3` was tested with: it uses modules that Wagtail calls a preview."""


def env(kind, name, *default, help=None, **options):
    """Return the environment variable `name`.

    Args:
        name: the name of the variable.
        kind: the type, as a method name of `environs.Env`, such as "str", "int" or "list".
        default: the value of a variable that is not set. Without it, the variable is required.
        help: the description for docs/settings.md: one sentence. The documentation reads it from the source.
        options: further arguments of the method, such as `validate`.

    Raises:
        ImproperlyConfigured: the variable is missing or malformed. The message names it.
    """
    try:
        return getattr(_environment, kind)(name, *default, **options)
    except EnvError as error:
        raise ImproperlyConfigured(f"{error} (see docs/settings.md)") from error


def env_url(name, *default, help=None):
    """Return the environment variable `name`, an http or https URL, without a trailing slash."""
    url = env("url", name, *default, schemes={"http", "https"}, require_tld=False)
    return (url if isinstance(url, str) else url.geturl()).rstrip("/")


def env_urls(name, *, help=None):
    """Return the environment variable `name`, such as `one.example=https://www.one.example,…`, as a dict by host."""
    pairs = (pair.partition("=") for pair in env("list", name, [], validate=validate_urls))
    return {host.strip(): url.strip().rstrip("/") for host, _, url in pairs}


def env_email(name, default, *, help=None):
    """Return the environment variable `name`, such as `smtp+tls://user:password@host:587`, as Django's `EMAIL_*`."""
    email = env("dj_email_url", name, default)
    if "EMAIL_BACKEND" not in email:
        raise ImproperlyConfigured(
            f'Environment variable "{name}" invalid: it begins with smtp:, smtp+tls:, smtp+ssl:, console: or file:.'
        )
    return email


def env_cache(name, default, *, help=None):
    """Return the environment variable `name`, such as `redis://host:6379/1`, as one of Django's CACHES.

    `cms.delivery.cache.RedisCache` replaces Django's backend, which raises an error while Redis cannot be reached.
    """
    cache = env("dj_cache_url", name, default)
    if cache["BACKEND"] == "django.core.cache.backends.redis.RedisCache":
        try:
            from cms.delivery.cache import TIMEOUTS
        except ImportError as error:
            raise ImproperlyConfigured(
                f'Environment variable "{name}" needs the package redis. Install requirements/production.txt.'
            ) from error
        cache |= {"BACKEND": "cms.delivery.cache.RedisCache", "OPTIONS": TIMEOUTS | cache.get("OPTIONS", {})}
    return cache


def origin_of(url):
    """Return the origin of `url` as browsers send it: scheme, host, and the port if it is given."""
    return "{0.scheme}://{0.netloc}".format(urlsplit(url))


def validate_address(value):
    """Raise ValidationError for anything but a host and a port, such as `127.0.0.1:9464`, or an empty text."""
    if value and not re.fullmatch(r"[\w.-]+:[0-9]{1,5}", value):
        raise ValidationError("Write it like 127.0.0.1:9464, or leave it empty.")


def validate_choice(*choices):
    """Return a function that raises ValidationError for anything but one of `choices`."""

    def validate(value):
        if value not in choices:
            raise ValidationError(f"It is one of {', '.join(choices)}.")

    return validate


def validate_contact(value):
    """Raise ValidationError for anything but a `mailto:` or `https://` address, or an empty text."""
    if value and not re.fullmatch(r"(mailto:[^\s@]+@|https://)[^\s@]+", value):
        raise ValidationError("It is like mailto:security@example.com or https://example.com/security, or empty.")


def validate_date(value):
    """Raise ValidationError for anything but a date such as `2027-06-30`, or an empty text."""
    try:
        date.fromisoformat(value or "2000-01-01")
    except ValueError as error:
        raise ValidationError("It is a date such as 2027-06-30.") from error


def validate_not_empty(value):
    """Raise ValidationError for an empty value: a variable set to nothing was usually forgotten."""
    if not value:
        raise ValidationError("It must not be empty.")


def validate_not_negative(value):
    """Raise ValidationError for a number below 0."""
    if value < 0:
        raise ValidationError("It must not be negative.")


def validate_origins(values):
    """Raise ValidationError for anything but browser origins (scheme and host), or `*` alone."""
    if [value.strip() for value in values] == ["*"]:
        return
    for value in values:
        if not re.fullmatch(r"https?://[^\s/?#@*]+", value.strip()):
            raise ValidationError(f"“{value}” is not like https://app.example.com: no path, and * only alone.")


def validate_path(value):
    """Raise ValidationError for anything but the path of a URL."""
    if not re.fullmatch(r"/[^\s?#]*", value):
        raise ValidationError("It begins with a slash, and has neither ? nor #.")


def validate_positive(value):
    """Raise ValidationError for a number below 1."""
    if value <= 0:
        raise ValidationError("It must be more than 0.")


def validate_rate(value):
    """Raise ValidationError for anything but a rate such as `600/minute`, or an empty text: no limit."""
    if value and not re.fullmatch(r"[1-9][0-9]*/(second|minute|hour|day)", value):
        raise ValidationError("Write it like 600/minute (or /second, /hour, /day), or leave it empty for no limit.")


def validate_rates(values):
    """Raise ValidationError for a list with an invalid rate."""
    for value in values:
        validate_rate(value)


def validate_sendfile_header(value):
    """Raise ValidationError for anything but the headers that `cms.delivery.media.files` can set, or no header."""
    if value not in ("", "X-Accel-Redirect", "X-Sendfile"):
        raise ValidationError("It is X-Accel-Redirect, X-Sendfile or empty.")


def validate_tested_wagtail(enabled):
    """Raise ValidationError if API v3 is enabled with another Wagtail than `TESTED_WAGTAIL`.

    Run the tests of `cms.api.v3` before you change that constant.
    """
    if enabled and "{}.{}".format(*wagtail.VERSION) != TESTED_WAGTAIL:
        raise ValidationError(
            f"the API v3 was tested with Wagtail {TESTED_WAGTAIL} and not with the installed {wagtail.__version__}"
        )


def validate_time_zone(value):
    """Raise ValidationError for an unknown time zone."""
    if value not in available_timezones():
        raise ValidationError("Not the name of a time zone, such as America/New_York.")


def validate_urls(values):
    """Raise ValidationError for anything but pairs of a host name and an http or https URL."""
    for value in values:
        if not re.fullmatch(r"\s*[^\s=/:]+\s*=\s*https?://[^\s/?#@]+(/[^\s?#]*)?\s*", value):
            raise ValidationError(f"“{value}” is not like site.example=https://www.site.example.")
