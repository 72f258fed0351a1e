"""Gets the data folder ready for a start, step by step, doing only what is not done already.

Run in a process of its own (a fork of config/running/preloaded.py, or `python -m config.running.prepare
[--demo]`), so that its memory is given back before the product starts.
"""

import contextlib
import hashlib
import importlib.util
import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import django

from config.running.folder import Refused

ROOT = Path(__file__).resolve().parent.parent.parent
# The first SQLite without the fault by which a WAL reset could lose writes.
SQLITE = (3, 51, 3)
STAMPS = "stamps.json"
BUILT = ".demo-city"
# The number of the lock that the migrating process holds on PostgreSQL.
MIGRATING = 7_289_241
# Room, folder and what it is called on the screen.
SHIPPED = (
    ("packages", "packages", "Competence packages"),
    ("programmes", "programmes", "Programmes"),
    ("knowledge", "articles", "Articles"),
    ("help", "tryggby/help/shipped", "Help lines and sections of the law"),
    ("routines", "routines", "Routines"),
    ("voices", "tryggby/voices/texts/flow", "What children are promised"),
)


def main(demo: bool, *, neighbour: bool = False) -> int:
    """Prepare; returns the exit code, after one plain line when it cannot go on."""
    began = time.monotonic()
    return _plainly(lambda: _prepare(demo, began, neighbour=neighbour))


def read_settings() -> bool:
    """Read settings, rooms and translations; False, after one plain line, when that cannot be done."""
    return _plainly(_read) == 0


def _plainly(work: Callable[[], None]) -> int:
    try:
        work()
    except Refused as refusal:
        print(f"Tryggby: {refusal}", file=sys.stderr)
        return 1
    except Exception as error:
        line = _plain(error)
        if line is None:
            raise
        print(f"Tryggby: {line}", file=sys.stderr)
        return 1
    return 0


def _read() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    # The catalogues come first: what is read without them stays without them.
    _translations()
    django.setup()


def _prepare(demo: bool, began: float, *, neighbour: bool) -> None:
    _read()
    from django.conf import settings

    _check_sqlite()
    if demo:
        _forget_half_built(settings.DATA)
    steps = Steps(settings.DATA)
    _database()
    _static_files(steps)
    _shipped(steps)
    if demo:
        _demo_city(settings.DATA, neighbour=neighbour)
    _help_pages(steps)
    steps.keep()
    if not demo:
        _tell_set_up_code()
    print(f"→ Ready to start after {time.monotonic() - began:.1f} s", flush=True)


