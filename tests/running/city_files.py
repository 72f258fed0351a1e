"""Makes the demo's other cities anew: `python -m tests.running.city_files`. Invented figures, protected by the real
rules and signed with keys that are thrown away, so that nobody can sign as one of these cities again.
"""

import datetime as dt
import json
import random
from pathlib import Path

from tryggby.network.document import KIND, SCHEMA, new_private, public_half, sign, stamp
from tryggby.voices import content
from tryggby.voices.figures import Table, first_table

FOLDER = Path(__file__).parents[2] / "tryggby" / "network" / "cities"
MADE = dt.datetime(2026, 6, 22, 8, 0, tzinfo=dt.UTC)
UNTIL = dt.datetime(2036, 6, 22, 8, 0, tzinfo=dt.UTC)
NETWORK = "storbynettverket"
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
# Theme, service, age, method, band, the advice, how the city answers, the answer.
ADVICE = [
    (
        "heard",
        "skole",
        "from13",
        "council",
        "many",
        "Hør på hele klassen, ikke bare de som rekker opp hånda.",
        "done",
        "Hver fredag svarer alle på en lapp, også de stille.",
    ),
    (
        "sharing",
        "skole",
        "from13",
        "group",
        "some",
        "Si hvem som får vite det før dere skriver det ned.",
        "trying",
        "Vi har satt det øverst på skjemaet, og prøver fram til jul.",
    ),
    (
        "place",
        "barnehage",
        "under13",
        "dialogue",
        "some",
        "Vi vil ha et sted der det ikke er bråk.",
        "done",
        "Rommet ved garderoben er nå et stille rom. Barna malte døra.",
    ),
    (
        "understood",
        "helsestasjon",
        "from13",
        "channel",
        "few",
        "Forklar hva dere skriver om oss.",
        "heard",
        "Vi snakker om det på møtet i mai, og svarer igjen da.",
    ),
    (
        "time",
        "barnevern",
        "from13",
        "group",
        "few",
        "Ikke bytt voksen uten å si ha det.",
        "trying",
        "Den som slutter, kommer innom en siste gang sammen med den nye.",
    ),
    (
        "decide",
        "barnehage",
        "under13",
        "group",
        "some",
        "La oss bestemme hva vi skal gjøre ute.",
        "done",
        "Barna stemmer med steiner hver morgen.",
    ),
    (
        "safe",
        "skole",
        "from13",
        "letterbox",
        "many",
        "Det må være en voksen ved bussen.",
        "done",
        "To voksne står ved bussen fra mandag til fredag.",
    ),
    (
        "better",
        "kultur",
        "from13",
        "dialogue",
        "some",
        "Ha åpent når det er regn også.",
        "cannot",
        "Vi har ikke folk til det i år. Biblioteket har åpent til åtte.",
    ),
    (
        "heard",
        "pp-tjeneste",
        "from13",
        "channel",
        "few",
        "Spør meg først, ikke mamma.",
        "done",
        "Vi begynner alltid med barnet alene nå.",
    ),
    (
        "sharing",
        "helsestasjon",
        "from13",
        "group",
        "some",
        "Det vi sier her, skal ikke være i timeplanen.",
        "done",
        "Timen heter nå bare «avtale» i timeplanen.",
    ),
    (
        "understood",
        "flyktningtjeneste",
        "from13",
        "group",
        "few",
        "Tolken må si alt, ikke bare litt.",
        "trying",
        "Vi bruker to minutter før samtalen på å avtale det med tolken.",
    ),
    (
        "place",
        "skole",
        "from13",
        "council",
        "many",
        "Dusjene trenger forheng.",
        "done",
        "Alle dusjer har forheng siden påske.",
    ),
    (
        "time",
        "psykisk-helse",
        "from13",
        "channel",
        "some",
        "Si hvor lenge vi må vente.",
        "done",
        "Dere får en dato i meldingen samme uke.",
    ),
    (
        "safe",
        "barnehage",
        "under13",
        "dialogue",
        "some",
        "Vi vil vite hvem som henter oss.",
        "trying",
        "Bildet av den som henter, henger på tavla fra klokka to.",
    ),
]
# What each city has agreed to ask, in the order of the cities; the last has agreed to nothing yet.
AGREED = [
    ("hort", "trygg", "vaere"),
    ("hort", "trygg"),
    ("hort", "trygg", "vaere", "deling"),
    ("hort", "vaere"),
    ("hort",),
    ("hort", "trygg", "deling"),
    (),
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
            "advice": [_advice(chance, row) for row in ADVICE[len(keys) :: len(CITIES)]],
            "agreed": [{"network": NETWORK, "questions": sorted(AGREED[len(keys)])}] if AGREED[len(keys)] else [],
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
            made = _table(chance, real, len(choices), children, places, least=20 if age == "under13" else 10)
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
                "cells": made.row(made.public),
            }


def _table(chance: random.Random, scale: str, choices: int, children: int, places: int, *, least: int) -> Table | None:
    """As the rules protect it; drawn again a few times when nothing at all could be shown."""
    made = None
    for _try in range(20):
        counts = {f"{place}": _answers(chance, scale, choices, children) for place in range(places)}
        made = first_table(counts, least)
        if made and len([cell for cell in made.row(made.public) if cell is not None]) > 1:
            break
    return made


def _answers(chance: random.Random, scale: str, choices: int, children: int) -> list[int]:
    columns = 1 + {"three": 3, "five": 5, "choice": choices}[scale]
    weights = [1, *(chance.randint(2, 4) + 2 * value for value in range(1, columns))]
    chosen = chance.choices(range(columns), weights=weights, k=chance.randint(children // 2, children + children // 2))
    return [chosen.count(value) for value in range(columns)]


def _advice(chance: random.Random, row: tuple) -> dict:
    theme, service, age, method, band, text, state, answer = row
    monday = dt.date(2026, 1, 12) + dt.timedelta(weeks=chance.randint(0, 16))
    return {
        "theme": theme,
        "service": service,
        "age": age,
        "method": method,
        "band": band,
        "text": text,
        "since": monday.isoformat(),
        "until": (monday + dt.timedelta(days=6)).isoformat(),
        "state": state,
        "answer": answer,
        "on": (monday + dt.timedelta(days=18)).isoformat(),
    }


def _focus(chance: random.Random, point: int, routine: tuple[str, str, str]) -> dict:
    state = chance.choices(STATES, weights=[2, 3, 4, 3])[0]
    has = state in {"adopted", "lived"}
    return {
        "network": NETWORK,
        "point": point,
        "state": state,
        "routine": routine[0] if has else "",
        "evidence": routine[1] if state == "lived" else "",
        "next": routine[2],
        "on": f"2026-0{chance.randint(2, 6)}-{chance.randint(10, 19)}",
    }


if __name__ == "__main__":
    main()
