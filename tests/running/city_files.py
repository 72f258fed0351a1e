"""Makes the demo's other cities anew: `python -m tests.running.city_files`. Invented figures, protected by the real
rules and signed with keys that are thrown away, so that nobody can sign as one of these cities again.
"""

import datetime as dt
import json
import random
from pathlib import Path

from tryggby.network.document import KIND, SCHEMA, new_private, public_half, sign, stamp
from tryggby.voices import content
from tryggby.voices.figures import SUM, first_table

FOLDER = Path(__file__).parents[2] / "tryggby" / "network" / "cities"
MADE = dt.datetime(2026, 6, 22, 8, 0, tzinfo=dt.UTC)
UNTIL = dt.datetime(2036, 6, 22, 8, 0, tzinfo=dt.UTC)
SINCE, ENDS = "2026-01-05", "2026-06-14"
# Number, name, how many children answer at each place, how many places.
CITIES = [
    ("9911", "Bergnes", 60, 4),
    ("9912", "Drammevik", 34, 3),
    ("9913", "Granhavn", 18, 3),
    ("9914", "Kristvik", 45, 2),
    ("9915", "Sandby", 12, 2),
    ("9916", "Stavhavn", 80, 4),
    ("9917", "Tromnes", 26, 1),
]
SCOPES = [
    ("skole", "from13", "five", ("hort", "trygg", "deling", "bedre")),
    ("barnehage", "under13", "three", ("hort", "vaere", "voksen")),
]
ROUTINES = [
    ("Felles verdigrunnlag, utgave 2", "Står på første side i planen til hver tjeneste", "Se på det hver høst"),
    ("Trygg deling, utgave 1", "Barna svarer på det i tilbakemeldingen", "Øve i personalmøtet"),
    ("Ta med en du stoler på, utgave 3", "Plakat på alle venterom", "Spørre barna om plakaten virker"),
    ("Bak uttrykket, utgave 1", "Veiledning hver sjette uke", "Ta inn helsestasjonene"),
    ("Råd fra barn, utgave 2", "Svar står på nettsida innen to uker", "Flere språk"),
    ("Når barn har opplevd vold, utgave 1", "Øvd sammen med politiet i vår", "Øve på nytt til høsten"),
]
STATES = ("talking", "writing", "adopted", "lived")


def main() -> None:
    """Write a file for every city, and the list of their public keys."""
    chance, keys = random.Random(20170101), []
    FOLDER.mkdir(exist_ok=True)
    for number, name, children, places in CITIES:
        private = new_private()
        release = {
            "kind": KIND,
            "schema": SCHEMA,
            "city": {"number": number, "name": name},
            "key": public_half(private),
            "number": 1,
            "made_at": stamp(MADE),
            "valid_until": stamp(UNTIL),
            "former": "",
            "tables": list(_tables(chance, children, places)),
            "focus": [_focus(chance, point, routine) for point, routine in enumerate(ROUTINES, start=1)],
        }
        (FOLDER / f"{number}.json").write_bytes(sign(release, private))
        keys.append({"number": number, "name": name, "public": public_half(private)})
    (FOLDER / "keys.json").write_text(json.dumps(keys, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _tables(chance: random.Random, children: int, places: int):
    for service, age, scale, slugs in SCOPES:
        for slug in slugs:
            question = content.library()[slug]
            choices = question.get("choices") or []
            real = "choice" if choices else scale
            counts = {f"{place}": _answers(chance, real, len(choices), children) for place in range(places)}
            made = first_table(counts, 20 if age == "under13" else 10)
            if made is None:
                continue
            yield {
                "service": service,
                "age": age,
                "question": slug,
                "version": question["version"],
                "words": question["words"],
                "labels": question.get("labels", "amount"),
                "choices": choices,
                "scale": real,
                "since": SINCE,
                "until": ENDS,
                "number": sum(sum(row) for row in made.counts.values()),
                "cells": made.row(SUM if made.has_sums else next(iter(made.counts))),
            }


def _answers(chance: random.Random, scale: str, choices: int, children: int) -> list[int]:
    columns = 1 + {"three": 3, "five": 5, "choice": choices}[scale]
    weights = [1, *(chance.randint(2, 4) + 2 * value for value in range(1, columns))]
    chosen = chance.choices(range(columns), weights=weights, k=chance.randint(children // 2, children + children // 2))
    return [chosen.count(value) for value in range(columns)]


def _focus(chance: random.Random, point: int, routine: tuple[str, str, str]) -> dict:
    state = chance.choices(STATES, weights=[2, 3, 4, 3])[0]
    has = state in {"adopted", "lived"}
    return {
        "network": "storbynettverket",
        "point": point,
        "state": state,
        "routine": routine[0] if has else "",
        "evidence": routine[1] if state == "lived" else "",
        "next": routine[2],
        "on": f"2026-0{chance.randint(2, 6)}-{chance.randint(10, 19)}",
    }


if __name__ == "__main__":
    main()
