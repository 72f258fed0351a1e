"""Attendance by roll, by own telephone, by headcount."""

from collections.abc import Collection, Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.ground.door import today
from tryggby.programmes.models import Attendance, Enrolment, Gathering, Headcount

State = Attendance.State


@transaction.atomic
def record_attendance(
    *,
    by,
    gathering: Gathering,
    present: Collection = (),
    partly: Collection = (),
    absent: Collection = (),
    source: str = Attendance.Source.ROLL,
) -> int:
    """Keep the roll: enrolments (objects or numbers) by state. Saving the same again changes nothing.

    Enrolments that are not expected at the gathering are passed over. Returns how many rows were written.
    """
    wanted = {
        _number(e): state
        for group, state in ((absent, State.ABSENT), (partly, State.PARTLY), (present, State.PRESENT))
        for e in group
    }
    expected = set(Enrolment.objects.of_gathering(gathering).order_by().values_list("pk", flat=True))
    known = dict(Attendance.objects.filter(gathering=gathering).order_by().values_list("enrolment_id", "state"))
    now = timezone.now()
    rows = [
        Attendance(gathering=gathering, enrolment_id=pk, state=state, source=source, recorded_at=now, recorded_by=by)
        for pk, state in wanted.items()
        if (pk in expected or pk in known) and known.get(pk) != state
    ]
    if not rows:
        return 0
    _write(rows)
    _held(gathering)
    record(by=by, verb="record_attendance", of=gathering, organisation=gathering.cohort.organisation_id, rows=len(rows))
    return len(rows)


@transaction.atomic
def check_in(*, by, gathering: Gathering) -> Attendance:
    """«Jeg er her»: a person marks their own presence on the day, with their own telephone. Twice is once."""
    if gathering.starts.date() != today() or gathering.cancelled_at:
        raise ValidationError(_("Du kan melde deg til stede den dagen samlingen er."))
    enrolment = Enrolment.objects.of_gathering(gathering).filter(person=by).first()
    if enrolment is None:
        raise PermissionDenied
    found, made = Attendance.objects.get_or_create(
        gathering=gathering,
        enrolment=enrolment,
        defaults={"state": State.PRESENT, "source": Attendance.Source.QR, "recorded_by": by},
    )
    if made:
        record(by=by, verb="check_in", of=gathering, organisation=gathering.cohort.organisation_id)
    return found


@transaction.atomic
def record_headcount(*, by, gathering: Gathering, counts: Mapping) -> int:
    """Keep how many came per unit (object or number -> count; None takes a count away). Returns rows changed."""
    wanted = {_number(unit): count for unit, count in counts.items()}
    known = dict(Headcount.objects.filter(gathering=gathering).values_list("unit_id", "count"))
    rows = [
        Headcount(gathering=gathering, unit_id=unit, count=count, recorded_by=by)
        for unit, count in wanted.items()
        if count is not None and known.get(unit) != count
    ]
    gone = [unit for unit, count in wanted.items() if count is None and unit in known]
    Headcount.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["gathering", "unit"],
        update_fields=["count", "recorded_at", "recorded_by"],
    )
    Headcount.objects.filter(gathering=gathering, unit__in=gone).delete()
    changed = len(rows) + len(gone)
    if changed:
        _held(gathering)
        record(
            by=by, verb="record_headcount", of=gathering, organisation=gathering.cohort.organisation_id, rows=changed
        )
    return changed


def _write(rows: list[Attendance]) -> None:
    Attendance.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["gathering", "enrolment"],
        update_fields=["state", "source", "recorded_at", "recorded_by"],
    )


def _held(gathering: Gathering) -> None:
    if gathering.held_at is None:
        gathering.held_at = timezone.now()
        gathering.save(update_fields=["held_at"])


def _number(row) -> int:
    return getattr(row, "pk", row)
