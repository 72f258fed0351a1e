"""A file of units and staff: uploaded, accepted or dismissed. Nothing changes before it is accepted."""

import hashlib
from collections.abc import Callable
from functools import partial
from itertools import batched

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tryggby.audit.door import Entry, record
from tryggby.ground.door import today
from tryggby.organisations.models import District, Membership, Organisation, StaffImport, Unit
from tryggby.organisations.signals import places_changed, units_changed
from tryggby.organisations.staff.plan import StaffPlan, make_plan
from tryggby.organisations.staff.report import Preview, preview_of
from tryggby.organisations.staff.rows import Row, read_rows
from tryggby.organisations.staff.sheet import FileFault, check_size, read_sheet
from tryggby.organisations.staff.units import UnitDraft, fold
from tryggby.organisations.tasks import read_staff_file, save_staff_file
from tryggby.people.door import Person, let_go, save_details

# Files up to this many bytes are read while the page waits.
AT_ONCE = 200_000
# What a plan rests on, and how many entries back a mark looks.
RESTS_ON: tuple[str, ...] = (
    "people.person",
    "organisations.membership",
    "organisations.appointment",
    "organisations.unit",
)
RESTS_ON += ("organisations.district", "organisations.organisation", "organisations.staffimport")
EARLIER = 2000
KEPT_FAULTS = 2000
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

    A large file is left to the worker to read. Raises FileFault, in words, when the file cannot be read.
    """
    check_size(data)
    digest = hashlib.sha256(data).hexdigest()
    missing_end_on = today() if end_missing else None
    there = StaffImport.objects.waiting().filter(
        organisation=organisation, file_hash=digest, missing_end_on=missing_end_on, uploaded_by=by, trouble=""
    )
    if found := there.first():
        return found
    upload = StaffImport(
        organisation=organisation,
        file_name=name[:200],
        file_hash=digest,
        missing_end_on=missing_end_on,
        uploaded_by=by,
    )
    if len(data) <= AT_ONCE:
        _read(upload, data)
        upload.save()
    else:
        upload.data = data
        upload.progress = {"step": "waiting"}
        upload.save()
        read_staff_file.enqueue(upload.pk)
    facts = {"rows": len(upload.rows), "faults": len(upload.faults)}
    record(by=by, verb="upload_staff", of=upload, organisation=organisation, **facts)
    return upload


def prepare_staff(*, by, upload: StaffImport) -> None:
    """Read a large file that waits, and keep its rows and what accepting them would do; the worker's part.

    `by` is who uploaded it: faults and preview are in their language. What cannot be read is said in `trouble`. Again,
    it does the same. Nothing but the upload is written, so no act is logged.
    """
    if upload.data is None:
        return
    with translation.override(by.language if by else None):
        try:
            _read(upload, bytes(upload.data), tell=partial(_tell, upload, "reading"))
            _tell(upload, "comparing")
            upload.preview = preview_of(plan_of(upload)).stored()
        except FileFault as fault:
            upload.trouble, upload.rows, upload.faults = str(fault)[:300], [], []
    upload.data, upload.progress = None, {}
    upload.save(update_fields=["data", "rows", "faults", "notes", "preview", "progress", "trouble"])


def plan_of(upload: StaffImport) -> StaffPlan:
    """What accepting the upload would do now."""
    rows = [Row.restored(values) for values in upload.rows]
    return make_plan(upload.organisation, rows, upload.missing_end_on)


def is_blocked(upload: StaffImport, plan: StaffPlan | Preview) -> bool:
    """True when faults stand in the way: with «end the rest» a faulty row would end somebody."""
    return bool(upload.missing_end_on and (upload.faults or plan.faults))


def accept_staff(*, by, upload: StaffImport, digest: str, sure: bool = False) -> dict[str, int]:
    """Carry out the plan that was shown (`digest`), all of it or nothing; returns what was done in numbers.

    A second acceptance changes nothing. Raises PlanChanged when the plan is another now, PlanBlocked when
    faults stand in the way, NotSure when very many would be ended and nobody is `sure`. The plan is made before the
    transaction, and made anew inside it only if something that it rests on was changed meanwhile.
    """
    mark = latest_acts()
    plan = plan_of(upload) if not upload.accepted_at else None
    with transaction.atomic():
        organisation = Organisation.objects.select_for_update().get(pk=upload.organisation_id)
        upload = StaffImport.objects.select_for_update().get(pk=upload.pk)
        if upload.accepted_at:
            return upload.counts
        if upload.dismissed_at or upload.expires_at <= timezone.now():
            raise PlanChanged
        if plan is None or latest_acts(mark) != mark:
            plan = plan_of(upload)
        if plan.digest != digest:
            raise PlanChanged
        if is_blocked(upload, plan):
            raise PlanBlocked
        if plan.ends_many and not sure:
            raise NotSure
        return _accept(by, upload, organisation, plan)


@transaction.atomic
def ask_acceptance(*, by, upload: StaffImport, digest: str, sure: bool = False) -> None:
    """Ask the worker to carry out a large upload as it was shown. Asked twice, it is done once.

    Raises NotSure, PlanBlocked or PlanChanged when the preview alone tells that it would be refused.
    """
    upload = StaffImport.objects.select_for_update().get(pk=upload.pk)
    if upload.accepted_at or upload.asked_at:
        return
    if upload.state != "waiting" or upload.preview.get("digest") != digest:
        raise PlanChanged
    preview = Preview.restored(upload.preview)
    if is_blocked(upload, preview):
        raise PlanBlocked
    if preview.ends_many and not sure:
        raise NotSure
    upload.asked_at, upload.trouble, upload.progress = timezone.now(), "", {"step": "saving"}
    upload.save(update_fields=["asked_at", "trouble", "progress"])
    record(by=by, verb="ask_acceptance", of=upload, organisation=upload.organisation_id)
    save_staff_file.enqueue(upload.pk, by.pk, digest, sure)


def carry_out_staff(*, by, upload: StaffImport, digest: str, sure: bool) -> None:
    """Carry out what was asked for; the worker's part. If something has changed, show the new preview instead."""
    trouble, preview = "", {}
    with translation.override(by.language):
        try:
            accept_staff(by=by, upload=upload, digest=digest, sure=sure)
        except (PlanChanged, PlanBlocked, NotSure, IntegrityError):
            trouble = _("Noe er endret siden du så rapporten. Se over den på nytt.")
            preview = preview_of(plan_of(upload)).stored()
        except OperationalError:
            trouble = _("Vi fikk ikke lagret akkurat nå. Ingenting er endret. Prøv igjen.")
            preview = upload.preview
    waiting = StaffImport.objects.filter(pk=upload.pk, accepted_at__isnull=True)
    waiting.update(asked_at=None, trouble=trouble, preview=preview, progress={})


