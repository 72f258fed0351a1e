"""A file of units and staff: uploaded, accepted or dismissed. Nothing changes before it is accepted."""

import hashlib
from itertools import batched

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from tryggby.audit.door import record
from tryggby.ground.door import today
from tryggby.organisations.models import District, Membership, Organisation, StaffImport, Unit
from tryggby.organisations.signals import places_changed
from tryggby.organisations.staff.plan import StaffPlan, make_plan
from tryggby.organisations.staff.rows import Row, read_rows
from tryggby.organisations.staff.sheet import read_sheet
from tryggby.organisations.staff.units import UnitDraft, fold
from tryggby.people.door import Person, save_details

PIECE = 1000


class PlanChanged(ValueError):
    """What would be done is no longer what was shown."""


class PlanBlocked(ValueError):
    """Rows with faults must be mended before people who are missing in the file can be ended."""


class NotSure(ValueError):
    """So many memberships would end that somebody must say they are sure."""


@transaction.atomic
def upload_staff(*, by, organisation: Organisation, name: str, data: bytes, end_missing: bool) -> StaffImport:
    """Read a file and keep its rows until somebody accepts them; the same file again is the same upload.

    Raises FileFault, in words, when the file cannot be read.
    """
    digest = hashlib.sha256(data).hexdigest()
    missing_end_on = today() if end_missing else None
    there = StaffImport.objects.waiting().filter(
        organisation=organisation, file_hash=digest, missing_end_on=missing_end_on, uploaded_by=by
    )
    if found := there.first():
        return found
    rows, faults, notes = read_rows(read_sheet(name, data))
    upload = StaffImport.objects.create(
        organisation=organisation,
        file_name=name[:200],
        file_hash=digest,
        rows=[row.stored() for row in rows],
        faults=[list(fault) for fault in faults],
        notes=notes,
        missing_end_on=missing_end_on,
        uploaded_by=by,
    )
    record(by=by, verb="upload_staff", of=upload, organisation=organisation, rows=len(rows), faults=len(faults))
    return upload


def plan_of(upload: StaffImport) -> StaffPlan:
    """What accepting the upload would do now."""
    rows = [Row.restored(values) for values in upload.rows]
    return make_plan(upload.organisation, rows, upload.missing_end_on)


def is_blocked(upload: StaffImport, plan: StaffPlan) -> bool:
    """True when faults stand in the way: with «end the rest» a faulty row would end somebody."""
    return bool(upload.missing_end_on and (upload.faults or plan.faults))


@transaction.atomic
def accept_staff(*, by, upload: StaffImport, digest: str, sure: bool = False) -> dict[str, int]:
    """Carry out the plan that was shown (`digest`), all of it or nothing; returns what was done in numbers.

    A second acceptance changes nothing. Raises PlanChanged when the plan is another now, PlanBlocked when
    faults stand in the way, NotSure when very many would be ended and nobody is `sure`.
    """
    organisation = Organisation.objects.select_for_update().get(pk=upload.organisation_id)
    upload = StaffImport.objects.select_for_update().get(pk=upload.pk)
    if upload.accepted_at:
        return upload.counts
    plan = plan_of(upload)
    if upload.state != "waiting" or plan.digest != digest:
        raise PlanChanged
    if is_blocked(upload, plan):
        raise PlanBlocked
    if plan.ends_many and not sure:
        raise NotSure
    counts = plan.counts()
    _carry_out(organisation, plan)
    upload.accepted_at, upload.accepted_by, upload.counts, upload.rows = timezone.now(), by, counts, []
    upload.save(update_fields=["accepted_at", "accepted_by", "counts", "rows"])
    record(by=by, verb="accept_staff", of=upload, organisation=organisation, **counts)
    return counts


@transaction.atomic
def dismiss_staff(*, by, upload: StaffImport) -> None:
    """Forget an upload; its rows are emptied."""
    dismissed = StaffImport.objects.waiting().filter(pk=upload.pk).update(dismissed_at=timezone.now(), rows=[])
    if dismissed:
        record(by=by, verb="dismiss_staff", of=upload, organisation=upload.organisation_id)