class Steps:
    """Remembers with which input a step was last carried out."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / STAMPS
        try:
            self.stamps = json.loads(self.path.read_text("utf-8"))
        except (OSError, ValueError):
            self.stamps = {}

    def when_changed(self, name: str, stamp: str, text: str, step: Callable[[], object]) -> None:
        """Carry the step out unless it was done with the same stamp."""
        if self.stamps.get(name) == stamp:
            return
        show(text, step)
        self.stamps[name] = stamp

    def keep(self) -> None:
        """Write the stamps down."""
        text = json.dumps(self.stamps, indent=1, sort_keys=True)
        if not self.path.exists() or self.path.read_text("utf-8") != text:
            self.path.write_text(text, "utf-8")


def show(text: str, step: Callable[[], object]) -> None:
    """Print what is going on, do it, and print how long it took."""
    began = time.monotonic()
    print(f"→ {text} …", end=" ", flush=True)
    try:
        step()
    except BaseException:
        print(flush=True)
        raise
    print(f"{time.monotonic() - began:.1f} s", flush=True)


def check_migrations(applied: Iterable[tuple[str, str]], known: Iterable[tuple[str, str]]) -> None:
    """Raise Refused when the database has been migrated by newer code than this."""
    known = set(known)
    rooms = {app for app, _ in known}
    newer = sorted(f"{app}.{name}" for app, name in applied if app in rooms and (app, name) not in known)
    if newer:
        raise Refused(
            f"the database is newer than this code, which does not know {newer[-1]}. "
            "Start the version that wrote it, or restore a backup."
        )


def _check_sqlite() -> None:
    from django.db import connection

    if connection.vendor == "sqlite" and connection.Database.sqlite_version_info < SQLITE:
        found, wanted = connection.Database.sqlite_version, ".".join(map(str, SQLITE))
        raise Refused(f"SQLite {found} is too old, {wanted} or newer is needed. The packages of uv.lock bring one.")


def _translations() -> None:
    from django.conf import settings

    from config.running.catalogues import compile_all, stale

    behind = [folder for folder in settings.LOCALE_PATHS if stale(Path(folder))]
    if behind:
        show("Translations", lambda: [compile_all(Path(folder)) for folder in behind])


def _database() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    loader = executor.loader
    replaced = {key for migration in loader.disk_migrations.values() for key in migration.replaces}
    check_migrations(loader.applied_migrations, {*loader.disk_migrations, *replaced})
    plan = executor.migration_plan(loader.graph.leaf_nodes())
    if plan:
        with _alone(connection):
            show(f"Database: {len(plan)} steps", lambda: call_command("migrate", verbosity=0, interactive=False))


@contextlib.contextmanager
def _alone(connection) -> Iterator[None]:
    """Of several machines on one PostgreSQL, one migrates and the others wait. (A SQLite's folder is locked anyway.)"""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATING])


def _static_files(steps: Steps) -> None:
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    files = [(path, storage) for finder in get_finders() for path, storage in finder.list(["CVS", ".*", "*~"])]
    seen = hashlib.sha256(django.__version__.encode())
    for path, storage in sorted(files, key=lambda pair: pair[0]):
        status = os.stat(storage.path(path))
        seen.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    if not Path(settings.STATIC_ROOT).exists():
        steps.stamps.pop("static", None)
    steps.when_changed(
        "static",
        seen.hexdigest(),
        f"Styles, scripts and fonts: {len(files)} files",
        lambda: call_command("collectstatic", verbosity=0, interactive=False),
    )


def _shipped(steps: Steps) -> None:
    """Packages, programmes and articles that come with the product, loaded through their rooms' doors."""
    for room, name, text in SHIPPED:
        folder = ROOT / name
        if importlib.util.find_spec(f"tryggby.{room}.door") is None:
            continue
        load = getattr(importlib.import_module(f"tryggby.{room}.door"), "load_shipped", None)
        if load is not None and folder.exists():
            steps.when_changed(room, _fingerprint(folder), text, lambda load=load: load(by=None))


def _tell_set_up_code() -> None:
    """An empty installation is set up by whoever can read this, not by whoever comes first."""
    from tryggby.organisations.door import Installation, set_up_code

    if not Installation.objects.exists():
        url = os.environ.get("TRYGGBY_URL", "").rstrip("/")
        code = set_up_code()
        print(f"→ Not set up yet. The set-up code is {code}: {url}/oppsett/?kode={code}", flush=True)


def _help_pages(steps: Steps) -> None:
    """The help pages as files, which are served without the database."""
    from django.conf import settings

    from tryggby.help.door import copy_stamp, write_copy

    made_of = ("help/templates", "help/texts", "ui/templates")
    stamp = copy_stamp() + steps.stamps.get("static", "")
    stamp += "".join(_fingerprint(ROOT / "tryggby" / folder)[:16] for folder in made_of)
    if not (settings.DATA / "help" / "state.json").exists():
        steps.stamps.pop("help pages", None)
    steps.when_changed("help pages", stamp, "Help pages", write_copy)


def _forget_half_built(data: Path) -> None:
    """A demo city whose building was broken off is begun again from nothing."""
    from django.db import connection

    if (data / BUILT).exists() or connection.vendor != "sqlite":
        return
    for name in (STAMPS, *(f"tryggby.sqlite3{end}" for end in ("", "-wal", "-shm"))):
        (data / name).unlink(missing_ok=True)
    for folder in ("media", "post"):
        shutil.rmtree(data / folder, ignore_errors=True)
    # Nothing is lost if the power goes now, so the disk is not waited for until the city stands.
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")


def _demo_city(data: Path, *, neighbour: bool) -> None:
    from django.core.management import call_command
    from django.db import connection

    from tryggby.organisations.door import Installation

    mark = data / BUILT
    if mark.exists() or Installation.objects.exists():
        return
    began = time.monotonic()
    print(
        f"→ The {'neighbour' if neighbour else 'demo'} city: a year in a municipality (this happens once)", flush=True
    )
    call_command("demo_city", neighbour=neighbour)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    os.sync()
    mark.write_text("The demo city is built.\n", "utf-8")
    print(f"  {time.monotonic() - began:.1f} s", flush=True)


def _fingerprint(folder: Path) -> str:
    seen = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            seen.update(f"{path.relative_to(folder)} ".encode() + hashlib.sha256(path.read_bytes()).digest())
    return seen.hexdigest()


def _plain(error: Exception) -> str | None:
    """One plain line for the errors that an operator can do something about."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    words = str(error).strip().split("\n")[0]
    if isinstance(error, ImproperlyConfigured):
        return f"a setting is wrong: {words}"
    if (isinstance(error, OSError) and error.errno == 28) or "disk is full" in words:
        return "the disk is full, so the start was given up. Make room and start again; nothing is lost."
    if isinstance(error, PermissionError) or "readonly database" in words:
        return f"a file in the data folder is not writable: {words}"
    if isinstance(error, DatabaseError) and "connect" in words:
        return f"the database does not answer: {words}"
    return None


if __name__ == "__main__":
    sys.exit(main("--demo" in sys.argv[1:]))
