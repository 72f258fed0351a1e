"""Reads settings from the environment: every value by name, secrets also from files, failing loudly."""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# name -> (default, what it is for); docs/running/settings.md lists the same names (tested).
KNOWN = {
    "TRYGGBY_DATA": ("data", "Folder for database, files, mail and the generated secret."),
    "TRYGGBY_DEMO": ("", "1: the demo city with demo sign-in buttons. Never on a real installation."),
    "TRYGGBY_DEBUG": ("", "1: development: error pages with detail, reload on change."),
    "TRYGGBY_URL": ("", "The public address, e.g. https://tryggby.example.no; used in mails."),
    "TRYGGBY_HOSTS": ("", "Host names served, separated by commas; the host of TRYGGBY_URL is added."),
    "TRYGGBY_SECURE": ("", "1: served over HTTPS: secure cookies, HSTS, redirect."),
    "TRYGGBY_PROXIES": ("0", "How many reverse proxies set X-Forwarded-For and -Proto."),
    "TRYGGBY_SECRET_KEY": ("", "Secret for signing; made in the data folder when absent."),
    "TRYGGBY_FROM": ("Tryggby <ikke-svar@tryggby.example>", "Sender of mails."),
    "TRYGGBY_EXIT_URL": ("https://www.yr.no/", "Neutral page that «Forlat siden» ends on."),
    "TRYGGBY_NEIGHBOUR": ("", "Where the release of the demo's neighbour city lies; ./run demo --neighbour sets it."),
    "DATABASE_URL": ("", "postgres://user:password@host:port/name?pool=4; empty means SQLite."),
    "MAIL_URL": ("", "smtp://user:password@host:587?tls=1; empty means files in <data>/post."),
}


def read(name: str) -> str:
    """The value of `name`, from the variable or the file that `<name>_FILE` points to."""
    if name not in KNOWN:
        raise ImproperlyConfigured(f"{name} is not a known setting")
    file = os.environ.get(f"{name}_FILE")
    if file:
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE: {error}") from error
    return os.environ.get(name, KNOWN[name][0])


def flag(name: str) -> bool:
    """True for 1/true/yes, False for empty/0/false/no, otherwise an error."""
    value = read(name).lower()
    if value in {"1", "true", "yes"}:
        return True
    if value in {"", "0", "false", "no"}:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}")


def secret_key(data: Path) -> str:
    """The signing secret: given, or made once in the data folder with mode 600."""
    given = read("TRYGGBY_SECRET_KEY")
    if given:
        if len(given) < 40:
            raise ImproperlyConfigured("TRYGGBY_SECRET_KEY must have at least 40 characters")
        return given
    path = data / "secret.key"
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as out:
            out.write(secrets.token_urlsafe(50))
    return path.read_text(encoding="ascii").strip()


def database(data: Path) -> dict:
    """Django's DATABASES["default"]: SQLite in the data folder, or PostgreSQL from DATABASE_URL."""
    url = read("DATABASE_URL")
    if not url:
        return {
            "ENGINE": "config.sqlite",
            "NAME": data / "tryggby.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA mmap_size=0;"
                    # What is deleted is overwritten: names and needs must not lie on in the file or in its backups.
                    "PRAGMA secure_delete=ON;"
                ),
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgres://")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 5,
            "pool": {"min_size": 1, "max_size": int(query.get("pool", "8")), "timeout": 10},
        },
        "DISABLE_SERVER_SIDE_CURSORS": query.get("pgbouncer") == "1",
    }


def mail_transport(data: Path) -> dict:
    """Django's MAILERS entry that really sends: SMTP from MAIL_URL, or files in <data>/post."""
    url = read("MAIL_URL")
    if not url:
        return {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": str(data / "post")},
        }
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"}:
        raise ImproperlyConfigured("MAIL_URL must begin with smtp:// or smtps://")
    query = dict(parse_qsl(parts.query))
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname or "localhost",
            "port": parts.port or 25,
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_tls": query.get("tls") == "1",
            "use_ssl": parts.scheme == "smtps",
            "timeout": 10,
        },
    }