def _carry_out(organisation: Organisation, plan: StaffPlan) -> None:
    units = _write_units(organisation, plan)
    people = _write_people(plan)
    touched = {membership.person_id for membership, _ in plan.endings}
    touched |= {change.membership.person_id for change in plan.changes if "role" in change.values}
    touched |= {people[beginning.person.email].pk for beginning in plan.beginnings if beginning.person.old}
    _write_memberships(plan, units, people)
    Unit.objects.filter(pk__in=[unit.pk for unit in plan.closings]).update(closed_on=today())
    for piece in batched(sorted(touched), PIECE):
        Person.objects.filter(pk__in=piece).end_sessions()
    _tell(plan, people)


def _tell(plan: StaffPlan, people: dict[str, Person]) -> None:
    """Say whose workplace changed: those who begin, change or end, and everybody in a unit that is another now."""
    told = {membership.person_id for membership, _ in plan.endings}
    told |= {change.membership.person_id for change in plan.changes}
    told |= {people[beginning.person.email].pk for beginning in plan.beginnings}
    changed = [draft.old.pk for draft in plan.units.changed if draft.old]
    there = Membership.objects.live().filter(unit__in=changed).order_by()
    told |= set(there.values_list("person_id", flat=True)) if changed else set()
    if told:
        places_changed.send(sender=Membership, people=told)


def _write_units(organisation: Organisation, plan: StaffPlan) -> dict[str, Unit]:
    """New districts, new units parents first, changed units; returns all units by folded name."""
    made = District.objects.bulk_create(
        District(organisation=organisation, name=name) for name in plan.units.districts.values()
    )
    districts = plan.units.known_districts | {fold(district.name): district for district in made}
    units = dict(plan.units.units)
    waiting = plan.units.new
    while waiting:
        ready = [draft for draft in waiting if not draft.parent or fold(draft.parent) in units]
        fresh = [_shaped(Unit(organisation=organisation), draft, plan, districts, units) for draft in ready]
        units |= {fold(unit.name): unit for unit in Unit.objects.bulk_create(fresh, batch_size=PIECE)}
        waiting = [draft for draft in waiting if fold(draft.name) not in units]
    changed = [_shaped(draft.old, draft, plan, districts, units) for draft in plan.units.changed if draft.old]
    fields = ["name", "parent", "district", "service", "org_number", "closed_on"]
    Unit.objects.bulk_update(changed, fields, batch_size=200)
    return units


def _shaped(unit: Unit, draft: UnitDraft, plan: StaffPlan, districts: dict, units: dict) -> Unit:
    """The unit as the file says; what the file does not say, stays."""
    unit.name, unit.closed_on = draft.name, None
    unit.org_number = draft.org_number or unit.org_number
    if draft.service:
        unit.service = plan.units.services[fold(draft.service)]
    if draft.district:
        unit.district = districts[fold(draft.district)]
    if draft.parent:
        unit.parent = units[fold(draft.parent)]
    return unit


def _write_people(plan: StaffPlan) -> dict[str, Person]:
    """New and changed people; returns everybody in the file by the address it has there."""
    fresh = [
        Person(
            email=draft.email,
            given_name=draft.given_name,
            family_name=draft.family_name,
            external_id=draft.external_id,
            password=make_password(None),
        )
        for draft in plan.people.new
    ]
    people = {person.email: person for person in Person.objects.bulk_create(fresh, batch_size=PIECE)}
    for draft in plan.people.changed:
        for name in draft.changes:
            setattr(draft.old, name, None if name == "left_at" else getattr(draft, name))
    save_details([draft.old for draft in plan.people.changed if draft.old])
    return people | {email: draft.old for email, draft in plan.people.drafts.items() if draft.old}


def _write_memberships(plan: StaffPlan, units: dict[str, Unit], people: dict[str, Person]) -> None:
    by_day: dict = {}
    for membership, day in plan.endings:
        by_day.setdefault(day, []).append(membership.pk)
    for day, numbers in by_day.items():
        for piece in batched(numbers, PIECE):
            Membership.objects.filter(pk__in=piece).update(until=day)
    for change in plan.changes:
        for name, value in change.values.items():
            setattr(change.membership, name, value)
    changed = [change.membership for change in plan.changes]
    Membership.objects.bulk_update(changed, ["role", "share", "since", "until"], batch_size=200)
    Membership.objects.bulk_create(
        (
            Membership(
                person=people[b.person.email],
                unit=units[b.unit],
                role=b.role,
                share=b.share,
                since=b.since,
                until=b.until,
            )
            for b in plan.beginnings
        ),
        batch_size=PIECE,
    )
