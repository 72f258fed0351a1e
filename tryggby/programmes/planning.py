"""Reads a draft into a plan: what would be made, what hinders it, what the coordinator should know."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tryggby.ground.door import oslo, today
from tryggby.organisations.door import Membership, Unit, standing
from tryggby.people.door import Person
from tryggby.programmes.calendar import Calendar, Proposal, join, propose
from tryggby.programmes.design import Design, Track
from tryggby.programmes.models import CohortDraft
from tryggby.programmes.school import calendar_for


@dataclass
class Plan:
    """What publishing a draft would do. `problems` hinder it, `notes` are worth knowing."""

    draft: CohortDraft
    units: list[Unit] = field(default_factory=list)
    runs: dict[str, int] = field(default_factory=dict)
    gatherings: list[dict] = field(default_factory=list)
    enrolments: list[tuple[str, Unit, list[Person]]] = field(default_factory=list)
    invitations: list[tuple[str, Unit, str, str]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def people(self, track: str) -> int:
        """How many are enrolled in a track."""
        return sum(len(people) for code, _unit, people in self.enrolments if code == track)

    def invited(self, track: str) -> int:
        """How many are invited to a track."""
        return sum(1 for code, *_rest in self.invitations if code == track)


def units_for(person):
    """The units a coordinator may take into a cohort: open ones of own and partner organisations."""
    return (
        Unit.objects.open()
        .filter(organisation__in=standing(person).reach)
        .select_related("organisation", "service")
        .order_by("organisation__name", "name", "id")
    )


def chosen_units(draft: CohortDraft, person) -> list[Unit]:
    """The units ticked in the draft that the person may still use."""
    return list(units_for(person).filter(key__in=draft.state.get("units", [])))


def draft_calendar(draft: CohortDraft, units: Iterable[Unit]) -> Calendar:
    """The calendar of the places that take part."""
    return calendar_for({unit.organisation_id for unit in units} | {draft.organisation_id})


def proposed_days(draft: CohortDraft, units, first: dt.date, weeks: int, runs: dict[str, int]) -> list[dict]:
    """Rows for the draft's `days`: a day and hours for every gathering and run, with what was avoided."""
    design, calendar = draft.programme.design, draft_calendar(draft, units)
    step = None if weeks == design.weeks else weeks
    rows = []
    for proposal in propose(design, first, calendar, step):
        rows += [_day(design, proposal, run, calendar) for run in range(1, runs.get(proposal.track, 1) + 1)]
    return sorted(rows, key=lambda row: (row["day"], row["track"], row["number"], row["run"]))


def members_of(units: Iterable[Unit]) -> dict[int, list[Membership]]:
    """Unit number -> current memberships with people, by name. One query."""
    found: dict[int, list[Membership]] = {unit.pk: [] for unit in units}
    rows = Membership.objects.current().filter(unit__in=found, person__left_at__isnull=True).select_related("person")
    for row in rows.order_by("person__given_name", "person__family_name", "pk"):
        found[row.unit_id].append(row)
    return found


def proposed_people(track: Track, memberships: list[Membership]) -> list[str]:
    """Keys of the people proposed for a track that sends a few: leaders first, as many as it takes."""
    if not track.is_representative or track.audience != "leaders":
        return []
    leaders = [m.person.key for m in memberships if m.role == Membership.Role.LEADER]
    return list(dict.fromkeys(leaders))[: track.maximum]


def read(draft: CohortDraft, person) -> Plan:
    """The plan of a draft as it is now, with everything that stands in the way said in words."""
    plan = Plan(draft, units=chosen_units(draft, person), runs=draft.state.get("runs", {}))
    design = draft.programme.design
    if not plan.units:
        plan.problems.append(_("Velg minst én enhet."))
    _read_days(plan, design)
    _read_people(plan, design)
    _read_invitations(plan, design)
    _judge(plan, design)
    return plan


def _day(design: Design, proposal: Proposal, run: int, calendar: Calendar) -> dict:
    gathering = design.gathering(proposal.track, proposal.number)
    day, avoided = proposal.day, list(proposal.avoided)
    for _turn in range(run - 1):
        day, avoided = calendar.free(day + dt.timedelta(days=1))[0], avoided
    return {
        "track": proposal.track,
        "number": proposal.number,
        "run": run,
        "day": day.isoformat(),
        "from": gathering.starts.isoformat("minutes"),
        "to": gathering.ends.isoformat("minutes"),
        "avoided": avoided,
        "warning": proposal.warning,
    }


