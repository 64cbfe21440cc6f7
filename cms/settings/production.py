"""Production: what must be set has no default, so a forgotten variable stops the start and is named."""

from cms.settings.base import *
from cms.settings.environment import not_empty, not_negative

DEBUG = False
SECRET_KEY = read("str", "SECRET_KEY", validate=not_empty)
ALLOWED_HOSTS = [host.strip() for host in read("list", "ALLOWED_HOSTS", validate=not_empty)]
DATABASES["default"] |= read("dj_db_url", "DATABASE_URL") | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
BASE_URL = env_url("BASE_URL")
WAGTAILADMIN_BASE_URL = WAGTAILAPI_BASE_URL = BASE_URL

# https://docs.djangoproject.com/en/5.2/topics/security/
_https = BASE_URL.startswith("https://")
SECURE_SSL_REDIRECT = _https
SESSION_COOKIE_SECURE = _https
CSRF_COOKIE_SECURE = _https
CSRF_TRUSTED_ORIGINS = [BASE_URL]
# One year, as browsers' lists ask for: sites are served over HTTPS alone. Subdomains are not included. A browser
# keeps to the time that it has seen, so set a short one to try it first.
SECURE_HSTS_SECONDS = read("int", "HSTS_SECONDS", 365 * 24 * 60 * 60, validate=not_negative)
# A web server stands in front, as for HTTPS.
REST_FRAMEWORK["NUM_PROXIES"] = read("int", "TRUSTED_PROXIES", 1, validate=not_negative)
# Without a trusted proxy, the header comes from the visitor.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if REST_FRAMEWORK["NUM_PROXIES"] else None

# https://whitenoise.readthedocs.io/en/stable/django.html
_security = MIDDLEWARE.index("django.middleware.security.SecurityMiddleware")
MIDDLEWARE.insert(_security + 1, "whitenoise.middleware.WhiteNoiseMiddleware")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# https://docs.wagtail.org/en/stable/reference/contrib/frontendcache.html
if _cache := env_url("FRONTEND_CACHE_URL", ""):
    WAGTAILFRONTENDCACHE = {
        "default": {"BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend", "LOCATION": _cache}
    }
