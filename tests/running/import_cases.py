"""What it costs to take in a municipality's staff from one file: the first time, unchanged, and after a reorganisation.

    python -m tests.running.import_cases --people 60000            SQLite, in a folder of its own
    python -m tests.running.import_cases --people 60000 --postgres a PostgreSQL started for it

Files are made here, the same each time. Figures are CPU seconds of this process (PostgreSQL's own are not counted).
"""

import argparse
import csv
import io
import json
import os
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

PLACES = ("Furulia", "Solbakken", "Myra", "Fjellet", "Havna", "Lia", "Sentrum", "Bekken", "Elvebakken", "Toppen")
KINDS = ("barnehage", "skole", "helsestasjon", "barnevern")
GIVEN = ("Kari", "Ola", "Amina", "Lise", "Nora", "Emil", "Jonas", "Sara", "Per", "Åse", "Yusuf", "Maja")
FAMILY = ("Berg", "Dahl", "Moen", "Vik", "Lien", "Haugen", "Ali", "Nilsen", "Strand", "Bø")
HEADING = ("enhet", "enhets-id", "overordnet enhet", "bydel", "tjeneste", "fornavn", "etternavn", "e-post")
HEADING += ("stilling", "stillingsprosent", "fra", "ekstern id")
# Goals in CPU seconds: (first time, unchanged), by people.
GOALS = {10_000: (6.0, 3.0), 60_000: (40.0, 20.0)}


class Staff:
    """An invented municipality: people, units in a tree of three levels, several places for every fifth person."""

    def __init__(self, people: int, seed: int = 1) -> None:
        self.rng = random.Random(seed)
        number = max(20, people // 20)
        self.units = [self._unit(place, number) for place in range(number)]
        self.parents = [None if place < 10 else self.rng.randrange(max(10, place // 8)) for place in range(number)]
        self.places = [self._places(person) for person in range(people)]

    def _unit(self, place: int, number: int) -> str:
        return f"{PLACES[place % 10]} {KINDS[place % 4]} {place}"

    def _places(self, person: int) -> list[int]:
        own = [person % len(self.units)]
        return [*own, self.rng.randrange(len(self.units))] if person % 5 == 0 else own

    def reorganise(self) -> None:
        """Five in a hundred: units renamed, moved, merged; people moved; some leave, some begin."""
        number = len(self.units)
        for place in range(10, number, 60):
            self.units[place] += " og omegn"
            self.parents[place] = place % 10
        gone = set(range(11, number, 60))
        moved = self.rng.sample(range(len(self.places)), len(self.places) // 20)
        for person in moved:
            self.places[person] = [self.rng.randrange(number)]
        self.places = [[place - 1 if place in gone else place for place in places] for places in self.places]
        for person in self.rng.sample(range(len(self.places)), len(self.places) // 100):
            self.places[person] = []
        self.closed = gone

    closed: set[int] = frozenset()  # type: ignore[assignment]

    def csv(self) -> bytes:
        """The file, as a Norwegian spreadsheet saves it."""
        out = io.StringIO(newline="")
        lines = csv.writer(out, delimiter=";")
        lines.writerow(HEADING)
        for place, name in enumerate(self.units):
            if place not in self.closed:
                parent = self.parents[place]
                above = self.units[parent] if parent is not None and parent not in self.closed else ""
                lines.writerow([name, f"E{place}", above, f"Bydel {place % 15}", KINDS[place % 4], *[""] * 7])
        for person, places in enumerate(self.places):
            for turn, place in enumerate(dict.fromkeys(places)):
                lines.writerow(self._line(person, place, turn))
        return out.getvalue().encode()

    def _line(self, person: int, place: int, turn: int) -> list:
        given, family = GIVEN[person % 12], FAMILY[person // 12 % 10]
        role = "leder" if person < len(self.units) and turn == 0 else "ansatt"
        share = 100 if turn == 0 else 20
        who = [given, family, f"p{person}@kommunen.example"]
        return [self.units[place], f"E{place}", "", "", "", *who, role, share, "01.08.2024", f"A{person}"]


def main(arguments: list[str]) -> int:
    """Measure and print a table; returns 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL started for this")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="tryggby-import-") as folder:
        if options.postgres:
            from tests.running.postgres import Postgres

            with Postgres() as server:
                result = measure(options.people, Path(folder), server.url)
        else:
            result = measure(options.people, Path(folder))
    print(json.dumps(result, indent=1) if options.json else "\n".join(lines_of(result)))
    return 0 if result["reached"] else 1


def measure(people: int, folder: Path, database: str = "") -> dict:
    """All figures of one size on one database, in this process."""
    _begin(folder, database)
    from django.db import connection

    staff = Staff(people)
    first = staff.csv()
    result: dict = {"people": people, "rows": first.count(b"\n") - 1, "database": connection.vendor}
    result["first"] = _take_in(first, "liste.csv")
    result["unchanged"] = _take_in(first, "liste-igjen.csv")
    staff.reorganise()
    result["reorganised"] = _take_in(staff.csv(), "ny-organisering.csv")
    result["again"] = _take_in(staff.csv(), "ny-organisering-igjen.csv")
    result["memory_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    goals = GOALS.get(people)
    result["goals"] = goals
    result["reached"] = goals is None or (result["first"]["cpu"] <= goals[0] and result["unchanged"]["cpu"] <= goals[1])
    return result


def lines_of(result: dict) -> list[str]:
    """The figures for people."""
    lines = [
        f"{result['people']} people, {result['rows']} rows, {result['database']}, {result['memory_mb']} MB at most"
    ]
    for name in ("first", "unchanged", "reorganised", "again"):
        part = result[name]
        steps = ", ".join(f"{step} {seconds}" for step, seconds in part["steps"].items())
        lines.append(f"  {name:<12} {part['cpu']:>6.1f} s CPU ({steps}) {part['counts']}")
    lines.append(f"  goals {result['goals']}: {'reached' if result['reached'] else 'MISSED'}")
    return lines


def _begin(folder: Path, database: str) -> None:
    os.environ |= {"TRYGGBY_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings", "TRYGGBY_DEBUG": ""}
    if database:
        os.environ["DATABASE_URL"] = database
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from tryggby.organisations.door import Organisation
    from tryggby.people.door import Person

    Organisation.objects.create(name="Storvik kommune", kind="municipality")
    Person.objects.create_user("kari@kommunen.example", given_name="Kari")


def _take_in(data: bytes, name: str) -> dict:
    """Upload, read, preview and accept a file as the pages and the worker do it; CPU seconds of each step."""
    from tryggby.organisations.actions import accept_staff, prepare_staff, upload_staff
    from tryggby.organisations.door import Organisation
    from tryggby.people.door import Person

    organisation, by = Organisation.objects.get(), Person.objects.get(email="kari@kommunen.example")
    steps: dict[str, float] = {}

    def step(called, **arguments):
        began = time.process_time()
        made = called(by=by, **arguments)
        steps[called.__name__] = round(time.process_time() - began, 2)
        return made

    upload = step(upload_staff, organisation=organisation, name=name, data=data, end_missing=True)
    if upload.state == "reading":
        step(prepare_staff, upload=upload)
        upload.refresh_from_db()
    if upload.preview["is_empty"]:
        counts = {}
    else:
        counts = step(accept_staff, upload=upload, digest=upload.preview["digest"], sure=True)
    kept = {key: number for key, number in counts.items() if number}
    return {"cpu": round(sum(steps.values()), 2), "steps": steps, "counts": kept}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
