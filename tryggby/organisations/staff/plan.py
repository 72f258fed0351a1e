"""The change report: everything accepting a file would do, worked out without writing."""

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from tryggby.ground.door import today
from tryggby.organisations.belonging import belonging_elsewhere
from tryggby.organisations.models import Membership, Organisation, Unit
from tryggby.organisations.staff.people import PeoplePlan, PersonDraft, plan_people
from tryggby.organisations.staff.rows import Fault, Row
from tryggby.organisations.staff.units import UnitPlan, fold, plan_units

# Ending more than this share of the memberships (and more than this many), moves not counted, is asked about twice.
MANY_SHARE, MANY = 0.05, 10


@dataclass(frozen=True)
class Beginning:
    """A membership that begins."""

    person: PersonDraft
    unit: str
    role: str
    share: int
    since: dt.date
    until: dt.date | None


@dataclass(frozen=True)
class Change:
    """A membership whose share, dates or (on its first day) role become different."""

    membership: Membership
    person: PersonDraft
    values: dict


@dataclass
class StaffPlan:
    """All changes of one file to one organisation, and what stands in the way."""

    units: UnitPlan
    people: PeoplePlan
    beginnings: list[Beginning] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    endings: list[tuple[Membership, dt.date]] = field(default_factory=list)
    closings: list[Unit] = field(default_factory=list)
    unchanged: int = 0
    live: int = 0
    leavers: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """True when accepting would change nothing."""
        return not any(number for name, number in self.counts().items() if name != "unchanged")

    @property
    def ends_many(self) -> bool:
        """True when so many memberships end that somebody should be sure."""
        return self.ending > MANY and self.ending > self.live * MANY_SHARE

    @cached_property
    def ending(self) -> int:
        """Memberships that end while their person begins nowhere else."""
        begun = {beginning.person.old.pk for beginning in self.beginnings if beginning.person.old}
        return sum(membership.person_id not in begun for membership, _day in self.endings)

    def counts(self) -> dict[str, int]:
        """The report in numbers."""
        return {
            "districts_new": len(self.units.districts),
            "units_new": len(self.units.new),
            "units_changed": len(self.units.changed),
            "units_closed": len(self.closings),
            "people_new": len(self.people.new),
            "people_changed": len(self.people.changed),
            "memberships_new": len(self.beginnings),
            "memberships_changed": len(self.changes),
            "memberships_ended": len(self.endings),
            "people_left": len(self.leavers),
            "unchanged": self.unchanged,
        }

    @cached_property
    def digest(self) -> str:
        """A fingerprint of the changes: the same only if accepting does what was shown."""
        units = [draft for draft in self.units.changed if draft.old]
        parts = [
            sorted(self.units.districts),
            sorted((d.name, d.parent, d.district, d.service, d.org_number, d.unit_id) for d in self.units.new),
            sorted(
                (d.old.pk, d.name, d.parent, d.district, d.service, d.org_number, d.unit_id, *d.changes) for d in units
            ),
            sorted((d.email, d.name, d.external_id or "") for d in self.people.new),
            sorted((d.old.pk, d.email, d.name, *d.changes) for d in self.people.changed if d.old),
            sorted((b.person.email, b.unit, b.role, b.share, str(b.since), str(b.until)) for b in self.beginnings),
            sorted((c.membership.pk, str(sorted(c.values.items()))) for c in self.changes),
            sorted((membership.pk, str(day)) for membership, day in self.endings),
            sorted(unit.pk for unit in self.closings),
            self.leavers,
        ]
        return hashlib.sha256(repr(parts).encode()).hexdigest()


def make_plan(organisation: Organisation, rows: list[Row], missing_end_on: dt.date | None = None) -> StaffPlan:
    """Hold the rows against the organisation as it is now.

    `missing_end_on`: memberships that are not in the file have their last day the day before; None leaves them alone.
    """
    units = plan_units(organisation, rows)
    staff = [row for row in rows if row.email and fold(row.unit) in units.drafts]
    plan = StaffPlan(units, plan_people(organisation, staff))
    held: dict[tuple[int, int], list[Membership]] = {}
    everyone = _held(organisation, units, history=any(row.until for row in staff))
    for membership in everyone:
        held.setdefault((membership.person_id, membership.unit_id), []).append(membership)
    day = today()
    live = {membership.pk: membership for membership in everyone if membership.until is None or membership.until >= day}
    plan.live = len(live)
    everyone_live = list(live.values())
    _memberships(plan, staff, held, live)
    plan.faults = sorted({*units.faults, *plan.people.faults, *plan.faults})
    if missing_end_on:
        _missing(plan, live, missing_end_on)
    plan.leavers = _leavers(plan, organisation, everyone_live)
    return plan


