"""Someone leaves an organisation: places, roles and access end."""

import datetime as dt
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Exists, OuterRef

from tryggby.audit.door import record
from tryggby.ground.door import today
from tryggby.organisations.actions.appointments import LastCoordinator, end_appointment
from tryggby.organisations.actions.memberships import end_all
from tryggby.organisations.belonging import without_place
from tryggby.organisations.models import Appointment, Membership, Organisation
from tryggby.people.door import Person, let_go

# The rest is taken in the next hour.
MOST_AT_ONCE = 5000


@dataclass
class Left:
    """What ended: the memberships as (unit, role, share), and whether a last coordinator's role had to stay."""

    places: list[tuple[int, str, int]] = field(default_factory=list)
    last_coordinator: bool = False


@transaction.atomic
def leave_organisation(*, by, person: Person, organisation: Organisation) -> Left:
    """End a person's memberships and roles in an organisation from today, and the sessions with them.

    Who then belongs nowhere cannot sign in any more. The role of the last coordinator stays. A second time changes
    nothing.
    """
    left = Left()
    live = Membership.objects.live().filter(person=person, unit__organisation=organisation)
    left.places = list(live.order_by("id").values_list("unit_id", "role", "share"))
    ended = end_all(live, today() - dt.timedelta(days=1)) if left.places else 0
    roles = 0
    for appointment in Appointment.objects.live().filter(person=person, organisation=organisation):
        try:
            end_appointment(by=by, appointment=appointment)
            roles += 1
        except LastCoordinator:
            left.last_coordinator = True
    if ended or roles:
        gone = let_go(without_place([person.pk]))
        record(by=by, verb="leave_organisation", of=person, organisation=organisation, ended=ended, signed_out=gone)
    return left


@transaction.atomic
def close_leavers(*, by=None) -> int:
    """End the access of those whose last place or role ran out, whoever wrote its last day; returns how many.

    Who never had a place is left alone, and so are the buttons of the demo city.
    """
    day = today()
    had = [model.objects.filter(person=OuterRef("pk"), until__lt=day) for model in (Membership, Appointment)]
    has = [model.objects.live(day).filter(person=OuterRef("pk")) for model in (Membership, Appointment)]
    people = Person.objects.active().filter(is_superuser=False, demo_name__isnull=True)
    people = people.filter(Exists(had[0]) | Exists(had[1])).exclude(Exists(has[0]) | Exists(has[1]))
    gone = list(people.order_by("pk")[:MOST_AT_ONCE])
    if gone:
        let_go([person.pk for person in gone])
        record(by=by, verb="close_leavers", of=gone[-1], count=len(gone))
    return len(gone)