@transaction.atomic
def dismiss_staff(*, by, upload: StaffImport) -> None:
    """Forget an upload; its rows are emptied."""
    waiting = StaffImport.objects.waiting().filter(pk=upload.pk, asked_at__isnull=True)
    dismissed = waiting.update(dismissed_at=timezone.now(), rows=[], preview={}, data=None)
    if dismissed:
        record(by=by, verb="dismiss_staff", of=upload, organisation=upload.organisation_id)


def latest_acts(since: tuple[int, int] | None = None) -> tuple[int, int]:
    """A mark that differs when anybody has changed people, units or who works where.

    It counts the newest acts of that kind from a little before `since`, so that one that was being written counts too.
    """
    newest = since[0] if since else Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return newest, Entry.objects.filter(pk__gt=newest - EARLIER, kind__in=RESTS_ON).count()


def _accept(by, upload: StaffImport, organisation: Organisation, plan: StaffPlan) -> dict[str, int]:
    counts = plan.counts()
    upload.faults = [*upload.faults, *(list(fault) for fault in plan.faults)][:KEPT_FAULTS]
    _carry_out(by, organisation, plan)
    upload.accepted_at, upload.accepted_by, upload.counts = timezone.now(), by, counts
    upload.rows, upload.preview, upload.progress, upload.trouble = [], {}, {}, ""
    fields = ["accepted_at", "accepted_by", "counts", "rows", "faults", "preview", "progress", "trouble"]
    upload.save(update_fields=fields)
    record(by=by, verb="accept_staff", of=upload, organisation=organisation, **counts)
    return counts


