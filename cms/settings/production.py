"""Production: what must be set has no default, so a forgotten variable stops the start and is named."""

from cms.logs.configuration import logging_settings
from cms.settings.base import *
from cms.settings.environment import validate_choice, validate_not_empty

DEBUG = False
SECRET_KEY = env(
    "str",
    "SECRET_KEY",
    validate=validate_not_empty,
    help="Django's secret key: a long random text. In development it is created on the first run, in `DATA_DIR`.",
)
SECRET_KEY_FALLBACKS = env(
    "list",
    "SECRET_KEY_FALLBACKS",
    [],
    help="Former values of `SECRET_KEY`. Second factors that were set up with one of them can still be used.",
)
_allowed_hosts = env(
    "list",
    "ALLOWED_HOSTS",
    validate=validate_not_empty,
    help="The host names that the site answers to. In development, those of this machine.",
)
ALLOWED_HOSTS = [host.strip() for host in _allowed_hosts]
env("dj_db_url", "DATABASE_URL")  # Required in production. The base settings have read it.
# In seconds. PostgreSQL keeps prepared statements as long as the connection.
DATABASES["default"] |= {"CONN_MAX_AGE": 3600, "CONN_HEALTH_CHECKS": True}
BASE_URL = env_url("BASE_URL")
WAGTAILADMIN_BASE_URL = WAGTAILAPI_BASE_URL = BASE_URL

# https://docs.djangoproject.com/en/5.2/topics/security/
_https = BASE_URL.startswith("https://")
SECURE_SSL_REDIRECT = _https
SESSION_COOKIE_SECURE = _https
CSRF_COOKIE_SECURE = _https
if _https:  # browsers keep other hosts from setting cookies of these names
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
CSRF_TRUSTED_ORIGINS = [BASE_URL]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _https
# One year, as browsers' preload lists require.
SECURE_HSTS_SECONDS = env(
    "int",
    "HSTS_SECONDS",
    31_536_000,
    validate=validate_not_negative,
    help="For how many seconds browsers insist on HTTPS. They remember it: try a short time first, such as `3600`.",
)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env(
    "bool",
    "HSTS_SUBDOMAINS",
    False,
    help="Whether they do so for all hosts below this one as well. Each of them has to have HTTPS then.",
)
# Whether subdomains and the preload lists of browsers insist on HTTPS concerns more than this site.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
# A web server in front terminates HTTPS.
REST_FRAMEWORK["NUM_PROXIES"] = env("int", "TRUSTED_PROXIES", 1, validate=validate_not_negative)
# Without a trusted proxy, the header comes from the visitor.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if REST_FRAMEWORK["NUM_PROXIES"] else None

LOGGING = logging_settings(
    env(
        "str",
        "LOG_FORMAT",
        "json",
        validate=validate_choice("json", "text"),
        help="How [the log](watching.md#logs) is written: `json` or `text`. Development has logs of its own, with "
        "whole messages.",
    ),
    env(
        "str",
        "LOG_LEVEL",
        "INFO",
        validate=validate_choice("DEBUG", "INFO", "WARNING", "ERROR"),
        help="The lowest level that is logged. `INFO` has a line for each request that is not answered from memory.",
    ),
)

# https://whitenoise.readthedocs.io/en/stable/django.html
_security = MIDDLEWARE.index("django.middleware.security.SecurityMiddleware")
MIDDLEWARE.insert(_security + 1, "whitenoise.middleware.WhiteNoiseMiddleware")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "cms.delivery.static_files.StaticFilesStorage"},
}

# https://docs.wagtail.org/en/stable/reference/contrib/frontendcache.html
_cache = env_url(
    "FRONTEND_CACHE_URL",
    "",
    help="The address of the cache or CDN in front. It is sent `PURGE` requests when content changes.",
)
if _cache:
    WAGTAILFRONTENDCACHE = {
        "default": {"BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend", "LOCATION": _cache}
    }
