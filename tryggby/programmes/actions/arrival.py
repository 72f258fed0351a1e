"""«I am here» with the room's code: one short transaction, and one row however often it is sent."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.ground.door import one_line
from tryggby.organisations.door import Unit, standing
from tryggby.programmes.actions.enrolment import enrol
from tryggby.programmes.models import Arrival, Attendance, Enrolment, Gathering
from tryggby.programmes.models.room import NAME_DAYS, RECEIPT_LENGTH, hash_of_form, new_code, tidy_code
from tryggby.programmes.refusal import Refused, SameName

State, Source = Attendance.State, Attendance.Source


@transaction.atomic
def arrive(
    *, by=None, gathering: Gathering, given_name: str, unit=None, other_unit: str = "", once: str, another: bool = False
) -> Arrival:
    """A guest is here. `once` is the form's key: the same form twice is one row.

    Whoever has the same first name and unit as somebody here already is asked (SameName); `another` says that it is
    another person. `by` is None: guests have no account.
    """
    name, other = one_line(given_name)[:60], "" if unit else one_line(other_unit)[:120]
    place = {"place_key": unit.key if unit else f"annen {other.casefold()}"[:130], "name_key": name.casefold()[:60]}
    # The form's key alone is not enough: a colleague may use the same phone after Back.
    token = hash_of_form(gathering, once, **place)
    while True:
        found = Arrival.objects.filter(token=token).first()
        if found is not None:
            return found
        last = Arrival.objects.live().filter(gathering=gathering, **place).aggregate(n=Max("number"))["n"] or 0
        if last and not another:
            raise SameName
        try:
            with transaction.atomic():
                row = Arrival.objects.create(
                    gathering=gathering,
                    unit=unit,
                    other_unit=other,
                    given_name=name,
                    number=last + 1,
                    token=token,
                    receipt=new_code(RECEIPT_LENGTH),
                    **place,
                )
        except IntegrityError:
            continue  # the same form, the same name, or the same receipt came in this instant: look again
        record(by=None, verb="arrive", of=gathering, organisation=gathering.cohort.organisation_id)
        return row


@transaction.atomic
def arrive_signed_in(*, by, gathering: Gathering) -> Attendance | Arrival:
    """One tap on one's own phone: presence for whoever is on the roll, otherwise a row for the coordinator."""
    enrolment = Enrolment.objects.of_gathering(gathering).filter(person=by).first()
    if enrolment is not None:
        mark, made = _present(gathering, enrolment, by, Source.QR)
        if made:
            record(by=by, verb="check_in", of=gathering, organisation=gathering.cohort.organisation_id)
        return mark
    unit = _own_unit(gathering, by)
    row, made = Arrival.objects.live().get_or_create(
        gathering=gathering,
        person=by,
        defaults={
            "unit": unit,
            "place_key": unit.key if unit else "",
            "given_name": by.given_name[:60],
            "receipt": new_code(RECEIPT_LENGTH),
            "claimed_at": timezone.now(),
        },
    )
    if made:
        record(by=by, verb="arrive", of=gathering, organisation=gathering.cohort.organisation_id)
    return row


@transaction.atomic
def claim_arrival(*, by, receipt: str) -> Arrival:
    """Make a guest's row one's own with the receipt from the thanks page, also long after the gathering."""
    rows = Arrival.objects.live().select_related("gathering__cohort", "enrolment").select_for_update(of=("self",))
    row = rows.filter(receipt=tidy_code(receipt)).first()
    if row is None:
        raise Refused(_("Vi finner ikke den kvitteringen. Se om alle tegnene er med."))
    if row.person_id not in (None, by.pk) or (row.enrolment and row.enrolment.person_id != by.pk):
        raise Refused(_("Kvitteringen hører til en annen. Spør den som leder kullet."))
    twin = Arrival.objects.live().filter(gathering=row.gathering, person=by).exclude(pk=row.pk).first()
    if twin is not None:
        # The person came in twice, as a guest and signed in: one row stays.
        row.undone_at, row.undone_by = timezone.now(), by
        row.save(update_fields=["undone_at", "undone_by"])
        return twin
    if row.person_id is None:
        row.person, row.claimed_at = by, timezone.now()
        row.save(update_fields=["person", "claimed_at"])
        record(by=by, verb="claim_arrival", of=row.gathering, organisation=row.gathering.cohort.organisation_id)
    enrolment = Enrolment.objects.of_gathering(row.gathering).filter(person=by).first()
    if enrolment is not None and row.enrolment_id is None:
        _tie(row, enrolment, by)
    return row


@transaction.atomic
def match_arrival(*, by, arrival: Arrival, enrolment: Enrolment) -> Arrival:
    """The coordinator says whose line of the roll it is. Two arrivals on one line are one person."""
    if arrival.person_id not in (None, enrolment.person_id):
        raise Refused(_("Personen har selv sagt hvem dette er. Meld på personen, eller ta bort innsjekkingen."))
    _tie(arrival, enrolment, by)
    record(by=by, verb="match_arrival", of=arrival, organisation=arrival.gathering.cohort.organisation_id)
    return arrival


