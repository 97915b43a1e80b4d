"""Django's settings, from how the pages are served. The only module of settings; its names are Django's own."""

from __future__ import annotations

from pathlib import Path as File
from typing import Any

from chamdiem.web.deployment import Deployment, ServingMode, current
from chamdiem.web.place import DataFolder, open_data_folder

_HERE = File(__file__).parent
_deployment = current()
# without one there is nothing to serve: what only looks at the models needs no folder
_folder: DataFolder | None = open_data_folder(File(_deployment.data)) if _deployment else None
_mode = _deployment.mode if _deployment else ServingMode.THIS_PC
_is_secret = _mode is not ServingMode.OPEN_NETWORK


def _database(folder: DataFolder | None) -> dict[str, Any]:
    if folder is None:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
    if folder.database is not None:
        from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415 - only for those who have such a database

        told = conninfo_to_dict(folder.database)
        names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
        given = {names[key]: value for key, value in told.items() if key in names}
        options = {key: value for key, value in told.items() if key not in names}
        return {"ENGINE": "django.db.backends.postgresql", **given, "OPTIONS": options, "CONN_MAX_AGE": None}
    # what is acknowledged has to be on the disk, and a writer waits its turn from its first statement on
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
    options = {"transaction_mode": "IMMEDIATE", "timeout": 30, "init_command": pragmas}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(folder.tables),
        "OPTIONS": options,
        "CONN_MAX_AGE": None,
    }


DEBUG = False
SECRET_KEY = _folder.key if _folder else "nothing is signed without a data folder"
ALLOWED_HOSTS = list(_deployment.hosts) if _deployment else []
ROOT_URLCONF = "chamdiem.web.urls"
WSGI_APPLICATION = "chamdiem.web.wsgi.application"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.staticfiles",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "axes",
    "chamdiem.web",
]
MIDDLEWARE = [
    "chamdiem.web.api.middleware.ApiProblems",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "chamdiem.web.compressing.CompressedPages",
    "chamdiem.web.headers.SafeHeaders",
    "chamdiem.web.api.middleware.ApiDoor",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "chamdiem.web.guard.Guard",
    "axes.middleware.AxesMiddleware",
]
DATABASES = {"default": _database(_folder)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = False
LANGUAGE_CODE = "vi"
APPEND_SLASH = False

# accounts
AUTH_USER_MODEL = "web.Account"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "chamdiem.web.accounts.AccountBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
# a list within the list: both together; flat, one of them would lock out a whole office
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "chamdiem.web.views.entrance.throttled"
AXES_VERBOSE = False

# sessions
SESSION_ENGINE = "chamdiem.web.sessions"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_NAME = "__Host-phien" if _is_secret else "phien"
SESSION_COOKIE_SECURE = _is_secret
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-khoa" if _is_secret else "khoa"
CSRF_COOKIE_SECURE = _is_secret
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "chamdiem.web.errors.forbidden"
CSRF_TRUSTED_ORIGINS = [
    f"https://{name}" for name in (_deployment.names if _deployment and _mode is ServingMode.BEHIND_TLS else ())
]

# the way there
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if _mode is ServingMode.BEHIND_TLS:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = ["^suc-khoe$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# what is sent
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 1
# the largest that any page takes, with what stands around it; each page bounds its own
FILE_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024 + 64 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# style and script
STATIC_URL = "tinh/"
STATICFILES_DIRS = [str(_HERE / "static")]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": True,
    "formatters": {"line": {"()": "chamdiem.web.logs.JsonLines"}},
    "handlers": {
        "out": {"class": "logging.StreamHandler", "formatter": "line"},
        # a logger without any would print what it is told as it is: addresses, logins
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["out"], "level": "WARNING"},
    "loggers": {
        "django.request": {"handlers": ["nowhere"], "propagate": False},
        "django.security": {"handlers": ["nowhere"], "propagate": False},
        "axes": {"handlers": ["nowhere"], "propagate": False},
        # one line for each request that waits, just while there is no time for it
        "waitress.queue": {"handlers": ["nowhere"], "propagate": False},
        "chamdiem.web": {"handlers": ["out"], "level": "INFO", "propagate": False},
    },
}


def deployment() -> Deployment:
    """Return how this process serves."""
    assert _deployment is not None  # noqa: S101 - whoever asks serves
    return _deployment


def folder() -> DataFolder:
    """Return the data folder of this process."""
    assert _folder is not None  # noqa: S101 - whoever asks serves
    return _folder
