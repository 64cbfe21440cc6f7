"""Reads the environment. Every variable that the settings use is read here, so the README's table is complete."""

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError

env = Env()


def read(kind, name, *args, **kwargs):
    """Return variable `name` as `kind` (a method name of `environs.Env`).

    Raises ImproperlyConfigured with a sentence that names the variable when it is missing or malformed.
    """
    try:
        return getattr(env, kind)(name, *args, **kwargs)
    except EnvError as error:
        raise ImproperlyConfigured(f"{error} (see the table of variables in README.md)") from error


def read_address(name, *default):
    """Return variable `name`, an http or https address, as a string without the slash at its end."""
    url = read("url", name, *default, schemes={"http", "https"}, require_tld=False)
    return (url if isinstance(url, str) else url.geturl()).rstrip("/")