@transaction.atomic
def enrol_arrival(*, by, arrival: Arrival) -> Arrival:
    """Give somebody who came without being on the roll a place in the track, for the unit they said, and presence."""
    gathering = arrival.gathering
    if arrival.person is None or arrival.unit is None:
        raise Refused(_("Velg hvem det er."))
    enrol(
        by=by,
        cohort=gathering.cohort,
        track=gathering.track,
        unit=arrival.unit,
        people=[arrival.person],
        since=gathering.starts.date(),
    )
    line = Enrolment.objects.of_gathering(gathering).filter(person=arrival.person).first()
    if line is None:
        raise Refused(_("Personen er meldt på en annen gruppe. Før oppmøtet der."))
    return match_arrival(by=by, arrival=arrival, enrolment=line)


@transaction.atomic
def loosen_arrival(*, by, arrival: Arrival) -> None:
    """Undo a match: the row waits again, and the presence that came of it is gone."""
    _untie(arrival)
    record(by=by, verb="loosen_arrival", of=arrival, organisation=arrival.gathering.cohort.organisation_id)


@transaction.atomic
def undo_arrival(*, by, arrival: Arrival) -> None:
    """Take a row away: entered twice, or in the wrong room. It can be taken in again."""
    if arrival.undone_at is None:
        _untie(arrival)
        arrival.undone_at, arrival.undone_by = timezone.now(), by
        arrival.save(update_fields=["undone_at", "undone_by"])
        record(by=by, verb="undo_arrival", of=arrival, organisation=arrival.gathering.cohort.organisation_id)


@transaction.atomic
def restore_arrival(*, by, arrival: Arrival) -> None:
    """Take a row in again."""
    if arrival.undone_at is None:
        return
    same = Arrival.objects.live().filter(
        gathering=arrival.gathering_id, place_key=arrival.place_key, name_key=arrival.name_key
    )
    if arrival.person_id and Arrival.objects.live().filter(gathering=arrival.gathering_id, person=arrival.person_id):
        raise Refused(_("Personen er inne fra før."))
    arrival.number = (same.aggregate(n=Max("number"))["n"] or 0) + 1
    arrival.undone_at = arrival.undone_by = None
    arrival.save(update_fields=["number", "undone_at", "undone_by"])
    record(by=by, verb="restore_arrival", of=arrival, organisation=arrival.gathering.cohort.organisation_id)


@transaction.atomic
def forget_arrival_names(now: dt.datetime | None = None) -> int:
    """Empty the first names of guests and the words of other units after 30 days; the rows are counted as before."""
    now = now or timezone.now()
    rows = Arrival.objects.filter(name_forgotten_at__isnull=True, arrived_at__lt=now - dt.timedelta(days=NAME_DAYS))
    number = rows.update(given_name="", name_key="", other_unit="", place_key="", token=None, name_forgotten_at=now)
    if number:
        record(by=None, verb="forget_arrival_names", of=Arrival(), rows=number)
    return number


def _present(gathering: Gathering, enrolment: Enrolment, by, source: str) -> tuple[Attendance, bool]:
    """Presence on a line of the roll; somebody ticked as absent before is here after all."""
    mark, made = Attendance.objects.get_or_create(
        gathering=gathering,
        enrolment=enrolment,
        defaults={"state": State.PRESENT, "source": source, "recorded_by": by},
    )
    if mark.state == State.ABSENT:
        mark.state, mark.source, mark.recorded_at, mark.recorded_by = State.PRESENT, source, timezone.now(), by
        mark.save(update_fields=["state", "source", "recorded_at", "recorded_by"])
        made = True
    return mark, made


def _tie(arrival: Arrival, enrolment: Enrolment, by) -> None:
    _present(arrival.gathering, enrolment, by, Source.CODE)
    arrival.enrolment, arrival.matched_at, arrival.matched_by = enrolment, timezone.now(), by
    arrival.save(update_fields=["enrolment", "matched_at", "matched_by"])


def _untie(arrival: Arrival) -> None:
    """Off the roll; the presence goes with it when it came of this row alone."""
    line = arrival.enrolment_id
    if line is None:
        return
    arrival.enrolment = arrival.matched_at = arrival.matched_by = None
    arrival.save(update_fields=["enrolment", "matched_at", "matched_by"])
    others = Arrival.objects.live().filter(gathering=arrival.gathering_id, enrolment=line).exclude(pk=arrival.pk)
    if not others.exists():
        Attendance.objects.filter(gathering=arrival.gathering_id, enrolment=line, source=Source.CODE).delete()


def _own_unit(gathering: Gathering, person):
    """The one unit of the cohort that the person works in; None when there are several or none."""
    there = Unit.objects.filter(pk__in=standing(person).member, cohort_units__cohort=gathering.cohort_id)
    found = list(there.order_by("pk").distinct()[:2])
    return found[0] if len(found) == 1 else None
