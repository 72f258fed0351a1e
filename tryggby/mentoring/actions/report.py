"""Report a practice: who was there or how many, and one thing learnt. Never how somebody did."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.mentoring.models import Participation, Practice
from tryggby.mentoring.refusal import Refused
from tryggby.packages.door import part_by_reference, record_completions
from tryggby.people.door import Person


@dataclass(frozen=True)
class Pulse:
    """How many chose each of the three faces. Counts only; nobody's face is kept."""

    low: int = 0
    middle: int = 0
    high: int = 0


@transaction.atomic
def report_practice(
    *,
    by,
    practice: Practice,
    present: Iterable[Person] = (),
    headcount: int | None = None,
    rounds: int | None = None,
    learnt: str = "",
    pulse: Pulse | None = None,
) -> Practice:
    """Say that the practice was held. Saying the same again changes nothing; saying otherwise corrects it.

    `present` are colleagues by name; `headcount` those present without a name (never both for one person).
    The mentor who held it is not listed. Finishes the practice part for those named and for the mentor.
    """
    practice = (
        Practice.objects.select_for_update(of=("self",)).select_related("unit", "mandate__person").get(pk=practice.pk)
    )
    if practice.cancelled_at is not None:
        raise Refused(_("Øvinga er avlyst, og kan ikke rapporteres."))
    now = timezone.now()
    if practice.starts_at > now and practice.started_at is None:
        raise Refused(_("Øvinga har ikke vært ennå. Flytt den først hvis dere øvde tidligere."))
    wanted = {person.pk for person in present} - {practice.mandate.person_id}
    if not wanted and not headcount:
        raise Refused(_("Kryss av hvem som var med, eller skriv hvor mange."))
    first = practice.held_at is None
    changed = _set_present(practice, wanted) | _set_facts(practice, headcount, rounds, learnt, pulse)
    if first:
        practice.held_at, practice.reported_at, practice.step_since = min(practice.starts_at, now), now, None
    if first or changed:
        practice.save()
        _finish_part(by, practice, wanted)
        record(
            by=by,
            verb="report_practice" if first else "correct_practice_report",
            of=practice,
            organisation=practice.unit.organisation_id,
            unit=practice.unit.key,
            named=len(wanted),
            heads=headcount or 0,
        )
    return practice


def _set_present(practice: Practice, wanted: set[int]) -> bool:
    """Make exactly these the ones present; True when something changed."""
    rows = {row.person_id: row for row in practice.participations.all()}
    gone = [row.pk for person, row in rows.items() if row.present_at and person not in wanted]
    came = [row.pk for person, row in rows.items() if not row.present_at and person in wanted]
    new = wanted - rows.keys()
    Participation.objects.filter(pk__in=gone).update(present_at=None)
    Participation.objects.filter(pk__in=came).update(present_at=practice.starts_at)
    Participation.objects.bulk_create(
        [Participation(practice=practice, person_id=person, present_at=practice.starts_at) for person in sorted(new)]
    )
    return bool(gone or came or new)


def _set_facts(practice: Practice, headcount, rounds, learnt: str, pulse: Pulse | None) -> bool:
    facts = {
        "headcount": headcount or None,
        "rounds": rounds or None,
        "learnt": " ".join(learnt.split())[:200],
        "pulse_low": pulse.low if pulse else None,
        "pulse_middle": pulse.middle if pulse else None,
        "pulse_high": pulse.high if pulse else None,
    }
    changed = any(getattr(practice, name) != value for name, value in facts.items())
    for name, value in facts.items():
        setattr(practice, name, value)
    return changed


def _finish_part(by, practice: Practice, present: set[int]) -> None:
    part = part_by_reference(f"{practice.package}#{practice.part}")
    if part is not None:
        record_completions(by=by, people=present | {practice.mandate.person_id}, part=part, at=practice.held_at)
