"""Settings, one file: what differs between places comes from the environment; a bad value stops the start."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config.secret import secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var"))).resolve()
SECRET_KEY = secret_key(env.str("SECRET_KEY", default=""), VAR_DIR)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# The address that stands in QR codes on paper; people outside must be able to open it.
PUBLIC_URL = env.str("PUBLIC_URL", default="http://127.0.0.1:8000").rstrip("/")

INSTALLED_APPS = [
    "systems.apps.SystemsConfig",
    "classification.apps.ClassificationConfig",
    "documents.apps.DocumentsConfig",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "treebeard",
    "guardian",
    "django_fsm",
    "django_htmx",
    "js_lib_bootstrap5",
    "lucide",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.language.VietnameseFirst",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.session_end.SessionEndMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "config.secrecy_door.SecrecyDoor",
    "config.errors.NotAllowedPage",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "systems.context_processors.shell",
                "classification.context_processors.waiting_count",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"


def database() -> dict:
    """The database of DATABASE_URL; without one, an SQLite file that many processes may share."""
    address = env.str("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")
    # Looked at first: for a scheme it does not know the parser prints the whole address, password included.
    known = address.startswith(("postgres://", "postgresql://", "sqlite:///"))
    try:
        found = env.db_url_config(address) if known else {}
    except Exception:
        found = {}
    if not found.get("NAME"):
        raise ImproperlyConfigured("DATABASE_URL is not an address such as postgres://user@host:5432/name.")
    if found["ENGINE"].endswith("sqlite3"):
        found["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    else:
        found["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
        found["CONN_HEALTH_CHECKS"] = True
    return found


DATABASES = {"default": database()}


def broker() -> tuple[str, dict]:
    """Where bells for workers are rung, and its options: CELERY_BROKER_URL, or files in the data folder."""
    address = env.str("CELERY_BROKER_URL", default="")
    if not address:
        bells = str(VAR_DIR / "bells")
        folders = {"data_folder_in": bells, "data_folder_out": bells, "control_folder": f"{bells}.d"}
        # Two looks a second into one folder.
        return "filesystem://localhost", folders | {"polling_interval": 0.5}
    if not address.startswith(("redis://", "rediss://", "amqp://", "amqps://")):
        raise ImproperlyConfigured(
            "CELERY_BROKER_URL is not an address such as redis://host:6379/0 or amqp://user@host."
        )
    return address, {"socket_connect_timeout": 2} if address.startswith("redis") else {}


CELERY_BROKER_URL, CELERY_BROKER_TRANSPORT_OPTIONS = broker()
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_DEFAULT_QUEUE = env.str("CELERY_QUEUE", default="ho-so-cap-do")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_TIME_LIMIT = 20 * 60
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# Seconds after which a job whose worker gave no sign of life is taken up by another.
JOB_LEASE = env.int("JOB_LEASE", default=60)
# Seconds between two looks of the schedule.
JOB_TICK = env.int("JOB_TICK", default=10)
if JOB_LEASE < 1 or JOB_TICK < 1:
    raise ImproperlyConfigured("JOB_LEASE and JOB_TICK are seconds, at least 1.")

# Processes that print papers, on one machine; megabytes of printed papers that are remembered (0: none).
RENDERERS = env.int("RENDERERS", default=2)
RENDER_CACHE_MB = env.int("RENDER_CACHE_MB", default=512)
if RENDERERS < 1 or RENDER_CACHE_MB < 0:
    raise ImproperlyConfigured("RENDERERS is a number of processes, at least 1; RENDER_CACHE_MB is 0 or more.")

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "systems.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend", "guardian.backends.ObjectPermissionBackend"]
ANONYMOUS_USER_NAME = None
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "classification:my_work"
LOGOUT_REDIRECT_URL = "login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_AGE = env.int("SESSION_SECONDS", default=8 * 3600)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"

HTTPS = env.bool("HTTPS", default=PUBLIC_URL.startswith("https://"))
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = env.bool("SSL_REDIRECT", default=HTTPS)
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31536000 if HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
# Papers are shown in a frame of our own pages, so "DENY" is not for us.
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W019"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-src": [SELF],
        "object-src": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
FORMAT_MODULE_PATH = ["config.formats"]
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

# The address that stands in letters to the people who use it.
SITE_URL = env.str("SITE_URL", default=PUBLIC_URL).rstrip("/")
EMAIL_HOST = env.str("EMAIL_HOST", default="")
EMAIL_PORT = env.int("EMAIL_PORT", default=25)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=False)
EMAIL_USE_SSL = env.bool("EMAIL_USE_SSL", default=False)
EMAIL_TIMEOUT = 20
if EMAIL_USE_TLS and EMAIL_USE_SSL:
    raise ImproperlyConfigured("EMAIL_USE_TLS and EMAIL_USE_SSL exclude each other: STARTTLS or TLS from the start.")
# Without a mail server letters are files that an administrator can read.
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", default="ho-so-cap-do@localhost")

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
FILES_DIR = VAR_DIR / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(FILES_DIR)}},
    "staticfiles": {"BACKEND": "config.static.HashedStatic"},
}
TRUST_DIR = Path(env.str("TRUST_DIR", default=str(VAR_DIR / "trust")))
# Days for which an export of many dossiers is kept for the person who asked.
EXPORT_DAYS = env.int("EXPORT_DAYS", default=7)
if EXPORT_DAYS < 1:
    raise ImproperlyConfigured("EXPORT_DAYS is a number of days, at least 1.")
# Time-stamps are renewed so many days before their certificate runs out, or when their algorithm has aged; papers of
# the past get one every so many seconds.
TIMESTAMP_RENEW_DAYS = env.int("TIMESTAMP_RENEW_DAYS", default=90)
TIMESTAMP_PAUSE = max(1, env.int("TIMESTAMP_PAUSE", default=60))
TIMESTAMP_AGED_ALGORITHMS = env.list("TIMESTAMP_AGED_ALGORITHMS", default=["md5", "sha1"])
# Libraries of key devices (PKCS#11) attached to this machine; no other library is ever loaded.
PKCS11_MODULES = env.list("PKCS11_MODULES", default=[])
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 6000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    # Each says a line for every table of every font that goes into a stamp.
    "loggers": {"fontTools": {"level": "WARNING"}},
}
