"""Who may: leaders keep leave and waivers of their own units' people. Coordinators see no names here."""

from tryggby.obligations.models import DigestOptOut, Requirement
from tryggby.organisations.door import Membership, Unit, standing
from tryggby.people.door import Person


def kept_people(person):
    """People whose leave and waivers the person keeps: those in units they lead; never somebody in another's unit."""
    reached = Membership.objects.current().filter(unit__in=standing(person).led)
    return Person.objects.active().filter(pk__in=reached.values("person")).exclude(pk=person.pk)


def led_units(person):
    """Open units the person leads, those led directly first."""
    held = standing(person)
    units = Unit.objects.open().filter(pk__in=held.led)
    return sorted(units, key=lambda unit: (unit.pk not in held.led_directly, unit.name))


def waivable(person):
    """Requirements the person may let somebody off: those of organisations where they lead."""
    led = Unit.objects.filter(pk__in=standing(person).led).order_by().values("organisation")
    return Requirement.objects.put_in_force().filter(organisation__in=led)


def has_opted_out(person) -> bool:
    """True when the person has chosen the weekly letter away."""
    return DigestOptOut.objects.current().filter(person=person).exists()
