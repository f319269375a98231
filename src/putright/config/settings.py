"""Django's settings, all from the environment; with none set, an embedded database in a folder of the user's own.

PUTRIGHT_HOME          where the embedded database, the documents and the keys are kept
PUTRIGHT_DATABASE_URL  postgresql://user:password@host:5432/name, for PostgreSQL instead of the embedded database;
                       behind a question mark whatever libpq takes, such as ?sslmode=verify-full
PUTRIGHT_SECRET_KEY    signs sessions; made and kept in PUTRIGHT_HOME where it is not given
PUTRIGHT_DOCUMENTS_URL s3://bucket?endpoint=https://host keeps documents in an object store instead of in PUTRIGHT_HOME
PUTRIGHT_CLAMD         host:port or the socket of a clamd that looks at every document before it is kept
PUTRIGHT_HOSTS         the names the site is reached by, with commas; this machine only where it is not given
PUTRIGHT_FRONT_DOORS   complaints.alder.example=AH,... : which landlord's residents' pages a name of the site shows
PUTRIGHT_PROXIES       how many proxies of your own stand before it (default 0); they must set X-Forwarded-For and -Proto
PUTRIGHT_HTTPS         1 where it is reached by https, so that its cookies never travel without
PUTRIGHT_LOGS          json for a line of JSON a request, for a log collector; plain lines where it is not given
PUTRIGHT_BACKUPS       a folder for a backup each night, better on another disk; none where it is not given
"""

import contextlib
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from putright.background.logs import settings_for
from putright.config.sqlite import use_current_sqlite
from putright.pages.headers import POLICY

SQLITE_VERSION = use_current_sqlite()


def _home() -> Path:
    named = os.environ.get("PUTRIGHT_HOME")
    if named:
        return Path(named).expanduser()
    data = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(data).expanduser() / "putright"


HOME = _home()


def _secret_key() -> str:
    """The key given, else one made on the first run, which nobody but the user can read."""
    given = os.environ.get("PUTRIGHT_SECRET_KEY")
    if given:
        return given
    kept = HOME / "secret-key"
    if not kept.exists():
        HOME.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Written whole under another name first: a process that starts beside this one must not read half a key.
        mine = HOME / f".secret-key-{os.getpid()}"
        mine.touch(mode=0o600)
        mine.write_text(secrets.token_urlsafe(48), encoding="ascii")
        with contextlib.suppress(FileExistsError):  # another process was quicker
            kept.hardlink_to(mine)
        mine.unlink()
    return kept.read_text(encoding="ascii")


def database_at(url: str, home: Path) -> dict[str, Any]:
    """The settings of the database at an address; of the embedded one in `home` where the address is empty."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": home / "putright.sqlite3",
            # IMMEDIATE: a transaction that will write says so at once, or two of them fail each other. FULL: what was
            # acknowledged survives a power cut. recursive_triggers: INSERT OR REPLACE would otherwise pass the triggers.
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
                "PRAGMA recursive_triggers=ON;PRAGMA journal_size_limit=67108864;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise ImproperlyConfigured(
            f"PUTRIGHT_DATABASE_URL begins with “{parts.scheme}”: give postgresql://user:password@host:5432/name, or "
            "leave it out for the embedded database."
        )
    # What libpq understands may stand behind a question mark: host=/run/postgresql, sslmode=verify-full.
    more = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": more.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": more.pop("port", "") or str(parts.port or ""),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,  # a connection the server dropped while it lay in the pool is not handed out
        "OPTIONS": {"pool": {"min_size": 0, "max_size": 8, "timeout": 10}, **more},
        "DISABLE_SERVER_SIDE_CURSORS": True,  # so that a pooler in transaction mode may stand in between
    }


def _database() -> dict[str, Any]:
    url = os.environ.get("PUTRIGHT_DATABASE_URL", "")
    if not url:
        HOME.mkdir(parents=True, exist_ok=True, mode=0o700)
    return database_at(url, HOME)


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = [name for name in os.environ.get("PUTRIGHT_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if name]
FRONT_DOORS = dict(each.split("=", 1) for each in os.environ.get("PUTRIGHT_FRONT_DOORS", "").split(",") if "=" in each)
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "putright.people",
    "putright.records",
    "putright.background",
    "putright.pages",
    "putright.sign_in",
    "putright.desk",
    "putright.front_door",
]
MIDDLEWARE = [
    "putright.background.request_log.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "putright.pages.static_files.StaticFiles",
    "putright.pages.headers.headers",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "putright.sign_in.middleware.DoorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "putright.config.urls"
WSGI_APPLICATION = "putright.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "putright.pages.shell.shell",
            ],
            "builtins": ["putright.pages.templatetags.putright_pages"],
        },
    },
]
STATIC_URL = "/static/"
STATIC_FILES = HOME / "static"  # collected by whoever needs them first, into a folder named by what is in it
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "putright.pages.static_files.Collected"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
CONTENT_SECURITY_POLICY = POLICY
SECURE_REFERRER_POLICY = "same-origin"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # not in a cookie: it may name a person
CSRF_FAILURE_VIEW = "putright.pages.lost_session.csrf_failure"
SIGN_OUT_URL = "sign_in:sign_out"
PAGES_GALLERY = DEBUG or os.environ.get("PUTRIGHT_GALLERY") == "1"
DATABASES = {"default": _database()}
AUTH_USER_MODEL = "people.Staff"
AUTHENTICATION_BACKENDS = ["putright.sign_in.backend.DoorBackend"]
LOGIN_URL = "sign_in:sign_in"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "putright.sign_in.validators.LongEnough"},
    {"NAME": "putright.sign_in.validators.NotCommon"},
    {"NAME": "putright.sign_in.validators.NotAboutYou"},
]
PROXIES = int(os.environ.get("PUTRIGHT_PROXIES", "0"))
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"  # Strict would lose whoever comes back from their organisation's sign-in
HTTPS = os.environ.get("PUTRIGHT_HTTPS") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# With the prefix a browser takes the cookie from this very host only, not from one beside it.
SESSION_COOKIE_NAME = "__Host-putright" if HTTPS else "putright"
CSRF_COOKIE_NAME = "__Host-putright-form" if HTTPS else "putright-form"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
if PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "Europe/London"
LANGUAGE_CODE = "en-gb"
DOCUMENTS = HOME / "documents"
DOCUMENTS_URL = os.environ.get("PUTRIGHT_DOCUMENTS_URL", "")
CLAMD = os.environ.get("PUTRIGHT_CLAMD", "")
BACKUPS = os.environ.get("PUTRIGHT_BACKUPS", "")
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["quick", "long"],
        "OPTIONS": {"id_function": "putright.records.models.new_id"},
    },
}
LOGGING = settings_for(os.environ.get("PUTRIGHT_LOGS", "plain"))
