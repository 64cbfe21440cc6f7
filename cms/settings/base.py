"""Settings of all environments. `dev`, `test` and `production` import them.

https://docs.djangoproject.com/en/5.2/ref/settings/
https://docs.wagtail.org/en/stable/reference/settings.html
"""

import os
from datetime import timedelta
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from cms.metrics.shared_files import folder_of_machine
from cms.plugins import schema_snapshot
from cms.plugins.discovery import discover, plugin_settings
from cms.settings.environment import (
    env,
    env_cache,
    env_email,
    env_url,
    env_urls,
    origin_of,
    validate_address,
    validate_contact,
    validate_date,
    validate_not_negative,
    validate_origins,
    validate_path,
    validate_positive,
    validate_rate,
    validate_rates,
    validate_sendfile_header,
    validate_tested_wagtail,
    validate_time_zone,
)

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(
    env(
        "str",
        "DATA_DIR",
        f"{BASE_DIR}/var",
        help="The folder for everything that this installation creates: the SQLite database, uploads, collected "
        "static files, the secret key for development.",
    )
).resolve()

BASE_URL = env_url(
    "BASE_URL",
    "http://localhost:8000",
    help="The address of the site. The API, mails and previews make absolute links from it.",
)

CORE_APPS = [
    # The core.
    "cms.logs",
    "cms.metrics",
    "cms.content_stamp",
    "cms.plugins",
    "cms.pages",
    "cms.sites",
    "cms.structured_data",
    "cms.metadata",
    "cms.markdown",
    "cms.claims",
    "cms.images",
    "cms.status",
    "cms.documents",
    "cms.consent",
    "cms.publishing",
    "cms.removal",
    "cms.accounts",
    "cms.audit_trail",
    "cms.review",
    "cms.tasks",
    "cms.dashboard",
    "cms.health",
    "cms.search",
    "cms.delivery",
    "cms.api.tokens",
    "cms.api.openapi",
    "cms.api.preview",
    "cms.backup",
    "cms.operations",
    # The demonstration site.
    "demo",
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
    "cms.accounts.admin.apps.UsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "rest_framework",
    "django_tasks_db",
    "ninja",  # for the documentation page of the API
    "corsheaders",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    # Django.
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.humanize",  # for the pages of allauth
    "django.forms",  # its templates, for FORM_RENDERER
    # Last: after a migration, it grants permissions that the other apps have made.
    "cms.roles",
]

CONTENT_TYPES_SNAPSHOT = env(
    "str",
    "CMS_CONTENT_TYPES_SNAPSHOT",
    f"{DATA_DIR}/content_types.json",
    help="The file in which `migrate` stores the schema of all content types. "
    "[The data of a missing content type is kept](plugins/removal.md) by it.",
)
CONTENT_TYPES = discover(
    env(
        "list",
        "CMS_CONTENT_TYPES",
        ["home", "articles", "gallery", "testimonials"],
        help="The enabled [content types](plugins/README.md), in the order in which staff see them.",
    ),
    disabled=env(
        "list",
        "CMS_DISABLED_CONTENT_TYPES",
        [],
        help="Content types that do not run, even if `CMS_CONTENT_TYPES` names them.",
    ),
    read_only=env(
        "list",
        "CMS_READ_ONLY_CONTENT_TYPES",
        [],
        help="Content types whose pages are served and edited, and of which no new page can be created.",
    ),
    snapshot=schema_snapshot.read(CONTENT_TYPES_SNAPSHOT),
    core_apps=CORE_APPS,
)
"""All content types by name, whether they run or not."""
INSTALLED_APPS = [*filter(None, (plugin.app for plugin in CONTENT_TYPES.values())), *CORE_APPS]
MIGRATION_MODULES = {plugin.name: None for plugin in CONTENT_TYPES.values() if plugin.has_orphaned_data}
globals().update(plugin_settings(CONTENT_TYPES, env))

MIDDLEWARE = [
    "cms.context.middleware.RequestContextMiddleware",
    "cms.logs.middleware.RequestLogMiddleware",
    "cms.metrics.middleware.RequestMetricsMiddleware",
    "cms.delivery.http.middleware.HttpMiddleware",
    "cms.delivery.security_headers.SecurityHeadersMiddleware",
    "cms.api.http.middleware.ApiMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cms.accounts.middleware.StaffSessionMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "cms.pages.middleware.PublicRedirectMiddleware",
    "cms.publishing.middleware.PublishErrorMiddleware",
    "cms.uploads.middleware.FileNotStoredMiddleware",
    "cms.delivery.bad_requests.BadRequestMiddleware",
    "cms.images.middleware.MissingImageFileMiddleware",
    "cms.search.middleware.SearchTimeoutMiddleware",
    "cms.delivery.lost_connections.LostConnectionMiddleware",
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
                "cms.sites.context_processors.practice_and_menus",
            ],
        },
    },
]

