"""Appoint a mentor and end a mandate."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.ground.door import claim, done, earlier, today
from tryggby.mentoring.models import Mandate
from tryggby.mentoring.refusal import Refused
from tryggby.organisations.door import Membership, Unit


@transaction.atomic
def appoint_mentor(
    *, by, person, unit: Unit, since: dt.date | None = None, until: dt.date | None = None, once: str | None = None
) -> Mandate:
    """Make one of the unit's own people its mentor from `since` (today) to `until` (open when left out).

    Refused when the person does not work there, or has a mandate in the unit in the same days.
    """
    once_row = claim(once)
    if once_row is None:
        return Mandate.objects.get(key=earlier(once or ""))
    since = since or today()
    if until and until < since:
        raise Refused(_("Sluttdatoen er før startdatoen."))
    Unit.objects.select_for_update().get(pk=unit.pk)
    if person.left_at or not Membership.objects.current(max(since, today())).filter(person=person, unit=unit).exists():
        raise Refused(_("%(name)s hører ikke til enheten da.") % {"name": person.given_name})
    same = Mandate.objects.filter(Q(until__isnull=True) | Q(until__gte=since), person=person, unit=unit)
    if (same.filter(since__lte=until) if until else same).exists():
        raise Refused(_("%(name)s er allerede mentor her i den tida.") % {"name": person.given_name})
    mandate = Mandate.objects.create(person=person, unit=unit, since=since, until=until, appointed_by=by)
    record(
        by=by,
        verb="appoint_mentor",
        of=mandate,
        organisation=unit.organisation_id,
        unit=unit.key,
        since=since.isoformat(),
        until=until.isoformat() if until else None,
    )
    done(once_row, mandate.key)
    return mandate


@transaction.atomic
def end_mandate(*, by, mandate: Mandate, until: dt.date | None = None) -> Mandate:
    """Set the last day of a mandate (today when left out). Practices held and planned stay with the unit.

    A mandate that has not begun ends on its first day. Repeating it with the same day changes nothing.
    """
    mandate = Mandate.objects.select_for_update().select_related("unit").get(pk=mandate.pk)
    last = max(until or today(), mandate.since)
    if mandate.until == last:
        return mandate
    others = Mandate.objects.filter(person=mandate.person_id, unit=mandate.unit_id, since__gt=mandate.since)
    if others.filter(since__lte=last).exclude(pk=mandate.pk).exists():
        raise Refused(_("Da overlapper det med et senere mandat."))
    mandate.until = last
    mandate.save(update_fields=["until"])
    record(
        by=by,
        verb="end_mandate",
        of=mandate,
        organisation=mandate.unit.organisation_id,
        unit=mandate.unit.key,
        until=last.isoformat(),
    )
    return mandate
