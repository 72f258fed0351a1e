"""What stands around the runs: a unit's rhythm, and the local answers."""

from django.db import transaction

from tryggby.audit.door import record
from tryggby.drills.models import LocalAnswer, Rhythm
from tryggby.ground.door import today
from tryggby.organisations.door import Unit


@transaction.atomic
def set_rhythm(*, by, unit: Unit, times_a_year: int) -> Rhythm:
    """Choose how often the unit drills; zero is a pause."""
    rhythm, created = Rhythm.objects.get_or_create(unit=unit, defaults={"times_a_year": times_a_year})
    if created or rhythm.times_a_year != times_a_year:
        rhythm.times_a_year = times_a_year
        rhythm.save(update_fields=["times_a_year"])
        record(
            by=by, verb="set_rhythm", of=rhythm, organisation=unit.organisation_id, unit=unit.key, times=times_a_year
        )
    return rhythm


@transaction.atomic
def save_local_answers(*, by, unit: Unit, answers: dict[tuple[str, str], str]) -> int:
    """Keep answers by (scope, question); an empty one is taken away. Each handed in counts as looked at today.

    Returns how many were changed or looked at again. What the answers say is not logged.
    """
    changed = 0
    for (scope, question), text in answers.items():
        place = {"organisation_id": unit.organisation_id, "unit": unit if scope == "unit" else None}
        text = " ".join(text.split())[:300]
        if not text:
            changed += LocalAnswer.objects.filter(question=question, **place).delete()[0]
            continue
        row, created = LocalAnswer.objects.get_or_create(question=question, **place, defaults={"text": text})
        if created or (row.text, row.checked_on) != (text, today()):
            row.text, row.checked_on = text, today()
            row.save(update_fields=["text", "checked_on"])
            changed += 1
    if changed:
        record(
            by=by,
            verb="save_local_answers",
            of=unit,
            organisation=unit.organisation_id,
            unit=unit.key,
            questions=sorted(question for _scope, question in answers),
        )
    return changed
