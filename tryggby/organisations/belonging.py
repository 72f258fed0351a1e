"""Who belongs where: in a unit today, and of many people those who belong nowhere any more, or also elsewhere."""

from collections.abc import Collection
from itertools import batched

from django.db.models import Q

from tryggby.ground.door import today
from tryggby.organisations.models import Appointment, Membership, Organisation, Unit
from tryggby.people.door import Person

# Look-ups are made in pieces this large, for databases that limit the values of one query.
PIECE = 5000


def colleagues(unit: Unit):
    """The unit's people today, by name."""
    here = Membership.objects.current(today()).filter(unit=unit, person__left_at__isnull=True).values("person")
    return Person.objects.filter(pk__in=here).order_by("given_name", "family_name", "pk")


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