def _held(organisation: Organisation, units: UnitPlan, *, history: bool) -> list[Membership]:
    """The memberships that hold, with their units; those that are over only when the file speaks of such."""
    there = Membership.objects if history else Membership.objects.live()
    by_number = {unit.pk: unit for unit in units.units.values()}
    found = list(there.filter(unit__organisation=organisation).order_by("pk"))
    for membership in found:
        membership.unit = by_number[membership.unit_id]
    return found


def _leavers(plan: StaffPlan, organisation: Organisation, live: list[Membership]) -> list[int]:
    """People who would have no place and no role anywhere: they may not sign in any more."""
    ending = {membership.pk for membership, day in plan.endings if day < today()}
    stay = {membership.person_id for membership in live if membership.pk not in ending}
    stay |= {beginning.person.old.pk for beginning in plan.beginnings if beginning.person.old}
    gone = {membership.person_id for membership, _day in plan.endings} - stay
    return sorted(gone - belonging_elsewhere(organisation, gone))


def _memberships(plan: StaffPlan, rows: list[Row], held: dict, live: dict[int, Membership]) -> None:
    """Compare each row with what there is; what the file names is taken out of `live`."""
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        person = plan.people.drafts.get(row.email)
        if person is None:
            continue
        place = (row.email, fold(row.unit))
        if place in seen:
            words = {"name": person.name, "unit": row.unit, "row": seen[place]}
            plan.faults.append(Fault(row.number, _("%(name)s står i «%(unit)s» også i rad %(row)s") % words))
            continue
        seen[place] = row.number
        unit = plan.units.drafts[place[1]].old
        there = held.get((person.old.pk, unit.pk), []) if person.old and unit else []
        _one(plan, row, person, there, live)


def _one(plan: StaffPlan, row: Row, person: PersonDraft, there: list[Membership], live: dict) -> None:
    """One row against the person's memberships in that unit."""
    current = [membership for membership in there if membership.pk in live]
    role = row.role or next((held.role for held in current or there), Membership.Role.EMPLOYEE)
    same = next((membership for membership in current if membership.role == role), None)
    if same is None and _has_been(row, role, there):
        plan.unchanged += 1
    elif same is not None:
        live.pop(same.pk)
        _changed(plan, row, person, same, {})
    elif current:
        live.pop(current[0].pk)
        _new_role(plan, row, person, current[0], role)
    else:
        _begin(plan, row, person, role, 100 if row.share is None else row.share, row.since)


def _new_role(plan: StaffPlan, row: Row, person: PersonDraft, old: Membership, role: str) -> None:
    """The old role ends the day before the new one begins; one that would have lasted no day becomes the new one."""
    begins = row.since or today()
    last = (begins if begins > old.since else today()) - dt.timedelta(days=1)
    if last < old.since:
        _changed(plan, row, person, old, {"role": role})
        return
    plan.endings.append((old, last))
    _begin(plan, row, person, role, old.share if row.share is None else row.share, begins)


def _has_been(row: Row, role: str, there: list[Membership]) -> bool:
    """True when the row tells of a time that is over and known."""
    return row.until is not None and any(
        held.role == role and held.until == row.until and (row.since is None or row.since == held.since)
        for held in there
    )


def _changed(plan: StaffPlan, row: Row, person: PersonDraft, held: Membership, values: dict) -> None:
    said = {"since": row.since or held.since, "until": row.until}
    if row.share is not None:
        said["share"] = row.share
    if said["until"] and said["until"] < said["since"]:
        plan.faults.append(Fault(row.number, _("«til» er før personen begynte")))
        return
    values = values | {name: value for name, value in said.items() if value != getattr(held, name)}
    if values:
        plan.changes.append(Change(held, person, values))
    else:
        plan.unchanged += 1


def _begin(plan: StaffPlan, row: Row, person: PersonDraft, role: str, share: int, since: dt.date | None) -> None:
    since = since or (min(today(), row.until) if row.until else today())
    if row.until and row.until < since:
        plan.faults.append(Fault(row.number, _("«til» er før «fra»")))
        return
    plan.beginnings.append(Beginning(person, fold(row.unit), role, share, since, row.until))


def _missing(plan: StaffPlan, live: dict[int, Membership], day: dt.date) -> None:
    """End what the file does not name, and close units that are then left."""
    last = day - dt.timedelta(days=1)
    named = set(plan.units.drafts) | {fold(draft.parent) for draft in plan.units.drafts.values() if draft.parent}
    kept = {draft.old.pk for draft in plan.units.drafts.values() if draft.old}
    waiting = set()
    for membership in live.values():
        if membership.since <= last:
            plan.endings.append((membership, last))
        else:
            waiting.add(membership.unit_id)
    kept |= {unit.pk for name, unit in plan.units.units.items() if name in named}
    moved = {draft.old.pk for draft in plan.units.changed if draft.old and "parent" in draft.changes}
    above = {unit.parent_id for unit in plan.units.units.values() if unit.pk in kept - moved}
    plan.closings = [
        unit
        for unit in plan.units.units.values()
        if unit.pk not in kept and not unit.closed_on and unit.pk not in waiting and unit.pk not in above
    ]
