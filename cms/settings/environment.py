"""Reads the environment. Every variable that the settings use is read here, so the README's table is complete."""

import re
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import wagtail
from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError, ValidationError

env = Env()
TESTED_WAGTAIL = "8.0"
"""The version that `cms.api.v3` was tested with: it uses modules that Wagtail calls a preview."""


def read(kind, name, *args, **kwargs):
    """Return variable `name` as `kind` (a method name of `environs.Env`).

    Raises ImproperlyConfigured with a sentence that names the variable when it is missing or malformed.
    """
    try:
        return getattr(env, kind)(name, *args, **kwargs)
    except EnvError as error:
        raise ImproperlyConfigured(f"{error} (see the table of variables in README.md)") from error


def env_url(name, *default):
    """Return variable `name`, an http or https address, as a string without the slash at its end."""
    url = read("url", name, *default, schemes={"http", "https"}, require_tld=False)
    return (url if isinstance(url, str) else url.geturl()).rstrip("/")


def read_addresses(name):
    """Return variable `name`, such as `one.example=https://www.one.example,…`, as a dict by host name."""
    pairs = (pair.partition("=") for pair in read("list", name, [], validate=addresses_by_host))
    return {host.strip(): url.strip().rstrip("/") for host, _, url in pairs}


def origin_of(url):
    """Return the origin of `url` as browsers name it: scheme, host, and the port if it is given."""
    return "{0.scheme}://{0.netloc}".format(urlsplit(url))


def addresses_by_host(values):
    """Refuse what does not name a host and an address of http or https each."""
    for value in values:
        if not re.fullmatch(r"\s*[^\s=/:]+\s*=\s*https?://[^\s/?#@]+(/[^\s?#]*)?\s*", value):
            raise ValidationError(f"“{value}” is not like site.example=https://www.site.example.")


def validate_path(value):
    """Refuse what is no path of an address."""
    if not re.fullmatch(r"/[^\s?#]*", value):
        raise ValidationError("It begins with a slash, and has neither ? nor #.")


def positive(value):
    """Refuse 0 and less."""
    if value <= 0:
        raise ValidationError("It must be more than 0.")


def read_email(name, default):
    """Return variable `name`, an address such as `smtp+tls://user:password@host:587`, as Django's EMAIL_ settings."""
    email = read("dj_email_url", name, default)
    if "EMAIL_BACKEND" not in email:
        raise ImproperlyConfigured(
            f'Environment variable "{name}" invalid: it begins with smtp:, smtp+tls:, smtp+ssl:, console: or file:.'
        )
    return email


def read_cache(name, default):
    """Return variable `name`, such as `redis://host:6379/1`, as one of Django's CACHES.

    `cms.delivery.cache.RedisCache` replaces Django's backend, which raises an error while Redis cannot be reached.
    """
    cache = read("dj_cache_url", name, default)
    if cache["BACKEND"] == "django.core.cache.backends.redis.RedisCache":
        try:
            from cms.delivery.cache import TIMEOUTS
        except ImportError as error:
            raise ImproperlyConfigured(
                f'Environment variable "{name}" needs the package redis. Install requirements/production.txt.'
            ) from error
        cache |= {"BACKEND": "cms.delivery.cache.RedisCache", "OPTIONS": TIMEOUTS | cache.get("OPTIONS", {})}
    return cache


def not_empty(value):
    """Refuse a variable that is set to nothing, which is mostly one that was forgotten."""
    if not value:
        raise ValidationError("It must not be empty.")


def a_time_zone(value):
    """Refuse what is no name of a time zone."""
    if value not in available_timezones():
        raise ValidationError("Not the name of a time zone, such as America/New_York.")


def not_negative(value):
    """Refuse a number below zero."""
    if value < 0:
        raise ValidationError("It must not be negative.")


def validate_rate(value):
    """Refuse what is no number of requests in a time. Nothing at all means: as many as they like."""
    if value and not re.fullmatch(r"[1-9][0-9]*/(second|minute|hour|day)", value):
        raise ValidationError("Write it like 600/minute (or /second, /hour, /day), or leave it empty for no limit.")


def origins(values):
    """Refuse what are no origins of browsers: a scheme and a host each, or `*` alone for all."""
    if [value.strip() for value in values] == ["*"]:
        return
    for value in values:
        if not re.fullmatch(r"https?://[^\s/?#@*]+", value.strip()):
            raise ValidationError(f"“{value}” is not like https://app.example.com: no path, and * only alone.")


def rates(values):
    """Refuse a list that holds what is no rate."""
    for value in values:
        validate_rate(value)


def only_with_tested_wagtail(wanted):
    """Refuse the API v3 on another Wagtail than `TESTED_WAGTAIL`. Run its tests before you change that."""
    if wanted and "{}.{}".format(*wagtail.VERSION) != TESTED_WAGTAIL:
        raise ValidationError(
            f"the API v3 was tested with Wagtail {TESTED_WAGTAIL} and not with the installed {wagtail.__version__}"
        )
