"""What a unit should drill next and when: the rule, with its reason; and what waits after earlier drills."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import BigIntegerField, CharField, DateField, DateTimeField, F, IntegerField, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from tryggby.drills.models import DrillRun, Rhythm
from tryggby.drills.models.rhythm import TIMES_A_YEAR
from tryggby.ground.door import OSLO, months_before
from tryggby.organisations.door import Unit
from tryggby.packages.door import Drill
from tryggby.ui.door import date_format

MONTHS = 12
# A proposal is made so many days before it is time.
AHEAD = 30


@dataclass(frozen=True)
class Waiting:
    """A follow-up that is not done."""

    key: str
    text: str
    due_on: dt.date
    owner: int | None
    owner_name: str


@dataclass(frozen=True)
class Proposal:
    """The drill to take next, and why this one."""

    package: str
    drill: str
    title: str
    minutes: int
    reason: str


@dataclass
class DrillState:
    """A unit's drills on one day. `planned` is the key and time of the next planned run, `under_way` a run's key.

    `next_one` is the drill to take next for whoever wants to; `proposal` is the same, none when the unit has a pause.
    """

    last_on: dt.date | None = None
    last_title: str = ""
    times_a_year: int = TIMES_A_YEAR
    held: int = 0
    due_on: dt.date | None = None
    planned: tuple[str, dt.datetime] | None = None
    under_way: str = ""
    waiting: list[Waiting] = field(default_factory=list)
    next_one: Proposal | None = None
    proposal: Proposal | None = None
    is_due: bool = False

    def is_time(self, day: dt.date) -> bool:
        """True when the unit should set a time for its next drill."""
        if self.due_on is None or self.planned or self.under_way:
            return False
        return self.due_on - dt.timedelta(days=AHEAD) <= day


class Row(NamedTuple):
    """One row of the query: a run with its follow-up, a drill one can take, or the unit's rhythm (in `number`)."""

    what: str
    key: str
    drill: str
    title: str
    package: str
    services: str
    audience: str
    number: int
    minutes: int
    planned: dt.datetime | None
    opened: dt.datetime | None
    closed: dt.datetime | None
    broken_off: dt.datetime | None
    fix: str | None
    fix_text: str | None
    due_on: dt.date | None
    done_on: dt.date | None
    owner: int | None
    given_name: str | None
    family_name: str | None


def drill_state(unit: int, service: str, day: dt.date) -> DrillState:
    """How a unit (its number, its service's code) stands. One query."""
    rows = [Row(*row) for row in _rows(unit)]
    runs = [row for row in rows if row.what == "run"]
    held = sorted((run for run in runs if run.closed and not run.broken_off), key=_closed, reverse=True)
    state = DrillState(waiting=_waiting(runs), held=len(held))
    state.times_a_year = next((row.number for row in rows if row.what == "rhythm"), TIMES_A_YEAR)
    if held:
        state.last_on, state.last_title = _closed(held[0]).astimezone(OSLO).date(), held[0].title
    planned = sorted((run.planned, run.key) for run in runs if _is_to_come(run, day))
    state.planned = (planned[0][1], planned[0][0]) if planned else None
    state.under_way = next((run.key for run in runs if run.opened and not run.closed), "")
    state.due_on = _due(state, day)
    state.is_due = state.due_on is not None and state.due_on <= day
    drills = [row for row in rows if row.what == "drill" and row.audience == Drill.Audience.STAFF]
    state.next_one = propose(service, drills, [run.drill for run in held])
    state.proposal = state.next_one if state.due_on else None
    return state


def propose(service: str, drills: Sequence[Row], held: Sequence[str]) -> Proposal | None:
    """The drill to take next; `held` are identifiers of those held, the newest first.

    One known and one unknown: after two new ones in a row the oldest comes again; else the next that is new.
    """
    own = [row for row in drills if f'"{service}"' in row.services]
    everybodys = [row for row in drills if '"alle"' in row.services and row not in own]
    found = sorted(own, key=lambda row: row.number) + sorted(everybodys, key=lambda row: row.number)
    fresh = [row for row in found if row.drill not in held]
    known = [row for row in found if row.drill in held]
    if known and (not fresh or _two_new(held)):
        oldest = max(known, key=lambda row: held.index(row.drill))
        return _proposal(oldest, _("Dere kjenner den fra før. Da ser dere hva som er blitt bedre siden sist."))
    if not fresh:
        return None
    return _proposal(fresh[0], _("Denne har dere ikke gjort før.") if held else _("En fin øvelse å begynne med."))


