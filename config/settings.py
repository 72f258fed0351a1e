"""All settings, in one file, from the environment (see config/environment.py)."""

from pathlib import Path
from urllib.parse import urlsplit

from django.conf.locale import LANG_INFO
from django.utils.csp import CSP

from config import environment as env

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(env.read("TRYGGBY_DATA")).expanduser()
DATA = DATA if DATA.is_absolute() else ROOT / DATA

DEMO = env.flag("TRYGGBY_DEMO")
DEBUG = env.flag("TRYGGBY_DEBUG")
SECURE = env.flag("TRYGGBY_SECURE")
SECRET_KEY = env.secret_key(DATA)
BASE_URL = env.read("TRYGGBY_URL").rstrip("/") or "http://localhost:8000"
# The one address on this machine from which a release may be fetched, and in the demo alone.
NEIGHBOUR = env.read("TRYGGBY_NEIGHBOUR") if DEMO else ""
EXIT_URL = env.read("TRYGGBY_EXIT_URL")
ALLOWED_HOSTS = sorted(
    {h.strip() for h in env.read("TRYGGBY_HOSTS").split(",") if h.strip()}
    | {urlsplit(BASE_URL).hostname or "localhost"}
    | ({"localhost", "127.0.0.1", "[::1]"} if not SECURE else set())
)

# The rooms, lowest floor first (docs/house.md).
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    # The index of the editors' search has fields of its own on PostgreSQL.
    "django.contrib.postgres",
    "django.forms",
    "django_tasks_db",
    "tryggby.ui",
    "tryggby.ground",
    "tryggby.audit",
    "tryggby.outbox",
    "tryggby.people",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "tryggby.organisations",
    "tryggby.help",
    "tryggby.scim",
    # The editors' place: only what the room `knowledge` uses; its templates stand in front of Wagtail's.
    "tryggby.knowledge",
    "wagtail.contrib.simple_translation",
    "tryggby.knowledge.profiles.ProfilesConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "tryggby.sealing",
    "tryggby.packages",
    "tryggby.events",
    "tryggby.programmes",
    "tryggby.voices",
    "tryggby.drills",
    "tryggby.routines",
    "tryggby.mentoring",
    "tryggby.obligations",
    "tryggby.certificates",
    "tryggby.outreach",
    "tryggby.insight",
    "tryggby.network",
    "tryggby.api",
    "tryggby.website",
    "tryggby.desk",
]

MIDDLEWARE = [
    "config.visitors.VisitorPages",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.headers",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "config.csrf.NoReferrerCsrf",
    "config.middleware.person",
    "config.middleware.language",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.middleware.ClosedByDefault",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "tryggby.ui.context.shell",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "tryggby.ui.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
UI_SHELL = "tryggby.desk.shell.shell"

DATABASES = {"default": env.database(DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # How often other systems and strangers came this minute: apart, so that a crowd pushes out nothing else.
    "visits": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "visits",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
    # Figures read from the database, each under the number of the newest audit entry: any act makes them be read anew.
    "figures": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "figures",
        "OPTIONS": {"MAX_ENTRIES": 300},
    },
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Every mail becomes a row first; only the worker uses "transport" (room outbox).
MAILERS = {
    "default": {"BACKEND": "tryggby.outbox.backend.OutboxBackend"},
    "transport": env.mail_transport(DATA),
}
DEFAULT_FROM_EMAIL = env.read("TRYGGBY_FROM")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# People and sign-in
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
# Work of one Argon2id derivation for reading keys and children's codes.
SEALING_COST = {"passes": 3, "memory_kib": 65536}
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "/logg-inn/"
LOGIN_REDIRECT_URL = "/start/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "tryggby.people.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
# A code or link that was mailed and used shows that the address is right; nothing more is asked at sign-in.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
MFA_ADAPTER = "tryggby.people.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
MFA_TOTP_ISSUER = "Tryggby"

SESSION_COOKIE_NAME = "__Host-tryggby" if SECURE else "tryggby"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = [BASE_URL] if SECURE else []
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# Security headers
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "media-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 63_072_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_REDIRECT_EXEMPT = [r"^helse/"]
PROXIES = int(env.read("TRYGGBY_PROXIES"))
if PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
X_FRAME_OPTIONS = "DENY"

# Language and time
LANGUAGE_CODE = "nb"
# Every page exists in these.
INTERFACE_LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")]
# The help entrance and the articles may also be read in these.
CONTENT_LANGUAGES = [("se", "Davvisámegiella"), ("ar", "العربية")]
LANGUAGES = INTERFACE_LANGUAGES + CONTENT_LANGUAGES
LANG_INFO.setdefault("se", {"bidi": False, "code": "se", "name": "Northern Sami", "name_local": "davvisámegiella"})
LOCALE_PATHS = [ROOT / "locale", ROOT / "locale_editors"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Oslo"

# The editors' place (Wagtail): our sign-in, our languages, no call to any other host
WAGTAIL_SITE_NAME = "Tryggby"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = INTERFACE_LANGUAGES
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
# A draft is saved when its writer says so: each revision is somebody's, and the second reader's yes is to one of them.
WAGTAIL_AUTOSAVE_INTERVAL = 0
WAGTAILEMBEDS_FINDERS: list[dict] = []
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 5 * 1024 * 1024
TAGGIT_CASE_INSENSITIVE = True
# Editors' own search looks in the pages themselves: the same on both databases, no index to keep.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database.fallback", "AUTO_UPDATE": False}}

# Files
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_MAX_AGE = 60 if DEBUG else 31_536_000
WHITENOISE_USE_FINDERS = DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "tryggby": {"level": "INFO"},
        "django.request": {"level": "ERROR"},
        "django_tasks_db": {"level": "WARNING"},
        "django.tasks": {"level": "WARNING"},
    },
}
