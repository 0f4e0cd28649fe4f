"""Every setting in one file. Whatever differs between machines is read from the environment
here; a value that makes no sense stops the start with one line."""

import os
import secrets
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent


def env_bool(name: str, *, default: bool) -> bool:
    text = os.environ.get(name)
    if text is None:
        return default
    if text not in ("0", "1"):
        raise ImproperlyConfigured(f"{name} must be 0 or 1, not {text!r}")
    return text == "1"


def env_list(name: str, default: str) -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def env_choice(name: str, default: str, choices: tuple[str, ...]) -> str:
    text = os.environ.get(name, default)
    if text not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}, not {text!r}")
    return text


def var_dir() -> Path:
    """Where everything lives that the installation itself writes, readable to its user alone:
    database, photos, reports, key."""
    folder = Path(os.environ.get("JOURNEYAUDIT_VAR") or BASE_DIR / "var").resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as fault:
        raise ImproperlyConfigured(f"JOURNEYAUDIT_VAR must be a folder: {fault}") from fault
    if not os.access(folder, os.W_OK | os.X_OK):
        raise ImproperlyConfigured(f"JOURNEYAUDIT_VAR must be writable, {folder} is not")
    return folder


def secret_key() -> str:
    """The key of the environment, or one made once and kept in the var folder."""
    given = os.environ.get("JOURNEYAUDIT_SECRET_KEY")
    if given:
        if len(given) < 50 or len(set(given)) < 5:
            raise ImproperlyConfigured(
                "JOURNEYAUDIT_SECRET_KEY must have at least 50 characters, 5 of them different"
            )
        return given
    path = VAR_DIR / "secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(60))
    return path.read_text()


LOOPBACK = ("localhost", "127.0.0.1", "::1")


def base_url() -> str:
    """The address people use. Only on this machine itself may it be without encryption."""
    text = os.environ.get("JOURNEYAUDIT_BASE_URL", "http://localhost:8000").rstrip("/")
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path:
        raise ImproperlyConfigured(
            f"JOURNEYAUDIT_BASE_URL must look like https://audits.example.com, not {text!r}"
        )
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise ImproperlyConfigured(
            f"JOURNEYAUDIT_BASE_URL must start with https:// unless it is localhost, not {text!r}"
        )
    return text


VAR_DIR = var_dir()
# Debug is asked for, never assumed.
DEBUG = env_bool("JOURNEYAUDIT_DEBUG", default=False)
SECRET_KEY = secret_key()
# Links in mails are built from this, never from the request.
BASE_URL = base_url()
HTTPS = BASE_URL.startswith("https://")
if DEBUG and HTTPS:
    raise ImproperlyConfigured("JOURNEYAUDIT_DEBUG must be 0 where JOURNEYAUDIT_BASE_URL is https")
ALLOWED_HOSTS = env_list(
    "JOURNEYAUDIT_HOSTS", f"localhost,127.0.0.1,[::1],{urlsplit(BASE_URL).hostname}"
)
if any("*" in host for host in ALLOWED_HOSTS):
    raise ImproperlyConfigured("JOURNEYAUDIT_HOSTS must name the hosts; '*' is not accepted")
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "accounts.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "crispy_forms",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "accounts",
    "journeys",
    "audits",
    "reports",
]
MIDDLEWARE = [
    # The headers come first, so that every answer has them, also one that a later one refuses.
    "accounts.permissions.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.permissions.RollingSessionMiddleware",
    "accounts.permissions.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "accounts.permissions.AccessMiddleware",
]
ROOT_URLCONF = "journeyaudit.urls"
WSGI_APPLICATION = "journeyaudit.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "accounts.permissions.rights",
            ],
        },
    }
]

SQLITE_OPTIONS: dict[str, Any] = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": (
        "PRAGMA journal_mode=WAL;"
        "PRAGMA synchronous="
        + env_choice("JOURNEYAUDIT_DB_SYNC", "full", ("normal", "full")).upper()
        + ";PRAGMA journal_size_limit=27103364;PRAGMA mmap_size=134217728;"
        "PRAGMA cache_size=2000;PRAGMA foreign_keys=ON;"
    ),
}
DATABASE_URL = os.environ.get("DATABASE_URL", "")
if DATABASE_URL:
    if not DATABASE_URL.startswith(("postgres://", "postgresql://", "sqlite://")):
        raise ImproperlyConfigured("DATABASE_URL must start with postgresql:// or sqlite://")
    try:
        database: dict[str, Any] = dict(
            dj_database_url.parse(DATABASE_URL, conn_max_age=60, conn_health_checks=True)
        )
    except ValueError as fault:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {fault}") from fault
