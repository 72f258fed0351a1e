"""One moment of a database as a file, its rows counted, and back: SQLite itself, PostgreSQL with its own tools."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pysqlite3

from config.running.folder import Refused

SQLITE, POSTGRES = "sqlite", "postgresql"
FILE = {SQLITE: "tryggby.sqlite3", POSTGRES: "database.pgdump"}
# What tells for two hours how often something came from one address: no copy keeps it. Marks before their salts.
FLEETING = ("voices_codepace", "ground_ratemark", "ground_salthour")
TABLES = "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"


def snapshot(folder: Path, room: Path) -> tuple[str, Path, dict[str, int]]:
    """(engine, file in `room`, rows by table), all three of the same moment, while others write."""
    if url := os.environ.get("DATABASE_URL", ""):
        return POSTGRES, *_dump(url, room / FILE[POSTGRES])
    source, copy = folder / FILE[SQLITE], room / FILE[SQLITE]
    if not source.exists():
        raise Refused(f"there is no database in {folder}.")
    connection = _connect(source)
    # Compact: nothing of what was deleted comes along.
    connection.execute("VACUUM INTO ?", [str(copy)])
    connection.close()
    _leave_out_fleeting(copy)
    return SQLITE, copy, count_rows(SQLITE, room)


def load(engine: str, folder: Path) -> None:
    """Put a restored folder's database where the product looks for it."""
    if engine == SQLITE:
        connection = _connect(folder / FILE[SQLITE])
        found = connection.execute("PRAGMA integrity_check").fetchone()[0]
        connection.close()
        if found != "ok":
            raise Refused(f"the database is damaged: {found}")
        return
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        raise Refused("the backup is of a PostgreSQL database: set DATABASE_URL to an empty one.")
    _tool(
        "pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", "-d", url, str(folder / FILE[POSTGRES])
    )
    (folder / FILE[POSTGRES]).unlink()


def count_rows(engine: str, folder: Path) -> dict[str, int]:
    """Rows by table."""
    if engine == SQLITE:
        connection = _connect(folder / FILE[SQLITE])
        names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        found = _count(lambda sql: connection.execute(sql).fetchall(), names)
        connection.close()
        return found
    import psycopg

    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        return _count(lambda sql: connection.execute(sql).fetchall(), TABLES)


def _leave_out_fleeting(copy: Path) -> None:
    """Empty the tables of marks and salts in the copy, their bytes too."""
    connection = _connect(copy)
    connection.execute("PRAGMA secure_delete = ON")
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for name in FLEETING:
        if name in there:
            connection.execute(f'DELETE FROM "{name}"')  # noqa: S608  a name of ours
    connection.commit()
    connection.close()


def _connect(path: Path):
    """A connection that knows the functions which the tables' own rules use."""
    from django.db.backends.sqlite3._functions import register

    connection = pysqlite3.connect(path, timeout=20)
    register(connection)
    return connection


def _dump(url: str, target: Path) -> tuple[Path, dict[str, int]]:
    import psycopg

    with psycopg.connect(url) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        moment = connection.execute("SELECT pg_export_snapshot()").fetchone()
        assert moment is not None
        without = [f"--exclude-table-data={name}" for name in FLEETING]
        _tool("pg_dump", "-Fc", "--no-owner", *without, f"--snapshot={moment[0]}", "-f", str(target), url)
        counted = _count(lambda sql: connection.execute(sql).fetchall(), TABLES)
        return target, counted | {name: 0 for name in FLEETING if name in counted}


def _count(ask: Callable[[str], list], names: str) -> dict[str, int]:
    found = {}
    for (name,) in ask(names):
        quoted = name if name.startswith('"') else f'"{name}"'
        found[name.strip('"')] = ask(f"SELECT count(*) FROM {quoted}")[0][0]  # noqa: S608  a name the database gave
    return found


def _tool(name: str, *arguments: str) -> None:
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    tool = shutil.which(name) or (str(places[0]) if places else "")
    if not tool:
        raise Refused(f"{name} is missing. It comes with the package postgresql-client.")
    done = subprocess.run([tool, *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Refused(f"{name}: {(done.stderr.strip().splitlines() or ['failed'])[-1]}")