def _read_days(plan: Plan, design: Design) -> None:
    days, places = plan.draft.state.get("days", []), plan.draft.state.get("places", {})
    have = {(row["track"], row["number"]) for row in days}
    if have < {(g.track, g.number) for g in design.gatherings} or not days:
        plan.problems.append(_("Velg dato for alle samlingene."))
    for row in days:
        day, place = dt.date.fromisoformat(row["day"]), places.get(row["track"], {})
        if day < today():
            plan.problems.append(_("En av datoene er allerede passert."))
        plan.gatherings.append(
            {
                "track": row["track"],
                "number": row["number"],
                "run": row["run"],
                "starts_at": oslo(day, dt.time.fromisoformat(row["from"])),
                "ends_at": oslo(day, dt.time.fromisoformat(row["to"])),
                "place": place.get("place", ""),
                "address": place.get("address", ""),
                "capacity": place.get("capacity"),
            }
        )


def _read_people(plan: Plan, design: Design) -> None:
    members = members_of(plan.units)
    for track in design.tracks:
        whole = set(plan.draft.state.get("whole", {}).get(track.code, ()))
        picked = plan.draft.state.get("people", {}).get(track.code, {})
        wanted: dict[int, list[tuple[Unit, Membership]]] = {}
        for unit in plan.units:
            for row in members[unit.pk]:
                if unit.key in whole or row.person.key in picked.get(unit.key, ()):
                    wanted.setdefault(row.person_id, []).append((unit, row))
        places: dict[int, list[Person]] = {}
        for rows in wanted.values():
            unit, row = max(rows, key=lambda pair: (pair[1].share, pair[1].role == Membership.Role.LEADER, -pair[0].pk))
            places.setdefault(unit.pk, []).append(row.person)
            if len({u.pk for u, _row in rows}) > 1:
                plan.notes.append(_two_jobs(row.person.name, unit.name, track.name))
        plan.enrolments += [(track.code, unit, places[unit.pk]) for unit in plan.units if unit.pk in places]


def _two_jobs(name: str, unit: str, track: str) -> str:
    return _(
        "%(name)s jobber i flere av enhetene og står for %(unit)s i %(track)s, der stillingen er størst. "
        "Én person kan bare stå for én enhet."
    ) % {"name": name, "unit": unit, "track": track.lower()}


def _read_invitations(plan: Plan, design: Design) -> None:
    units = {unit.key: unit for unit in plan.units}
    enrolled = {(track, person.email) for track, _unit, people in plan.enrolments for person in people}
    for row in plan.draft.state.get("invitations", []):
        unit = units.get(row["unit"])
        if unit is None or row["track"] not in design.tracks_by_code:
            plan.problems.append(_("%(name)s er invitert for en enhet som ikke er med lenger.") % {"name": row["name"]})
        elif (row["track"], row["email"]) not in enrolled:
            plan.invitations.append((row["track"], unit, row["email"], row["name"]))


def _judge(plan: Plan, design: Design) -> None:
    """Who is missing, and rooms that are too small: worth knowing, no hindrance."""
    if not plan.enrolments and not plan.invitations:
        plan.problems.append(_("Meld på eller inviter noen."))
    for track in design.tracks:
        counts = {unit.pk: 0 for unit in plan.units}
        for code, unit, people in plan.enrolments:
            counts[unit.pk] += len(people) if code == track.code else 0
        for code, unit, *_rest in plan.invitations:
            counts[unit.pk] += code == track.code
        lacking = [unit.name for unit in plan.units if counts[unit.pk] < track.minimum]
        if lacking:
            plan.notes.append(
                _("Ingen ennå i %(track)s fra %(units)s.") % {"track": track.name.lower(), "units": join(lacking)}
            )
        crowded = [u.name for u in plan.units if track.maximum is not None and counts[u.pk] > track.maximum]
        if crowded:
            plan.problems.append(
                ngettext(
                    "%(units)s har flere enn %(n)d i %(track)s.",
                    "%(units)s har flere enn %(n)d i %(track)s.",
                    track.maximum,
                )
                % {"units": join(crowded), "n": track.maximum, "track": track.name.lower()}
            )
        room = plan.draft.state.get("places", {}).get(track.code, {}).get("capacity")
        each = -(-sum(counts.values()) // max(1, plan.runs.get(track.code, 1)))
        if room and each > room:
            plan.notes.append(
                _("Det er %(people)d deltakere og %(room)d plasser i %(track)s.")
                % {"people": each, "room": room, "track": track.name.lower()}
            )
