"""The migrated test database, kept in var/ between runs: migrating costs every process half a minute.

Only SQLite is kept. The copy's name is made of whatever decides what migrating gives: the migrations, the settings,
the libraries and the applications' own words. Set `TRYGGBY_MIGRATE=1` to migrate all the same.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pysqlite3
from django.core import management
from django.db import connections

ROOT = Path(__file__).parents[1]
PLACE = ROOT / "var" / "test-database"
MADE_OF = ("tryggby/**/migrations/*.py", "tryggby/*/apps.py", "tryggby/*/models*", "tryggby/*/models/*.py")
ALSO = ("config/**/*.py", "uv.lock", "tests/settings.py", "tests/kept_database.py")


@contextmanager
def kept_migrations() -> Iterator[None]:
    """While this stands, `migrate` on an empty SQLite test database copies the kept one, or keeps what it made."""
    migrate = management.call_command

    def call(name: str, *arguments, **options):
        database = connections[options.get("database") or "default"]
        if name != "migrate" or database.vendor != "sqlite" or os.environ.get("TRYGGBY_MIGRATE"):
            return migrate(name, *arguments, **options)
        PLACE.mkdir(parents=True, exist_ok=True)
        kept = PLACE / f"{_fingerprint()}.sqlite3"
        with (PLACE / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            database.ensure_connection()
            if kept.exists():
                with closing(pysqlite3.connect(kept)) as source:
                    source.backup(database.connection)
                return None
            answer = migrate(name, *arguments, **options)
            for old in PLACE.glob("*.sqlite3"):
                old.unlink()
            with closing(pysqlite3.connect(kept.with_suffix(".new"))) as target:
                database.connection.backup(target)
            kept.with_suffix(".new").rename(kept)
            return answer

    management.call_command = call
    try:
        yield
    finally:
        management.call_command = migrate


def copy_kept(to: Path) -> None:
    """Begin a SQLite file with the kept migrations, if there are any; migrating it then has little left to do."""
    kept = PLACE / f"{_fingerprint()}.sqlite3"
    if kept.exists():
        shutil.copyfile(kept, to)


def _fingerprint() -> str:
    seen = hashlib.sha256()
    for pattern in MADE_OF + ALSO:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file():
                seen.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return seen.hexdigest()[:16]