# Templates of widgets are looked for in `templates/` as well.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": env(
        "dj_db_url",
        "DATABASE_URL",
        f"sqlite:///{DATA_DIR}/db.sqlite3",
        help="The database, such as `postgres://user:password@host/name`. "
        "PostgreSQL needs `requirements/production.txt`.",
    ),
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # WAL lets visitors read while staff write; IMMEDIATE makes a second writer wait instead of failing.
    # https://docs.djangoproject.com/en/5.2/ref/databases/#sqlite-notes
    # FULL writes each commit to the disk before it returns. With NORMAL, a power cut could undo the last commits, a
    # withdrawal among them. https://www.sqlite.org/pragma.html#pragma_synchronous
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
elif DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # Of tables as small as ours PostgreSQL keeps no statistics, takes a list that joins them for a great one, and
    # compiles it for half a second. https://www.postgresql.org/docs/current/jit-decision.html
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
    # In seconds. A database whose machine is gone refuses no connection, and requests would wait for minutes.
    DATABASES["default"]["OPTIONS"].setdefault("connect_timeout", 5)
    # Each statement of `cms.prepared_statements` is prepared at its first run. Those of Django cannot be.
    DATABASES["default"]["OPTIONS"].setdefault("prepare_threshold", 0)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": env_cache(
        "CACHE_URL",
        "locmem://",
        help="The cache, such as `redis://host:6379/1`. Several processes need a shared one to count requests "
        "together.",
    )
}

