"""Who may: mentors act for the units they have a mandate for, leaders appoint and see their own unit."""

from tryggby.mentoring.models import Mandate
from tryggby.organisations.door import Unit, standing


def mentor_units(person):
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
