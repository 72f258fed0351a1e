"""The demo city's routines: adopted, adapted, due for a look, an older version, begun, and not yet; self-reviews with
a plan, half a year's pulse that is due, and one meeting under way; enough units for the change to be shown.

Everything is done by the room's own verbs, at the time it would have happened.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from tryggby.ground.door import oslo, travel
from tryggby.organisations.door import Unit
from tryggby.packages.door import CoreElement
from tryggby.routines import actions
from tryggby.routines.items import asked
from tryggby.routines.loading import load_shipped
from tryggby.routines.models import Adoption, Routine, SelfReview, UnitRoutine

# Unit, routine, days ago, own words by step.
ADOPTED = [
    (
        "Furulia barnehage",
        "trygg-deling",
        352,
        {"barnets-ord": "Vi spør i lekekroken eller på tur, ikke på kontoret. Barnet kan tegne hvem som får vite det."},
    ),
    (
        "Furulia barnehage",
        "vold",
        120,
        {"den-voksne": "Sara tar en prat samme dag. Er hun borte, gjør pedagogisk leder på største avdeling det."},
    ),
    ("Furulia barnehage", "barnesyn", 370, {}),
    ("Solvik skole", "trygghetsperson", 90, {}),
    (
        "Solvik skole",
        "vold",
        240,
        {"fare-na": "Ring 112 ved fare. Ellers ringer du barnevernet samme dag fra det stille rommet ved kontoret."},
    ),
    ("Havna skole", "smerteuttrykk", 60, {}),
    ("Helsestasjon Nord", "trygg-deling", 45, {}),
    ("Flyktningtjenesten", "trygghetsperson", 30, {}),
    ("Kulturhuset Kaia", "tilbakemeldinger", 75, {}),
]
# A neighbour that writes nynorsk.
IN_NYNORSK = (
    "Elvdal skole",
    "tilbakemeldinger",
    40,
    {"ta-det-opp": "Første tysdag i månaden les vi råda høgt før vi tek noko anna."},
)
# Unit, kind, days ago, what the group agreed on for each item in turn (None: passed).
HELD = [
    ("Furulia barnehage", "whole", 200, [3, 2, 4, 2, 3, 2, 2, 3, 3, 2, 3, None]),
    ("Helsestasjon Nord", "whole", 190, [3, 3, 4, 3, 3, 4, 2, 2, 3, 3, 3, 3]),
    ("Solvik skole", "whole", 400, [2, 2, 3, 2, 2, 2, 3, 2, 2, 1, 2, 3]),
    ("Solvik skole", "pulse", 205, [3, 3, 3, 2]),
    ("Solvik skole", "whole", 20, [4, 3, 4, 3, 3, 3, 3, None, 3, 3, 3, 4]),
]
# The other units: days ago, the whole self-review, and half a year later the pulse; «-» was passed.
HALF_A_YEAR = 190
HELD_SINCE = [
    ("Fjordgløtt barnehage", 262, "333 223 233 223", "4343"),
    ("Flyktningtjenesten", 258, "233 223 122 312", "333-"),
    ("Barneverntjenesten", 255, "443 334 333 423", "4444"),
    ("Havna barnehage", 251, "322 123 222 122", "4332"),
    ("Havna skole", 247, "223 222 323 222", "3222"),
    ("Helsestasjon Sør", 244, "334 332 233 334", "4342"),
    ("PP-tjenesten", 240, "233 232 332 233", "4343"),
    ("Psykisk helse", 237, "344 334 334 433", "4433"),
    ("Kulturhuset Kaia", 233, "322 222 -32 223", "3332"),
]
# Unit, element, text, days from today, days ago it was done.
POINTS = [
    ("Furulia barnehage", CoreElement.WORK_CULTURE, "Ti minutter etter hvert avdelingsmøte til å øve.", -60, 65),
    (
        "Furulia barnehage",
        CoreElement.PRACTICAL_SKILL,
        "Øve på å ta imot, to og to, en gang i måneden.",
        9,
        None,
    ),
    ("Solvik skole", CoreElement.REFLEXIVITY, "Fem minutter samme dag når noe har vært vanskelig.", 40, None),
]
WORDS = {
    "ta-imot": "Vi har øvd én gang. De nye har ikke vært med.",
    "felles-ord": "Ordene brukes, men vikarene kjenner dem ikke.",
}


def build(on: dt.date, *, units: Mapping[str, Unit], people: Mapping[str, Sequence], leaders: Mapping) -> None:
    """Build it as if it is `on`; `people` are members by unit, `leaders` those who lead it."""
    with _at(on - dt.timedelta(days=420)):
        load_shipped(by=None)
    routines = {routine.slug: routine for routine in Routine.objects.all()}
    for unit, slug, ago, own in ADOPTED:
        _adopt(on, units[unit], leaders[unit], routines[slug], ago, own)
    unit, slug, ago, own = IN_NYNORSK
    _adopt(on, units[unit], leaders[unit], routines[slug], ago, own, language="nn")
    _look_again(on, units, leaders)
    with _at(on - dt.timedelta(days=8)):
        words = {"rollen": "Vi sier det høyt i starten av møtet."}
        actions.adapt_routine(
            by=leaders["Furulia barnehage"],
            unit=units["Furulia barnehage"],
            routine=routines["trygghetsperson"],
            own=words,
            added=[{"title": "Bamsen kan være med", "text": "De minste kan velge en bamse eller et kosedyr."}],
        )
    for row in HELD:
        _review(on, units, leaders, *row)
    for unit, ago, whole, pulse in HELD_SINCE:
        _review(on, units, leaders, unit, "whole", ago, _values(whole))
        _review(on, units, leaders, unit, "pulse", ago - HALF_A_YEAR, _values(pulse))
    for row in POINTS:
        _point(on, units, people, leaders, *row)
    _under_way(on, units, leaders)


def _adopt(on: dt.date, unit: Unit, leader, routine: Routine, ago: int, own: dict[str, str], language="nb") -> None:
    day = on - dt.timedelta(days=ago)
    with _at(day):
        # The first version was the newest then; later adoptions stand on the second.
        first = routine.versions.order_by("number").first() if ago > 100 else routine.versions.order_by("number").last()
        UnitRoutine.objects.create(unit=unit, routine=routine, version=first)
        actions.adapt_routine(by=leader, unit=unit, routine=routine, own=own, added=[])
        actions.adopt_routine(
            by=leader,
            unit=unit,
            routine=routine,
            decided_on=day,
            decided_in="personalmøtet",
            review_by=day + dt.timedelta(days=365),
            language=language,
        )


def _look_again(on: dt.date, units, leaders) -> None:
    """The school has looked at its routine for violence, and will again."""
    adoption = Adoption.objects.get(unit=units["Solvik skole"], routine__slug="vold")
    with _at(on - dt.timedelta(days=15)):
        actions.review_routine(
            by=leaders["Solvik skole"],
            adoption=adoption,
            outcome="holds",
            note="Nummeret henger nå ved hver telefon. Vi øver igjen til våren.",
            review_by=on + dt.timedelta(days=350),
        )


def _review(on: dt.date, units, leaders, unit: str, kind: str, ago: int, values: list) -> None:
    leader = leaders[unit]
    with _at(on - dt.timedelta(days=ago)):
        review = actions.begin_self_review(by=leader, unit=units[unit], kind=kind)
        for item, value in zip(asked(kind), values, strict=True):
            actions.agree_on(by=leader, review=review, item=item.id, value=value, words=WORDS.get(item.id, ""))
        actions.close_self_review(by=leader, review=review)


def _values(written: str) -> list[int | None]:
    """«32-» → 3, 2, passed."""
    return [None if one == "-" else int(one) for one in written.replace(" ", "")]


def _point(on: dt.date, units, people, leaders, unit: str, element: str, text: str, due: int, done) -> None:
    review = SelfReview.objects.filter(unit=units[unit], kind="whole").order_by("-started_at", "-pk")[:1].get()
    with _at(review.closed_at.date()):
        point = actions.plan_point(
            by=leaders[unit],
            review=review,
            element=element,
            text=text,
            owner=people[unit][2],
            due_on=on + dt.timedelta(days=due),
        )
    if done is not None:
        with _at(on - dt.timedelta(days=done)):
            actions.finish_plan_point(by=leaders[unit], point=point)


def _under_way(on: dt.date, units, leaders) -> None:
    """Furulia has come to the second item of its pulse."""
    leader = leaders["Furulia barnehage"]
    with _at(on, "08:10"):
        review = actions.begin_self_review(by=leader, unit=units["Furulia barnehage"], kind="pulse")
        actions.agree_on(by=leader, review=review, item=asked("pulse")[0].id, value=4, words="")


@contextmanager
def _at(day: dt.date, clock: str = "13:30") -> Iterator[None]:
    hour, minute = (int(part) for part in clock.split(":"))
    with travel(oslo(day, dt.time(hour, minute))):
        yield
