"""Someone leaves an organisation: places, roles and access end; and who else should be left alone."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import batched

from django.db import transaction
from django.db.models import Q

from tryggby.audit.door import record
from tryggby.ground.door import today
from tryggby.organisations.actions.appointments import LastCoordinator, end_appointment
from tryggby.organisations.actions.memberships import end_all
from tryggby.organisations.models import Appointment, Membership, Organisation
from tryggby.people.door import Person, let_go

# Look-ups are made in pieces this large, for databases that limit the values of one query.
PIECE = 5000


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


def without_place(numbers: Collection[int]) -> list[int]:
    """Those of the people who have no membership and no role today or to come, anywhere."""
    rest = set(numbers)
    for piece in batched(sorted(rest), PIECE):
        rest -= set(Membership.objects.live().filter(person__in=piece).values_list("person_id", flat=True))
        rest -= set(Appointment.objects.live().filter(person__in=piece).values_list("person_id", flat=True))
        rest -= set(Person.objects.filter(pk__in=piece, is_superuser=True).values_list("pk", flat=True))
    return sorted(rest)


def belonging_elsewhere(organisation: Organisation, numbers: Collection[int], *, ever: bool = False) -> set[int]:
    """Those of the people who also belong to another organisation (`ever`: or once did), or hold a role anywhere.

    One employer does not change their name and address.
    """
    found: set[int] = set()
    for piece in batched(sorted(numbers), PIECE):
        places = Membership.objects.all() if ever else Membership.objects.live()
        elsewhere = places.filter(person__in=piece).exclude(unit__organisation=organisation)
        roles = Appointment.objects.live().filter(person__in=piece)
        demo = Person.objects.filter(Q(is_superuser=True) | Q(demo_name__isnull=False), pk__in=piece)
        found |= set(elsewhere.values_list("person_id", flat=True)) | set(roles.values_list("person_id", flat=True))
        found |= set(demo.values_list("pk", flat=True))
    return found
