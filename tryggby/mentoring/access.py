"""Who may: mentors act for the units they have a mandate for, leaders appoint and see their own unit."""

from django.db.models import Q

from tryggby.ground.door import today
from tryggby.mentoring.models import Mandate, Practice
from tryggby.organisations.door import Membership, Unit, standing
from tryggby.people.door import Person


def mentored_units(person):
    """Open units the person is mentor for today, by name."""
    mandates = Mandate.objects.in_force().filter(person=person.pk)
    return Unit.objects.open().filter(pk__in=mandates.values("unit"))


def is_mentor(person) -> bool:
    """True when the person has a mandate in force."""
    return Mandate.objects.in_force().filter(person=person.pk).exists()


def mentors(person, unit) -> bool:
    """True when the person is mentor for the unit today."""
    return Mandate.objects.in_force().filter(person=person.pk, unit=unit).exists()


def led_units(person):
    """Open units the person leads, those led directly first."""
    held = standing(person)
    units = Unit.objects.open().filter(pk__in=held.led)
    return sorted(units, key=lambda unit: (unit.pk not in held.led_directly, unit.name))


def people_of(practice: Practice):
    """Whom a mentor may tick: the unit's present people and whoever is ticked already, never the mentor."""
    here = Membership.objects.current().filter(unit=practice.unit_id).values("person")
    ticked = practice.participations.filter(present_at__isnull=False).values("person")
    people = Person.objects.filter(Q(pk__in=here, left_at__isnull=True) | Q(pk__in=ticked))
    return people.exclude(pk=practice.mandate.person_id).order_by("given_name", "family_name", "pk")


def possible_mentors(unit: Unit):
    """The unit's present people who have no mandate in force or to come in it."""
    here = Membership.objects.current().filter(unit=unit).values("person")
    taken = Mandate.objects.filter(Q(until__isnull=True) | Q(until__gte=today()), unit=unit).values("person")
    people = Person.objects.active().filter(pk__in=here).exclude(pk__in=taken)
    return people.order_by("given_name", "family_name", "pk")
