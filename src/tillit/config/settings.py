"""Settings, all of them, read from the environment; the defaults are the embedded installation.

Embedded: one machine, SQLite in WAL mode, web and worker in one command. Production: set
``TILLIT_DATABASE`` to a PostgreSQL address and start as many web and worker processes as needed.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from tillit.config import secret

SOURCE = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("TILLIT_DATA", "data")).resolve()

DEBUG = False
SECRET_KEY = secret.load(DATA, "django")
# Encrypts special-category values, keys the hashes of addresses; never in the database.
PRIVACY_KEY = secret.load(DATA, "privacy")

# The address people reach this installation at; used in mail, where there is no request.
PUBLIC_URL = os.environ.get("TILLIT_URL", "http://localhost:8000")
# Hosts on which organisations live under a path; any other host belongs to one organisation, which
# only the database knows: OrganisationMiddleware refuses the rest.
# The address that ``tillit up`` listens on, told to its processes; empty: not known.
LISTENS_ON = os.environ.get("TILLIT_LISTENS_ON", "")
COMMON_HOSTS = {
    str(urlsplit(PUBLIC_URL).hostname),
    *("localhost", "127.0.0.1", "[::1]"),
    *filter(None, os.environ.get("TILLIT_HOSTS", "").split(",")),
}
ALLOWED_HOSTS = ["*"]
# How many proxies of our own stand in front; they say whose request it is (X-Forwarded-For).
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TILLIT_PROXIES", "0"))
SECURE = PUBLIC_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
# The source of the running version (EUPL-1.2 article 5: distribution and communication).
SOURCE_URL = os.environ.get("TILLIT_SOURCE_URL") or f"{PUBLIC_URL}/kildekode"

INSTALLED_APPS = [
    # First, so that its form and login templates go before those of the apps below.
    "tillit.ui",
    "django.forms",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "tillit.privacy",
    # Before allauth, whose templates it replaces.
    "tillit.organisations",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "tillit.people",
    "tillit.memberships",
    "tillit.events",
    "tillit.site",
    "tillit.portal",
    "tillit.desk",
    "tillit.config",
]

MIDDLEWARE = [
    # What protects an answer is outermost: it is on files and on pages about faults too.
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "tillit.config.collected.CollectedFiles",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tillit.organisations.middleware.OrganisationMiddleware",
    "tillit.organisations.middleware.LanguageMiddleware",
    "tillit.organisations.middleware.PrivateMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "tillit.config.urls"
ORGANISATION_URLCONF = "tillit.config.urls_organisation"
WSGI_APPLICATION = "tillit.config.wsgi.application"

_LOADERS = [
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", _LOADERS)],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tillit.ui.context.shell",
            ],
            "builtins": [
                "tillit.ui.templatetags.ui",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
        },
    }
]
FORM_RENDERER = "tillit.ui.forms.Renderer"


def _database(address: str) -> dict[str, Any]:
    """``postgresql://user:password@host:port/name`` or a path to an SQLite file.

    A server on a socket: ``postgresql://user@/name?host=/var/run/postgresql``.
    """
    if address.startswith(("postgres://", "postgresql://")):
        from urllib.parse import parse_qs, unquote

        url = urlsplit(address)
        socket = parse_qs(url.query).get("host", [""])[0]
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": url.path.lstrip("/"),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": url.hostname or socket,
            "PORT": url.port or "",
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
            # What is asked again and again is planned once (tillit.privacy.statements). That
            # belongs to the connection: no pooler in between that shares it by transaction.
            "OPTIONS": {"prepare_threshold": 3},
        }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": address,
        # Opening the file costs more than most pages; each thread keeps it open.
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            # Writers queue at BEGIN instead of failing half-way.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
                "PRAGMA temp_store=MEMORY;PRAGMA mmap_size=268435456;PRAGMA cache_size=-40000;"
                "PRAGMA secure_delete=ON;"
            ),
        },
    }


DATABASES: dict[str, dict[str, Any]] = {
    "default": _database(os.environ.get("TILLIT_DATABASE", str(DATA / "tillit.sqlite3")))
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": {"BACKEND": "tillit.organisations.shared_cache.SharedCache"}}

AUTH_USER_MODEL = "organisations.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "tillit.organisations.passwords.NotLikeOneself"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "tillit.organisations.forms_account.LoginForm",
    "reauthenticate": "tillit.organisations.forms_account.ReauthenticateForm",
    "change_password": "tillit.organisations.forms_account.ChangePasswordForm",
}
ACCOUNT_ADAPTER = "tillit.organisations.accounts.AccountAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
MFA_TOTP_ISSUER = "Tillit"
MFA_FORMS = {
    "authenticate": "tillit.organisations.forms_account.CodeForm",
    "reauthenticate": "tillit.organisations.forms_account.CodeAgainForm",
    "activate_totp": "tillit.organisations.forms_account.ActivateForm",
    "add_webauthn": "tillit.organisations.forms_account.AddKeyForm",
    "edit_webauthn": "tillit.organisations.forms_account.EditKeyForm",
}
MFA_ADAPTER = "tillit.organisations.accounts.SecondFactorAdapter"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

SESSION_ENGINE = "tillit.organisations.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", _("Norwegian Bokmål")), ("nn", _("Norwegian Nynorsk")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
LOCALE_PATHS = [SOURCE / "locale"]
TIME_ZONE = "Europe/Oslo"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
MEDIA_ROOT = DATA / "files"
# Files are never served by address: each has a view with a gate.
MEDIA_URL = ""
# A larger file lies here while it arrives, so that none is left where nobody looks.
FILE_UPLOAD_TEMP_DIR = DATA / "uploads"
with suppress(OSError):  # a data folder that cannot be written to is told of by the checks
    FILE_UPLOAD_TEMP_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# The largest import file; a larger one is refused while it arrives.
IMPORT_MAX_BYTES = 40 * 1024 * 1024

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default"],
    }
}

EMAIL_BACKEND = os.environ.get(
    "TILLIT_EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = DATA / "mail"
if "TILLIT_SMTP" in os.environ:
    from urllib.parse import unquote

    _smtp = urlsplit(os.environ["TILLIT_SMTP"])
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _smtp.hostname, _smtp.port or 25
    EMAIL_HOST_USER = unquote(_smtp.username or "")
    EMAIL_HOST_PASSWORD = unquote(_smtp.password or "")
    EMAIL_USE_TLS = _smtp.scheme == "smtp+tls"
    EMAIL_USE_SSL = _smtp.scheme == "smtps"
    EMAIL_TIMEOUT = 30
# The processor that runs the mail server, by the name, key or number it has in the registers.
MAIL_PROCESSOR = os.environ.get("TILLIT_MAIL_PROCESSOR", "").strip()
DEFAULT_FROM_EMAIL = os.environ.get("TILLIT_FROM", "tillit@localhost")

# A rehearsal on a copy may move time: ``tillit clock --forward P60D``. Never in production.
CLOCK_FILE = Path(os.environ["TILLIT_CLOCK_FILE"]) if "TILLIT_CLOCK_FILE" in os.environ else None

LOGGING_CONFIG = "tillit.config.logs.configure"
LOGGING: dict[str, object] = {
    # "plain" for a person at a terminal, "json" for a log collector.
    "format": os.environ.get("TILLIT_LOG_FORMAT", "plain"),
    "level": os.environ.get("TILLIT_LOG_LEVEL", "INFO"),
}
SILENCED_SYSTEM_CHECKS: list[str] = []