else:
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": VAR_DIR / "journeyaudit.sqlite3"}
if database["ENGINE"].endswith("sqlite3"):
    database["OPTIONS"] = SQLITE_OPTIONS
DATABASES = {"default": database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
# A mailed link to a new password holds for four hours.
PASSWORD_RESET_TIMEOUT = 4 * 3600
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
# An auditor may be on the road for days; the session rolls on with use, once a day
# (accounts.permissions.RollingSessionMiddleware).
SESSION_COOKIE_AGE = 30 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
# The prefix makes the browser refuse the cookie from another host or without encryption.
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
CSRF_USE_SESSIONS = True
CSRF_FAILURE_VIEW = "accounts.views.errors.csrf_failure"
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = HTTPS and env_bool("JOURNEYAUDIT_SSL_REDIRECT", default=True)
# Whoever watches the installation asks this machine directly, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
# With a proxy in front, it alone says who asks and how; without one, nobody is believed.
BEHIND_PROXY = env_bool("JOURNEYAUDIT_BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
# On every response, whoever made it (accounts.permissions.HeadersMiddleware).
RESPONSE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": X_FRAME_OPTIONS,
    "Referrer-Policy": SECURE_REFERRER_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # The visit takes photos; nothing else of the device is asked for.
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=(), payment=(), usb=()",
}
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
# A refused request would lose what was typed with the photos; the view itself takes 20 at a time.
DATA_UPLOAD_MAX_NUMBER_FILES = 1000

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if os.environ.get("JOURNEYAUDIT_SMTP_HOST")
    else "django.core.mail.backends.console.EmailBackend"
)
EMAIL_HOST = os.environ.get("JOURNEYAUDIT_SMTP_HOST", "")
EMAIL_HOST_USER = os.environ.get("JOURNEYAUDIT_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("JOURNEYAUDIT_SMTP_PASSWORD", "")
EMAIL_USE_TLS = bool(EMAIL_HOST)
EMAIL_PORT = 587
DEFAULT_FROM_EMAIL = os.environ.get("JOURNEYAUDIT_MAIL_FROM", "journeyaudit@localhost")

LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", _("Finnish")), ("sv", _("Swedish")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Helsinki"
USE_TZ = True

EDITOR_PACKAGES = (
    "orderedmap",
    "prosemirror-commands",
    "prosemirror-history",
    "prosemirror-keymap",
    "prosemirror-model",
    "prosemirror-schema-list",
    "prosemirror-state",
    "prosemirror-transform",
    "prosemirror-view",
    "rope-sequence",
)
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    # Fonts and the tablet's one library come from their npm packages (package-lock.json), never
    # from this repository.
    ("fonts/inter", BASE_DIR / "node_modules/@fontsource/inter/files"),
    ("fonts/source-serif-4", BASE_DIR / "node_modules/@fontsource/source-serif-4/files"),
    # So does the editor of rich text: ES modules that an import map finds by name.
    *((f"lib/{name}", BASE_DIR / "node_modules" / name / "dist") for name in EDITOR_PACKAGES),
    ("lib/prosemirror-view/style", BASE_DIR / "node_modules/prosemirror-view/style"),
    ("lib/w3c-keyname", BASE_DIR / "node_modules/w3c-keyname"),
    ("idb", BASE_DIR / "node_modules/idb/build"),
]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "audits.management.scripts.BundleFinder",
]
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or "pytest" in sys.modules
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

CRISPY_ALLOWED_TEMPLATE_PACKS = ["journey"]
CRISPY_TEMPLATE_PACK = "journey"
CRISPY_FAIL_SILENTLY = False

# 0 takes the service worker off every tablet that comes by, should it ever do harm.
TABLET_WORKER = env_bool("JOURNEYAUDIT_TABLET_WORKER", default=True)
# How long the renderer may work on one report in seconds of processor, and how long it is waited
# for by the clock: a busy machine gives it a third of a processor only.
PDF_SECONDS = 60
PDF_PATIENCE = 3 * PDF_SECONDS
# After how many seconds a background task counts as lost with its worker and is taken up again.
TASK_LEASE = 2 * PDF_PATIENCE
# The version of what tablets and the server say to each other.
API_PROTOCOL = 1
# Days before the same auditor may return to a site.
ROTATION_DAYS = 90

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
