"""What a unit should drill next and when: the rule, with its reason; and what waits after earlier drills."""

import datetime as dt
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tryggby.drills.answers import fits
from tryggby.drills.models import DrillRun
from tryggby.drills.models.rhythm import TIMES_A_YEAR
from tryggby.ground.door import OSLO, months_before
from tryggby.organisations.door import Unit
from tryggby.packages.door import Drill, current_drills

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
    """A unit's drills on one day. `planned` is the key and time of the next planned run, `under_way` a run's key."""

    last_on: dt.date | None = None
    last_title: str = ""
    times_a_year: int = TIMES_A_YEAR
    held: int = 0
    due_on: dt.date | None = None
    planned: tuple[str, dt.datetime] | None = None
    under_way: str = ""
    waiting: list[Waiting] = field(default_factory=list)
    proposal: Proposal | None = None

    def is_time(self, day: dt.date) -> bool:
        """True when the unit should set a time for its next drill."""
        if self.due_on is None or self.planned or self.under_way:
            return False
        return self.due_on - dt.timedelta(days=AHEAD) <= day


def drill_state(unit: int, service: str, day: dt.date) -> DrillState:
    """How a unit (its number, its service's code) stands. Two queries."""
    rows = list(
        Unit.objects.filter(pk=unit)
        .order_by("-drill_runs__planned_at", "-drill_runs__pk")
        .values(
            "drill_rhythm__times_a_year",
            "drill_runs__key",
            "drill_runs__planned_for",
            "drill_runs__opened_at",
            "drill_runs__closed_at",
            "drill_runs__broken_off_at",
            "drill_runs__cancelled_at",
            "drill_runs__drill__identifier",
            "drill_runs__drill__title",
            "drill_runs__follow_up__key",
            "drill_runs__follow_up__text",
            "drill_runs__follow_up__due_on",
            "drill_runs__follow_up__done_on",
            "drill_runs__follow_up__owner",
            "drill_runs__follow_up__owner__given_name",
            "drill_runs__follow_up__owner__family_name",
        )
    )
    runs = [{key.removeprefix("drill_runs__"): value for key, value in row.items()} for row in rows]
    runs = [run for run in runs if run["key"] and not run["cancelled_at"]]
    state = DrillState(waiting=_waiting(runs))
    times = rows[0]["drill_rhythm__times_a_year"] if rows else None
    state.times_a_year = TIMES_A_YEAR if times is None else times
    held = [run for run in runs if run["closed_at"] and not run["broken_off_at"]]
    held.sort(key=lambda run: run["closed_at"], reverse=True)
    state.held = len(held)
    if held:
        state.last_on = held[0]["closed_at"].astimezone(OSLO).date()
        state.last_title = held[0]["drill__title"]
    planned = sorted((run["planned_for"], run["key"]) for run in runs if run["planned_for"] and not run["opened_at"])
    state.planned = (planned[0][1], planned[0][0]) if planned else None
    state.under_way = next((run["key"] for run in runs if run["opened_at"] and not run["closed_at"]), "")
    state.due_on = _due(state, day)
    if state.due_on:
        state.proposal = propose(service, [run["drill__identifier"] for run in held])
    return state


def propose(service: str, held: list[str]) -> Proposal | None:
    """The drill to take next; `held` are identifiers of those held, the newest first. One query.

    One known and one unknown: after two new ones in a row the oldest comes again; else the next that is new.
    """
    drills = [d for d in current_drills().defer("body") if fits(d, service) and not d.is_for_children]
    drills.sort(key=lambda drill: (service not in drill.services, drill.number))
    fresh = [drill for drill in drills if drill.identifier not in held]
    known = [drill for drill in drills if drill.identifier in held]
    again = known and (not fresh or _two_new(held))
    if again:
        oldest = max(known, key=lambda drill: held.index(drill.identifier))
        return _proposal(oldest, _("Dere kjenner den fra før. Da ser dere hva som er blitt bedre siden sist."))
    if not fresh:
        return None
    reason = _("Denne har dere ikke gjort før.") if held else _("En fin øvelse å begynne med.")
    return _proposal(fresh[0], reason)


def due_words(state: DrillState) -> str:
    """The reason a drill is proposed, with the rhythm."""
    if state.last_on is None:
        return _("Dere har ikke øvd på dette ennå.")
    return _("Sist øvde dere %(day)s.") % {"day": date_format(state.last_on, "j. F Y")}


def runs_of(unit: Unit):
    """The unit's runs, the newest first, with drill, facilitator and follow-up; one query."""
    related = ("drill__release__package", "facilitator", "follow_up__owner")
    return DrillRun.objects.filter(unit=unit).select_related(*related).defer("drill__body")


def _waiting(runs: list[dict]) -> list[Waiting]:
    found = [
        Waiting(
            key=run["follow_up__key"],
            text=run["follow_up__text"],
            due_on=run["follow_up__due_on"],
            owner=run["follow_up__owner"],
            owner_name=" ".join(
                run[f"follow_up__owner__{name}"] or "" for name in ("given_name", "family_name")
            ).strip(),
        )
        for run in runs
        if run["follow_up__key"] and not run["follow_up__done_on"]
    ]
    return sorted(found, key=lambda row: row.due_on)


def _due(state: DrillState, day: dt.date) -> dt.date | None:
    """The day by which the next drill is held; none when the unit has chosen a pause."""
    if state.times_a_year == 0:
        return None
    if state.last_on is None:
        return day
    return months_before(state.last_on, -(MONTHS // state.times_a_year))


def _two_new(held: list[str]) -> bool:
    """True when the two newest were both held for the first time."""
    return len(held) > 1 and held[0] not in held[1:] and held[1] not in held[2:]


def _proposal(drill: Drill, reason: str) -> Proposal:
    return Proposal(drill.release.package.slug, drill.identifier, drill.title, drill.minutes, reason)