# The login of staff. https://docs.allauth.org/en/latest/account/configuration.html
SECOND_FACTOR = env(
    "bool",
    "SECOND_FACTOR",
    True,
    help="Whether accounts that see patients, or manage accounts, need [a second factor](staff/login.md). "
    "In development none does.",
)
SECOND_FACTOR_FOR_ALL = env(
    "bool",
    "SECOND_FACTOR_FOR_ALL",
    False,
    help="Whether all other accounts need one, too, as level 2 of [OWASP ASVS](security/asvs.md) wants.",
)
# The default storage keeps messages in a cookie. Some contain the code of a consent.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_IDLE_MINUTES = env(
    "int",
    "SESSION_IDLE_MINUTES",
    60,
    validate=validate_positive,
    help="After how many minutes without use staff have to sign in again.",
)
SESSION_HOURS = env(
    "int",
    "SESSION_HOURS",
    12,
    validate=validate_positive,
    help="After how many hours staff have to sign in again, even in the middle of their work.",
)
BREACHED_PASSWORDS = env(
    "str",
    "BREACHED_PASSWORDS",
    "",
    help="A file with the SHA-1 hashes of [breached passwords](production.md#accounts), in order, which nobody may "
    "choose.",
)
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "cms.accounts.backends.StaffBackend"]
LOGIN_URL = "account_login"
WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = LOGIN_URL
# Passwords are changed at our own addresses.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
# A new password is sent to the address of an account, so administrators alone change it.
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "cms.accounts.passwords.GuessablePasswordValidator"},
]
ACCOUNT_ADAPTER = "cms.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {"reset_password": "cms.accounts.forms.ResetPasswordForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]  # nobody can sign up; allauth reads the login from it
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # it would invite strangers to sign up
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
# Failed logins are counted by axes, in the database.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None, "reauthenticate": None}
MFA_ADAPTER = "cms.accounts.adapters.MFAAdapter"
MFA_FORMS = {
    "add_webauthn": "cms.accounts.forms.PasskeyForm",
    "authenticate": "cms.accounts.forms.CodeForm",
    "reauthenticate": "cms.accounts.forms.ConfirmCodeForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1
# https://django-axes.readthedocs.io/en/latest/4_configuration.html
AXES_HANDLER = "axes.handlers.database.AxesDatabaseHandler"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "cms.accounts.lockout.address_of"
AXES_LOCKOUT_CALLABLE = "cms.accounts.lockout.locked_response"
AXES_SENSITIVE_PARAMETERS = ["password", "oldpassword", "code", "credential", "login"]
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ACCESS_FAILURE_LOG = True
AXES_VERBOSE = False

AUDIT_ANCHORS = env(
    "str",
    "AUDIT_ANCHORS",
    f"{DATA_DIR}/audit_anchors.txt",
    help="The file outside the database that keeps [anchors of the audit trail](audit-trail.md#anchors). Best on "
    "another machine.",
)
AUDIT_DAYS = env(
    "int",
    "AUDIT_DAYS",
    2192,
    validate=validate_not_negative,
    help="For how many days [the audit trail](audit-trail.md) is kept: six years, as HIPAA wants it. `0` keeps it "
    "for ever.",
)
# https://www.rfc-editor.org/rfc/rfc9116
SECURITY_CONTACT = env(
    "str",
    "SECURITY_CONTACT",
    "",
    validate=validate_contact,
    help="Where vulnerabilities of this site are reported: `mailto:security@…` or a page `https://…`. It is shown at "
    "`/.well-known/security.txt`.",
)
SECURITY_CONTACT_EXPIRES = env(
    "str",
    "SECURITY_CONTACT_EXPIRES",
    "",
    validate=validate_date,
    help="The day until which `SECURITY_CONTACT` is valid, such as `2027-06-30`, less than a year away. Required "
    "with it.",
)
if SECURITY_CONTACT and not SECURITY_CONTACT_EXPIRES:
    raise ImproperlyConfigured("SECURITY_CONTACT needs SECURITY_CONTACT_EXPIRES (see docs/settings.md)")

LANGUAGE_CODE = "en-us"
TIME_ZONE = env(
    "str",
    "TIME_ZONE",
    "America/New_York",
    validate=validate_time_zone,
    help="The time zone of the practice. Consents expire at the end of its day.",
)
USE_I18N = True
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
# No web server serves uploads. Views do, and check the visibility of each file.
MEDIA_ROOT = DATA_DIR / "private"
SENDFILE_HEADER = env(
    "str",
    "SENDFILE_HEADER",
    "",
    validate=validate_sendfile_header,
    help="The header by which [the web server in front sends uploads](production.md#uploads-and-static-files): "
    "`X-Accel-Redirect` (nginx, Caddy) or `X-Sendfile` (Apache, Lighttpd). Empty: the application sends them.",
)

# Backups.
BACKUP_RECIPIENTS = env(
    "list",
    "BACKUP_RECIPIENTS",
    [],
    help="The public keys of age that [backups](backup.md) are encrypted to, such as `age1…`.",
)
BACKUP_DIR = env("str", "BACKUP_DIR", f"{DATA_DIR}/backups", help="The folder of the archives that `backup` makes.")
TOMBSTONES = env(
    "str",
    "TOMBSTONES",
    f"{DATA_DIR}/tombstones.jsonl",
    help="The list of what was withdrawn or deleted, [which a restore needs](backup.md#the-list-of-tombstones). "
    "Several machines need the same file.",
)
BACKUP_REHEARSAL_IDENTITY = env(
    "str",
    "BACKUP_REHEARSAL_IDENTITY",
    "",
    help="The file with the private key of [the weekly rehearsal](backup.md#rehearse). Empty: none is made.",
)
# Files and folders that the application makes are closed to other users of the machine. A web server that sends
# uploads reads them as a member of the group.
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = (0o640, 0o750) if SENDFILE_HEADER else (0o600, 0o700)
os.umask(0o777 - FILE_UPLOAD_DIRECTORY_PERMISSIONS)

# https://docs.djangoproject.com/en/5.2/ref/settings/#file-upload-handlers
FILE_UPLOAD_HANDLERS = [
    "cms.uploads.limits.RequestSizeLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
MAX_UPLOAD_SIZE = 30 * 1024 * 1024
"""Bytes of an image or document."""
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # of an editor with many blocks
DATA_UPLOAD_MAX_NUMBER_FILES = 20

_email = env_email(
    "EMAIL_URL",
    "console:",
    help="The mail server, such as `smtp+tls://user:password@host:587`. `console:` prints mails to the terminal.",
)
EMAIL_BACKEND = _email["EMAIL_BACKEND"]
if EMAIL_BACKEND == "django.core.mail.backends.smtp.EmailBackend":
    EMAIL_BACKEND = "cms.health.mail.EmailBackend"  # which remembers whether the last mail was sent
EMAIL_HOST = _email["EMAIL_HOST"]
EMAIL_PORT = _email["EMAIL_PORT"]
EMAIL_HOST_USER = _email["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = _email["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = _email["EMAIL_USE_TLS"]
EMAIL_USE_SSL = _email["EMAIL_USE_SSL"]
STAGING = env(
    "bool",
    "STAGING",
    False,
    help="Whether this is a [staging copy](deploy.md#a-staging-copy): search engines are told to leave it out, and "
    "mails are written to `{DATA_DIR}/held_mails` instead of being sent.",
)
if STAGING:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "held_mails"
DEFAULT_FROM_EMAIL = env("str", "DEFAULT_FROM_EMAIL", "website@localhost", help="The sender of mails.")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Scripts of the admin read the token from the page.
CSRF_COOKIE_HTTPONLY = True

# Other sites do not receive the URL of the page from which a visitor comes.
SECURE_REFERRER_POLICY = "same-origin"

FORM_SUBMISSION_RATES = env(
    "list",
    "FORM_SUBMISSION_RATES",
    ["5/minute", "30/hour"],
    validate=validate_rates,
    help="How often one visitor may send a form, on the site and over the API together; the shortest period first. "
    "Empty for no limit.",
)

SEARCH_RATES = env(
    "list",
    "SEARCH_RATES",
    ["20/second", "600/minute"],
    validate=validate_rates,
    help="How often one visitor may search the site, suggestions included; the shortest period first. Empty for no "
    "limit.",
)
SEARCH_REPORT_SECONDS = 300
"""How often a process stores the searches without a result that it has counted. 0: never."""

# https://www.django-rest-framework.org/api-guide/throttling/#how-clients-are-identified
REST_FRAMEWORK = {
    "NUM_PROXIES": env(
        "int",
        "TRUSTED_PROXIES",
        0,
        validate=validate_not_negative,
        help="The number of proxies of yours in front of the application. Each has to append to `X-Forwarded-For`.",
    )
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

# Watching.
METRICS_ADDRESS = env(
    "str",
    "METRICS_ADDRESS",
    "",
    validate=validate_address,
    help="The address at which [metrics for Prometheus](watching.md#metrics) are served, such as `127.0.0.1:9464`. "
    "Empty: nowhere. Anybody who can reach it can read them.",
)
METRICS_FOLDER = folder_of_machine(
    env(
        "str",
        "METRICS_FOLDER",
        f"{DATA_DIR}/metrics",
        help="The folder in which the processes of a machine count together, on a disk of this machine or in memory.",
    )
)
if METRICS_ADDRESS:
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = f"{METRICS_FOLDER}"  # prometheus_client reads it when it is imported
SENTRY_DSN = env(
    "str",
    "SENTRY_DSN",
    "",
    help="The Sentry project that [errors are reported to](watching.md#sentry), without personal data. "
    "Empty: none. It needs `sentry-sdk`.",
)
OPERATORS_CONTACT = env(
    "str",
    "OPERATORS_CONTACT",
    "",
    help="Whom staff call when the system needs attention, such as `Example IT, 603-555-0100`. *Reports → System* "
    "shows it.",
)
HEALTH_CHECKS_IN_THREAD = True
"""Whether checks of the system run in a thread of their own, which is left behind if it takes too long."""
HEALTH_RESULTS_SECONDS = 2
"""For how many seconds a process keeps the results of the checks."""

EMERGENCY_NUMBER = env(
    "str",
    "EMERGENCY_NUMBER",
    "911",
    help="The telephone number for emergencies, which urgent notices link.",
)

# Medical review.
REVIEW_REQUIRED = env(
    "bool",
    "REVIEW_REQUIRED",
    True,
    help="Whether pages with medical claims are published only if [a reviewer has signed](staff/review.md) what they "
    "show. Without it, they are also published unsigned, and then show no review.",
)
REVIEW_SHOWS_OVERDUE = env(
    "bool",
    "REVIEW_SHOWS_OVERDUE",
    False,
    help="Whether a page whose medical review is overdue says so. Otherwise it shows no review.",
)

# How many requests the application of a process works on at the same time. Each has a connection to the database, and
# all share one interpreter, so more would slow down each other and what is sent from memory.
RENDERING_THREADS = 4

# Caches.
RESPONSE_CACHE_MB = env(
    "int",
    "RESPONSE_CACHE_MB",
    32,
    validate=validate_not_negative,
    help="The megabytes of memory that each process uses for [its response cache](performance.md); `0` turns it off.",
)
PAGE_MAX_AGE = env(
    "int",
    "PAGE_MAX_AGE",
    0,
    validate=validate_not_negative,
    help="For how many seconds a browser may show a page without asking again. Pages that show a patient are always "
    "asked for.",
)
PAGE_S_MAXAGE = env(
    "int",
    "PAGE_S_MAXAGE",
    0,
    validate=validate_not_negative,
    help="The same for a shared cache, such as a CDN.",
)

# The API.
API_MAX_AGE = env(
    "int",
    "API_MAX_AGE",
    0,
    validate=validate_not_negative,
    help="For how many seconds a browser or an app may use [a response of the API](api/http.md#caches) "
    "without asking again.",
)
API_S_MAXAGE = env(
    "int",
    "API_S_MAXAGE",
    0,
    validate=validate_not_negative,
    help="The same for a shared cache, such as a CDN.",
)
API_STALE_WHILE_REVALIDATE = env(
    "int",
    "API_STALE_WHILE_REVALIDATE",
    0,
    validate=validate_not_negative,
    help="For how many more seconds a shared cache may send the old response while it fetches a new one.",
)
API_ANONYMOUS_RATE = env(
    "str",
    "API_ANONYMOUS_RATE",
    "600/minute",
    validate=validate_rate,
    help="How many requests one IP address may send to the API. Empty for no limit.",
)
API_TOKEN_RATE = env(
    "str",
    "API_TOKEN_RATE",
    "6000/minute",
    validate=validate_rate,
    help="How many requests one [token](api/tokens.md) may send to the API. Empty for no limit.",
)
FRONTEND_URL = env_url(
    "FRONTEND_URL",
    "",
    help="The address of a [front end](api/preview.md) on another host, on which staff preview drafts.",
)
FRONTEND_URLS = env_urls(
    "FRONTEND_URLS",
    help="Other front ends for single sites, by host name: `site.example=https://www.site.example,…`.",
)
FRONTEND_PREVIEW_PATH = env(
    "str",
    "FRONTEND_PREVIEW_PATH",
    "/preview/",
    validate=validate_path,
    help="The path at which the front end shows previews.",
)
PREVIEW_MINUTES = env(
    "int",
    "PREVIEW_MINUTES",
    15,
    validate=validate_positive,
    help="For how many minutes such a preview, and a signed address of an image, can be read.",
)
FRONT_ENDS = [origin_of(url) for url in (FRONTEND_URL, *FRONTEND_URLS.values()) if url]

# https://github.com/adamchainz/django-cors-headers#configuration
_cors_origins = env(
    "list",
    "API_CORS_ORIGINS",
    [],
    validate=validate_origins,
    help="Origins of other sites whose scripts may read the API, such as `https://app.example.com`; `*` for all.",
)
_origins = [origin.strip() for origin in _cors_origins]
CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_ALL_ORIGINS = _origins == ["*"]
CORS_ALLOWED_ORIGINS = [] if CORS_ALLOW_ALL_ORIGINS else [*_origins, *FRONT_ENDS]
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS", "POST"]
CORS_ALLOW_HEADERS = ["accept", "authorization", "content-type", "if-none-match"]
CORS_EXPOSE_HEADERS = ["ETag", "Last-Modified", "Link", "Retry-After"]
API_V3 = env(
    "bool",
    "API_V3",
    False,
    validate=validate_tested_wagtail,
    help="Enables [Wagtail's API v3](api/tokens.md#api-v3), a preview of Wagtail's, for tokens only.",
)

# Our tasks are stored in the database, and Wagtail's own run at once.
# https://docs.djangoproject.com/en/6.0/ref/settings/#tasks
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "queue": {"BACKEND": "cms.tasks.backends.QueueBackend"},
}
TASKS_RUN_AT_ONCE = False

WAGTAIL_SITE_NAME = "Bay Street"
WAGTAIL_FINISH_WORKFLOW_ACTION = "cms.review.workflow.publish_approved"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILAPI_BASE_URL = BASE_URL
WAGTAILAPI_LIMIT_MAX = 100
WAGTAILAPI_RICH_TEXT_FORMAT = "html"
WAGTAILADMIN_RICH_TEXT_EDITORS = {"default": {"WIDGET": "cms.pages.richtext.editor.RichTextArea"}}
WAGTAILIMAGES_IMAGE_MODEL = "cms_images.ContentImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.images.forms.ImageForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "heic", "jpg", "jpeg", "png", "tif", "tiff", "webp"]
# Enough for a telephone's panorama. While a picture is cleaned, it takes up to three times four bytes a pixel.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 64_000_000
# The quality that looks like 80 for WebP, Wagtail's default, in a file that is not larger.
WAGTAILIMAGES_AVIF_QUALITY = 65
WAGTAILIMAGES_MAX_UPLOAD_SIZE = MAX_UPLOAD_SIZE
WAGTAILDOCS_DOCUMENT_MODEL = "cms_documents.ContentDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.documents.forms.DocumentForm"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "cms.search.backend"}}
# The admin does not send requests to other hosts. Films are links to known players, so nothing asks oEmbed providers.
WAGTAILEMBEDS_FINDERS = []
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
TAGGIT_CASE_INSENSITIVE = True
