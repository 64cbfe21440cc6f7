"""Settings that hold everywhere. `dev`, `test` and `production` build on them.

https://docs.djangoproject.com/en/5.2/ref/settings/
https://docs.wagtail.org/en/stable/reference/settings.html
"""

from pathlib import Path

from cms.plugins import schema_snapshot
from cms.plugins.discovery import discover, plugin_settings
from cms.settings.environment import (
    a_time_zone,
    env_url,
    not_negative,
    origin_of,
    origins,
    positive,
    rates,
    read,
    read_addresses,
    read_cache,
    read_email,
    validate_path,
    validate_rate,
)

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(read("str", "DATA_DIR", str(BASE_DIR / "var"))).resolve()
"""What a running copy makes for itself: database, media, collected static files, development secrets."""

BASE_URL = env_url("BASE_URL", "http://localhost:8000")

CORE_APPS = [
    # The core.
    "cms.plugins",
    "cms.pages",
    "cms.images",
    "cms.documents",
    "cms.consent",
    "cms.publishing",
    "cms.api.tokens",
    "cms.api.openapi",
    "cms.api.preview",
    "cms.sample_content",
    # Wagtail.
    "wagtail.contrib.forms",
    "wagtail.contrib.frontend_cache",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.sitemaps",
    "wagtail.contrib.typed_table_block",
    "wagtail.api.v2",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "rest_framework",
    "ninja",  # for the page on which to read the API
    "corsheaders",
    # Django.
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

CONTENT_TYPES_SNAPSHOT = read("str", "CMS_CONTENT_TYPES_SNAPSHOT", str(DATA_DIR / "content_types.json"))
"""Where `migrate` records what tables content types have, so that nothing is lost when one of them goes."""
CONTENT_TYPES = discover(
    read("list", "CMS_CONTENT_TYPES", ["home", "articles", "gallery", "testimonials"]),
    disabled=read("list", "CMS_DISABLED_CONTENT_TYPES", []),
    read_only=read("list", "CMS_READ_ONLY_CONTENT_TYPES", []),
    snapshot=schema_snapshot.read(CONTENT_TYPES_SNAPSHOT),
    core_apps=CORE_APPS,
)
"""All content types that there are, by name, whether they run or not."""
INSTALLED_APPS = [*filter(None, (one.app for one in CONTENT_TYPES.values())), *CORE_APPS]
MIGRATION_MODULES = {one.name: None for one in CONTENT_TYPES.values() if one.has_orphaned_data}
globals().update(plugin_settings(CONTENT_TYPES, read))

MIDDLEWARE = [
    "cms.context.middleware.RequestContextMiddleware",
    "cms.api.http.middleware.ApiMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.pages.middleware.PublicRedirectMiddleware",
    "cms.publishing.middleware.PublishErrorMiddleware",
    "cms.documents.middleware.FileNotStoredMiddleware",
    "cms.delivery.bad_requests.BadRequestMiddleware",
    "cms.images.middleware.MissingImageFileMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates", BASE_DIR / "cms/templates"],  # of a checkout, and of the wheel
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

DATABASES = {
    "default": read("dj_db_url", "DATABASE_URL", f"sqlite:///{DATA_DIR / 'db.sqlite3'}"),
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # WAL lets visitors read while staff write; IMMEDIATE makes a second writer wait instead of failing.
    # https://docs.djangoproject.com/en/5.2/ref/databases/#sqlite-notes
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
elif DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # Of tables as small as ours PostgreSQL keeps no statistics, takes a list that joins them for a great one, and
    # compiles it for half a second. https://www.postgresql.org/docs/current/jit-decision.html
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": read_cache("CACHE_URL", "locmem://")}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LANGUAGE_CODE = "en-us"
TIME_ZONE = read("str", "TIME_ZONE", "America/New_York", validate=a_time_zone)
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
# Uploads are private, all of them: no web server hands them out. What may be shown, views serve.
MEDIA_ROOT = DATA_DIR / "private"
SENDFILE_BACKEND = "wagtail.utils.sendfile_streaming_backend"

_email = read_email("EMAIL_URL", "console:")
EMAIL_BACKEND = _email["EMAIL_BACKEND"]
EMAIL_HOST = _email["EMAIL_HOST"]
EMAIL_PORT = _email["EMAIL_PORT"]
EMAIL_HOST_USER = _email["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = _email["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = _email["EMAIL_USE_TLS"]
EMAIL_USE_SSL = _email["EMAIL_USE_SSL"]
DEFAULT_FROM_EMAIL = read("str", "DEFAULT_FROM_EMAIL", "website@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# A page of the public site tells other hosts nothing about its visitor.
SECURE_REFERRER_POLICY = "same-origin"

# Each visitor may send so many forms; each rate is counted by itself, in the cache. The shortest comes first.
FORM_SUBMISSION_RATES = read("list", "FORM_SUBMISSION_RATES", ["5/minute", "30/hour"], validate=rates)

# https://www.django-rest-framework.org/api-guide/throttling/#how-clients-are-identified
REST_FRAMEWORK = {"NUM_PROXIES": read("int", "TRUSTED_PROXIES", 0, validate=not_negative)}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

# The API. How long browsers and shared caches may show an answer without asking, in seconds: see docs/api/http.md.
API_MAX_AGE = read("int", "API_MAX_AGE", 0, validate=not_negative)
API_S_MAXAGE = read("int", "API_S_MAXAGE", 0, validate=not_negative)
API_STALE_WHILE_REVALIDATE = read("int", "API_STALE_WHILE_REVALIDATE", 0, validate=not_negative)
API_ANONYMOUS_RATE = read("str", "API_ANONYMOUS_RATE", "600/minute", validate=validate_rate)
API_TOKEN_RATE = read("str", "API_TOKEN_RATE", "6000/minute", validate=validate_rate)
# Front ends that live elsewhere and show the pages: one for all sites, and others by the host name of a site.
# Staff then preview drafts there. See docs/api/preview.md.
FRONTEND_URL = env_url("FRONTEND_URL", "")
FRONTEND_URLS = read_addresses("FRONTEND_URLS")
FRONTEND_PREVIEW_PATH = read("str", "FRONTEND_PREVIEW_PATH", "/preview/", validate=validate_path)
PREVIEW_MINUTES = read("int", "PREVIEW_MINUTES", 15, validate=positive)
_front_ends = [origin_of(url) for url in (FRONTEND_URL, *FRONTEND_URLS.values()) if url]

# Which other sites' scripts may read the API. https://github.com/adamchainz/django-cors-headers#configuration
_origins = [origin.strip() for origin in read("list", "API_CORS_ORIGINS", [], validate=origins)]
CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_ALL_ORIGINS = _origins == ["*"]
CORS_ALLOWED_ORIGINS = [] if CORS_ALLOW_ALL_ORIGINS else [*_origins, *_front_ends]
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS", "POST"]
CORS_ALLOW_HEADERS = ["accept", "authorization", "content-type", "if-none-match"]
CORS_EXPOSE_HEADERS = ["ETag", "Last-Modified", "Link", "Retry-After"]
API_V3 = read("bool", "API_V3", False)
"""Whether Wagtail's API v3, which is a preview of Wagtail's own, is there: see docs/api/tokens.md."""

WAGTAIL_SITE_NAME = "Bay Street"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILAPI_BASE_URL = BASE_URL
WAGTAILAPI_LIMIT_MAX = 100
WAGTAILAPI_RICH_TEXT_FORMAT = "html"
WAGTAILIMAGES_IMAGE_MODEL = "cms_images.ContentImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.images.forms.ImageForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "heic", "jpg", "jpeg", "png", "tif", "tiff", "webp"]
# Enough for a telephone's panorama. While a picture is cleaned, it takes up to three times four bytes a pixel.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 64_000_000
# What looks like Wagtail's choice for WebP, 80, in a file that is not larger than that one.
WAGTAILIMAGES_AVIF_QUALITY = 65
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 30 * 1024 * 1024
WAGTAILDOCS_DOCUMENT_MODEL = "cms_documents.ContentDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.documents.forms.DocumentForm"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
# The admin, too, asks nothing of another host.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
TAGGIT_CASE_INSENSITIVE = True