def due_words(state: DrillState) -> str:
    """The reason a drill is proposed, with the rhythm."""
    if state.last_on is None:
        return _("Dere har ikke øvd på dette ennå.")
    return _("Sist øvde dere %(day)s.") % {"day": date_format(state.last_on, "j. F Y")}


def runs_of(unit: Unit):
    """The unit's runs, the newest first, with drill, facilitator and follow-up; one query."""
    related = ("drill__release__package", "facilitator", "follow_up__owner")
    return DrillRun.objects.filter(unit=unit).select_related(*related).defer("drill__body")


def _rows(unit: int):
    """The unit's runs with their follow-ups, the drills in use, and the unit's rhythm, in one query."""
    runs = DrillRun.objects.filter(unit=unit, cancelled_at__isnull=True).order_by()
    drills, rhythm = Drill.objects.current().order_by(), Rhythm.objects.filter(unit=unit).order_by()
    nothing: list = [_none(DateTimeField())] * 4 + [_none(CharField())] * 2 + [_none(DateField())] * 2
    nothing += [_none(BigIntegerField())] + [_none(CharField())] * 2
    every = runs.values_list(
        _is("run"),
        "key",
        "drill__identifier",
        "drill__title",
        *[_is("")] * 3,
        *[Value(0, output_field=IntegerField())] * 2,
        "planned_for",
        "opened_at",
        "closed_at",
        "broken_off_at",
        "follow_up__key",
        "follow_up__text",
        "follow_up__due_on",
        "follow_up__done_on",
        "follow_up__owner_id",
        "follow_up__owner__given_name",
        "follow_up__owner__family_name",
    ).union(
        drills.values_list(
            _is("drill"),
            _is(""),
            "identifier",
            "title",
            "release__package__slug",
            Cast("services", CharField()),
            "audience",
            "number",
            F("brief") + F("play") + F("debrief"),
            *nothing,
        ),
        rhythm.values_list(
            _is("rhythm"), *[_is("")] * 6, "times_a_year", Value(0, output_field=IntegerField()), *nothing
        ),
        all=True,
    )
    return every.order_by()


def _is(text: str) -> Value:
    return Value(text, output_field=CharField())


def _none(of) -> Value:
    return Value(None, output_field=of)


def _is_to_come(run: Row, day: dt.date) -> bool:
    """True for a run with a time on this day or later; one whose day has passed is no plan any more."""
    return bool(run.planned and not run.opened and run.planned.astimezone(OSLO).date() >= day)


def _closed(run: Row) -> dt.datetime:
    return run.closed or dt.datetime.min.replace(tzinfo=dt.UTC)


def _waiting(runs: Sequence[Row]) -> list[Waiting]:
    found = [
        Waiting(run.fix, run.fix_text or "", run.due_on, run.owner, _name(run))
        for run in runs
        if run.fix and run.due_on and not run.done_on
    ]
    return sorted(found, key=lambda row: row.due_on)


def _name(run: Row) -> str:
    return f"{run.given_name or ''} {run.family_name or ''}".strip()


def _due(state: DrillState, day: dt.date) -> dt.date | None:
    """The day by which the next drill is held; none when the unit has chosen a pause."""
    if state.times_a_year == 0:
        return None
    if state.last_on is None:
        return day
    return months_before(state.last_on, -(MONTHS // state.times_a_year))


def _two_new(held: Sequence[str]) -> bool:
    """True when the two newest were both held for the first time."""
    return len(held) > 1 and held[0] not in held[1:] and held[1] not in held[2:]


def _proposal(row: Row, reason: str) -> Proposal:
    return Proposal(row.package, row.drill, row.title, row.minutes, reason)