def _read(upload: StaffImport, data: bytes, tell: Callable[[int, int], None] | None = None) -> None:
    rows, faults, notes = read_rows(read_sheet(upload.file_name, data), tell)
    upload.rows = [row.stored() for row in rows]
    upload.faults, upload.notes = [list(fault) for fault in faults], notes


def _tell(upload: StaffImport, step: str, done: int = 0, of: int = 0) -> None:
    """How far it is, for the page that waits."""
    StaffImport.objects.filter(pk=upload.pk).update(progress={"step": step, "done": done, "of": of})


def _carry_out(by, organisation: Organisation, plan: StaffPlan) -> None:
    units = _write_units(organisation, plan)
    people = _write_people(plan)
    touched = {membership.person_id for membership, _ in plan.endings}
    touched |= {change.membership.person_id for change in plan.changes if "role" in change.values}
    # A coordinator who is in the file herself and gets a place stays signed in.
    begun = {people[beginning.person.email].pk for beginning in plan.beginnings if beginning.person.old}
    touched |= begun - {by.pk if by else None}
    _write_memberships(plan, units, people)
    Unit.objects.filter(pk__in=[unit.pk for unit in plan.closings]).update(closed_on=today())
    for piece in batched(sorted(touched), PIECE):
        Person.objects.filter(pk__in=piece).end_sessions()
    for piece in batched(plan.leavers, PIECE):
        let_go(list(piece))
    _say_who_moved(plan, people)
    _say_which_units(organisation, plan, units)


def _say_which_units(organisation: Organisation, plan: StaffPlan, units: dict[str, Unit]) -> None:
    touched = {unit.pk for unit in plan.closings} | {draft.old.pk for draft in plan.units.changed if draft.old}
    touched |= {units[fold(draft.name)].pk for draft in plan.units.new}
    if touched:
        units_changed.send(sender=Unit, units=touched, organisation=organisation.pk)


def _say_who_moved(plan: StaffPlan, people: dict[str, Person]) -> None:
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
    renamed = [draft.old.pk for draft in plan.units.changed if draft.old and "name" in draft.changes]
    # Names are each unit's own: whoever gets another lets go of the old one first, so that names can be swapped.
    for piece in batched(renamed, PIECE):
        Unit.objects.filter(pk__in=piece).update(name=F("key"))
    units = plan.units.units | {name: draft.old for name, draft in plan.units.drafts.items() if draft.old}
    for name, draft in plan.units.drafts.items():
        if draft.old is None:
            units.pop(name, None)
    waiting = plan.units.new
    while waiting:
        ready = [draft for draft in waiting if not draft.parent or fold(draft.parent) in units]
        fresh = [_shaped(Unit(organisation=organisation), draft, plan, districts, units) for draft in ready]
        units |= {fold(unit.name): unit for unit in Unit.objects.bulk_create(fresh, batch_size=PIECE)}
        waiting = [draft for draft in waiting if fold(draft.name) not in units]
    changed = [_shaped(draft.old, draft, plan, districts, units) for draft in plan.units.changed if draft.old]
    fields = ["name", "parent", "district", "service", "org_number", "external_id", "closed_on"]
    Unit.objects.bulk_update(changed, fields, batch_size=200)
    return units


def _shaped(unit: Unit, draft: UnitDraft, plan: StaffPlan, districts: dict, units: dict) -> Unit:
    """The unit as the file says; what the file does not say, stays."""
    unit.name, unit.closed_on = draft.name, None
    unit.org_number = draft.org_number or unit.org_number
    unit.external_id = draft.unit_id or unit.external_id
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
