"""Plan, move and cancel a practice; answer its invitation."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.ground.door import claim, done, earlier
from tryggby.mentoring import mails
from tryggby.mentoring.models import Mandate, Participation, Practice
from tryggby.mentoring.refusal import Refused
from tryggby.organisations.door import Membership, Unit
from tryggby.packages.door import Part


@transaction.atomic
def plan_practice(
    *, by, unit: Unit, part: Part, starts_at: dt.datetime, place: str = "", once: str | None = None
) -> Practice:
    """Plan a practice of `part` (needs `release__package`) and invite the unit's people, each by one mail.

    `by` is mentor for the unit. Refused in the past, and when the unit has a practice in that time.
    """
    once_row = claim(once)
    if once_row is None:
        return Practice.objects.get(key=earlier(once or ""))
    Unit.objects.select_for_update().get(pk=unit.pk)
    mandate = Mandate.objects.in_force().filter(person=by.pk, unit=unit).select_related("person", "unit").first()
    if mandate is None:
        raise Refused(_("Du er ikke mentor for denne enheten."))
    ends_at = starts_at + dt.timedelta(minutes=part.minutes)
    _check_time(unit, starts_at, ends_at)
    now = timezone.now()
    practice = Practice.objects.create(
        mandate=mandate,
        unit=unit,
        package=part.release.package.identifier,
        part=part.identifier,
        release=part.release.version,
        title=part.title,
        elements=part.elements,
        starts_at=starts_at,
        ends_at=ends_at,
        minutes=part.minutes,
        place=_line(place, 120),
        planned_at=now,
        invited_at=now,
    )
    _invite(practice, now)
    mails.invite(practice)
    record(
        by=by,
        verb="plan_practice",
        of=practice,
        organisation=unit.organisation_id,
        unit=unit.key,
        part=part.reference,
        starts_at=starts_at.isoformat(),
    )
    done(once_row, practice.key)
    return practice


@transaction.atomic
def move_practice(*, by, practice: Practice, starts_at: dt.datetime, place: str = "") -> Practice:
    """Give the practice another time or place. The calendar entry moves; answers are asked for anew.

    The same time and place again changes nothing and sends nothing.
    """
    practice = _locked(practice)
    if not practice.is_open:
        raise Refused(_("Øvinga er ferdig, og kan ikke flyttes."))
    place = _line(place, 120)
    if (practice.starts_at, practice.place) == (starts_at, place):
        return practice
    moved = practice.starts_at != starts_at
    ends_at = starts_at + dt.timedelta(minutes=practice.minutes)
    if moved:
        _check_time(practice.unit, starts_at, ends_at, but=practice)
    before = practice.starts_at
    practice.starts_at, practice.ends_at, practice.place = starts_at, ends_at, place
    practice.sequence += 1
    practice.save(update_fields=["starts_at", "ends_at", "place", "sequence"])
    if moved:
        practice.participations.update(answer=Participation.Answer.NONE, answered_at=None)
    _invite(practice, timezone.now())
    mails.tell_moved(practice)
    record(
        by=by,
        verb="move_practice",
        of=practice,
        organisation=practice.unit.organisation_id,
        unit=practice.unit.key,
        before=before.isoformat(),
        starts_at=starts_at.isoformat(),
    )
    return practice


@transaction.atomic
def cancel_practice(*, by, practice: Practice, because: str = "") -> Practice:
    """Cancel the practice. Those invited are told, unless its time is past: then it only did not happen."""
    practice = _locked(practice)
    if practice.cancelled_at is not None:
        return practice
    if practice.held_at is not None:
        raise Refused(_("Øvinga er allerede rapportert som holdt."))
    over = practice.is_over
    practice.cancelled_at, practice.cancelled_because = timezone.now(), _line(because, 200)
    practice.step_since = None
    practice.sequence += 1
    practice.save(update_fields=["cancelled_at", "cancelled_because", "step_since", "sequence"])
    if not over:
        mails.tell_cancelled(practice)
    record(
        by=by, verb="cancel_practice", of=practice, organisation=practice.unit.organisation_id, unit=practice.unit.key
    )
    return practice


@transaction.atomic
def answer_invitation(*, by, practice: Practice, coming: bool) -> Participation:
    """Say yes or no to one's own invitation; no reason is asked for. May be changed until the practice is over."""
    place = (
        Participation.objects.select_for_update(of=("self",))
        .select_related("practice__unit")
        .get(practice=practice, person=by)
    )
    if not place.practice.is_open or place.practice.is_over:
        raise Refused(_("Det er for sent å svare på denne øvinga."))
    answer = Participation.Answer.YES if coming else Participation.Answer.NO
    if place.answer != answer:
        place.answer, place.answered_at = answer, timezone.now()
        place.save(update_fields=["answer", "answered_at"])
        unit = place.practice.unit
        record(by=by, verb="answer_invitation", of=place.practice, organisation=unit.organisation_id, answer=answer)
    return place


def _locked(practice: Practice) -> Practice:
    return (
        Practice.objects.select_for_update(of=("self",)).select_related("unit", "mandate__person").get(pk=practice.pk)
    )


def _check_time(unit: Unit, starts_at: dt.datetime, ends_at: dt.datetime, but: Practice | None = None) -> None:
    if starts_at <= timezone.now():
        raise Refused(_("Tidspunktet har vært. Velg et som kommer."))
    same = Practice.objects.planned().filter(unit=unit, starts_at__lt=ends_at, ends_at__gt=starts_at)
    if same.exclude(pk=but.pk if but else 0).exists() or _taken(unit, starts_at, but):
        raise Refused(_("Enheten har allerede en øving da. Velg et annet tidspunkt."))


def _taken(unit: Unit, starts_at: dt.datetime, but: Practice | None) -> bool:
    """True when a held practice stands at exactly this time; the database keeps one per unit and time."""
    held = Practice.objects.filter(unit=unit, starts_at=starts_at, cancelled_at__isnull=True)
    return held.exclude(pk=but.pk if but else 0).exists()


def _invite(practice: Practice, now: dt.datetime) -> None:
    """A place for each of the unit's present people who has none, apart from the mentor."""
    people = Membership.objects.current().filter(unit=practice.unit, person__left_at__isnull=True)
    wanted = set(people.order_by().values_list("person_id", flat=True)) - {practice.mandate.person_id}
    have = set(practice.participations.values_list("person_id", flat=True))
    Participation.objects.bulk_create(
        [Participation(practice=practice, person_id=person, invited_at=now) for person in sorted(wanted - have)]
    )


def _line(text: str, size: int) -> str:
    """One line of text, without breaks."""
    return " ".join(text.split())[:size]
