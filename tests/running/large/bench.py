"""`bin/bench --large`: rows D and E at the size of Oslo, on SQLite and on PostgreSQL, and how they grow from 10 000.

    bin/bench --large                    10 000 and 60 000 people on both databases (about half an hour)
    bin/bench --large --people 1000      one size
    bin/bench --large --database sqlite  one database

Cities on SQLite are built once for a state of the code and kept in var/large. A missed goal is printed; it is no error.
"""

import argparse
import hashlib
import json
import shutil
import sys
from pathlib import Path

from tests.running.postgres import Postgres
from tests.running.product import clean_environment
from tests.running.steps import ROOT, python, quietly

KEPT = ROOT / "var" / "large"
SIZES = (10_000, 60_000)
MADE_OF = (
    "tests/running/large/city.py",
    "tryggby/*/migrations/*.py",
    "tryggby/insight/**/*.py",
    "tryggby/obligations/*.py",
)


def main(arguments: list[str]) -> int:
    """Build, measure, print."""
    parser = argparse.ArgumentParser(prog="bin/bench --large", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--people", type=int, action="append", help="how many; may be given more than once")
    parser.add_argument("--database", choices=["sqlite", "postgres"], action="append")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    sizes = sorted(options.people or SIZES)
    result: dict = {}
    for database in options.database or ["sqlite", "postgres"]:
        measured = on_sqlite(sizes) if database == "sqlite" else on_postgres(sizes)
        result[database] = {"sizes": measured, "grown": growth(measured)}
    print(json.dumps(result, indent=1, ensure_ascii=False) if options.json else table(result))
    return 0


def on_sqlite(sizes: list[int]) -> dict[int, dict]:
    """Size → what was built and its figures, in kept folders."""
    found = {}
    for people in sizes:
        folder = KEPT / f"{_fingerprint()}-{people}"
        here = _environment(TRYGGBY_DATA=str(folder))
        if not (folder / "built.json").exists():
            for old in KEPT.glob(f"*-{people}"):
                shutil.rmtree(old)
            folder.mkdir(parents=True)
            built = _build(here, people)
            (folder / "built.json").write_text(json.dumps(built))
        found[people] = {
            "built": json.loads((folder / "built.json").read_text()),
            "figures": _run(here, "measure", 0) + staff_files(people),
        }
    return found


def on_postgres(sizes: list[int]) -> dict[int, dict]:
    """The same on a server of our own, which is thrown away afterwards."""
    found = {}
    with Postgres() as server:
        assert server.process is not None
        for people in sizes:
            folder = KEPT / "postgres"
            folder.mkdir(parents=True, exist_ok=True)
            here = _environment(DATABASE_URL=server.create(f"large{people}"), TRYGGBY_DATA=str(folder))
            built = _build(here, people)
            figures = _run(here, "measure", server.process.pid) + staff_files(people, "--postgres")
            found[people] = {"built": built, "figures": figures}
    return found


def staff_files(people: int, *on: str) -> list[dict]:
    """A staff file of that many people, taken in twice and then reorganised, in a process and a database of its own."""
    done = quietly(python("-m", "tests.running.import_cases", "--people", str(people), "--json", *on), _environment())
    try:
        found = json.loads(done.stdout[done.stdout.index("{") :])
    except ValueError:
        raise SystemExit(done.stdout[-1000:] + done.stderr[-3000:]) from None
    goals = dict(zip(("first", "unchanged"), found["goals"] or (), strict=False))
    return [
        {
            "name": f"E staff file {name}",
            "value": found[name]["cpu"],
            "unit": "s CPU",
            "goal": goals.get(name),
            "growth": 6.5,
        }
        for name in ("first", "unchanged", "reorganised", "again")
    ]


def growth(measured: dict[int, dict]) -> list[dict]:
    """Each compared figure of the largest city as a multiple of the smallest's."""
    if len(measured) < 2:
        return []
    small, large = (measured[size]["figures"] for size in (min(measured), max(measured)))
    before = {figure["name"]: figure["value"] for figure in small}
    times = max(measured) / min(measured)
    return [
        {
            "name": figure["name"],
            "times": round(figure["value"] / before[figure["name"]], 2),
            # Goals are for six times as many people; less for fewer.
            "goal": figure["growth"] if figure["growth"] <= 1.3 else round(figure["growth"] * times / 6, 2),
        }
        for figure in large
        if figure["growth"] and before.get(figure["name"])
    ]


def table(result: dict) -> str:
    """The figures for people."""
    lines: list[str] = []
    for database, measured in result.items():
        for people, found in measured["sizes"].items():
            built = ", ".join(f"{value:,} {name}".replace(",", " ") for name, value in found["built"].items())
            lines += ["", f"{database}, {people} people: {built}", ""]
            lines += [
                _line(figure["name"], figure["value"], figure["unit"], figure["goal"]) for figure in found["figures"]
            ]
        if measured["grown"]:
            lines += ["", f"{database}, growth from the smallest to the largest", ""]
            lines += [_line(row["name"], row["times"], "×", row["goal"]) for row in measured["grown"]]
    return "\n".join(lines).strip()


def _line(name: str, value: float, unit: str, goal: float | None) -> str:
    judged = "" if goal is None else f"  goal {goal:g} {'ok' if value <= goal else 'MISS'}"
    return f"  {name:<46}{value:>10g} {unit:<8}{judged}"


def _build(here: dict[str, str], people: int) -> dict:
    quietly_or_die(python("-m", "django", "migrate", "--verbosity", "0"), here)
    quietly_or_die(python("-m", "django", "collectstatic", "--verbosity", "0", "--no-input"), here)
    return _run(here, "build", people)


def _run(here: dict[str, str], what: str, argument: int):
    return json.loads(quietly_or_die(python("-m", "tests.running.large.measure", what, str(argument)), here))


def quietly_or_die(command: list[str], here: dict[str, str]) -> str:
    """The last line a command says; ends with its words when it fails."""
    done = quietly(command, here)
    if done.returncode:
        raise SystemExit(done.stdout[-1000:] + done.stderr[-3000:])
    return (done.stdout.strip().splitlines() or [""])[-1]


def _environment(**variables: str) -> dict[str, str]:
    """Demo mode: people are found by their demo names."""
    return clean_environment(
        **variables, TRYGGBY_DEMO="1", TRYGGBY_HOSTS="*", DJANGO_SETTINGS_MODULE="config.settings", PYTHONPATH=str(ROOT)
    )


def _fingerprint() -> str:
    seen = hashlib.sha256()
    for pattern in MADE_OF:
        for path in sorted(Path(ROOT).glob(pattern)):
            seen.update(path.read_bytes())
    return seen.hexdigest()[:12]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
