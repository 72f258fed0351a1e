"""Note leave, let somebody off a requirement, and take either back. Their clock is reckoned at once."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.ground.door import claim, done, earlier, one_line, today
from tryggby.obligations.actions.reckon import mark_affected, reckon_people
from tryggby.obligations.models import Leave, Requirement, Waiver
from tryggby.obligations.refusal import Refused


@transaction.atomic
def note_leave(
    *, by, person, since: dt.date, until: dt.date | None = None, organisation=None, once: str | None = None
) -> Leave:
    """The person is away from `since` to `until` (open when left out). Never why."""
    row = claim(once)
    if row is None:
        return Leave.objects.get(key=earlier(once or ""))
    if until and until < since:
        raise Refused(_("Siste dag er før første dag."))
    same = Leave.objects.filter(Q(until__isnull=True) | Q(until__gte=since), person=person)
    if (same.filter(since__lte=until) if until else same).exists():
        raise Refused(_("%(name)s har allerede permisjon i den tida.") % {"name": person.given_name})
    leave = Leave.objects.create(person=person, since=since, until=until, noted_by=by)
    record(by=by, verb="note_leave", of=leave, organisation=organisation, since=since.isoformat())
    done(row, leave.key)
    reckon_people({person.pk})
    return leave


@transaction.atomic
def end_leave(*, by, leave: Leave, until: dt.date, organisation=None) -> None:
    """Set the last day of a leave; one that would end before it begins is taken away."""
    leave = Leave.objects.select_for_update().get(pk=leave.pk)
    record(by=by, verb="end_leave", of=leave, organisation=organisation, until=until.isoformat())
    if until < leave.since:
        leave.delete()
    else:
        leave.until = until
        leave.save(update_fields=["until"])
    reckon_people({leave.person_id})


@transaction.atomic
def import_leaves(*, by, organisation, rows: Iterable[tuple[int, dt.date, dt.date | None]]) -> int:
    """Take in leaves (person number, first day, last day); returns how many were new or changed. Twice is once."""
    wanted = {(person, since): until for person, since, until in rows}
    known = Leave.objects.filter(person__in={person for person, _since in wanted})
    stands = {(leave.person_id, leave.since): leave for leave in known.select_for_update()}
    changed = [leave for place, leave in stands.items() if place in wanted and leave.until != wanted[place]]
    for leave in changed:
        leave.until = wanted[leave.person_id, leave.since]
    Leave.objects.bulk_update(changed, ["until"], batch_size=500)
    new = [
        Leave(person_id=person, since=since, until=until, noted_by=by)
        for (person, since), until in wanted.items()
        if (person, since) not in stands
    ]
    Leave.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)
    people = {leave.person_id for leave in [*new, *changed]}
    if people:
        mark_affected(people)
        record(by=by, verb="import_leaves", of=organisation, organisation=organisation, count=len(people))
    return len(people)


@transaction.atomic
def waive(
    *,
    by,
    person,
    requirement: Requirement,
    because: str,
    since: dt.date | None = None,
    until: dt.date | None = None,
    once: str | None = None,
) -> Waiver:
    """Let a person off a requirement, for good or until a day, and say why."""
    row = claim(once)
    if row is None:
        return Waiver.objects.get(key=earlier(once or ""))
    since = since or today()
    because = one_line(because)[:200]
    if not because:
        raise Refused(_("Skriv kort hvorfor, så andre forstår det senere."))
    if until and until < since:
        raise Refused(_("Siste dag er før første dag."))
    if Waiver.objects.live(since).filter(person=person, requirement=requirement).exists():
        raise Refused(_("%(name)s er allerede fritatt.") % {"name": person.given_name})
    waiver = Waiver.objects.create(
        person=person, requirement=requirement, because=because, since=since, until=until, given_by=by
    )
    record(by=by, verb="waive", of=waiver, organisation=requirement.organisation_id, requirement=requirement.key)
    done(row, waiver.key)
    reckon_people({person.pk})
    return waiver


@transaction.atomic
def end_waiver(*, by, waiver: Waiver) -> None:
    """Take a waiver back from today; one that has not begun is taken away."""
    waiver = Waiver.objects.select_for_update().select_related("requirement").get(pk=waiver.pk)
    last = today() - dt.timedelta(days=1)
    if waiver.until is not None and waiver.until <= last:
        return
    record(by=by, verb="end_waiver", of=waiver, organisation=waiver.requirement.organisation_id)
    if last < waiver.since:
        waiver.delete()
    else:
        waiver.until = last
        waiver.save(update_fields=["until"])
    reckon_people({waiver.person_id})


@transaction.atomic
def forget_absences(*, by, before: dt.date) -> int:
    """Forget leaves and waivers that ended before a day; returns how many. The obligations keep their days."""
    gone = 0
    for model in (Leave, Waiver):
        old = model.objects.filter(until__lt=before)
        last, count = old.order_by("-pk").first(), old.count()
        if last:
            record(by=by, verb="forget_absences", of=last, count=count)
            old.delete()
            gone += count
    return gone
