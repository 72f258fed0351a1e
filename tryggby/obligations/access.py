"""Who may: leaders keep leave and waivers of their units' people, coordinators of their organisations' people."""

from django.db.models import Q

from tryggby.obligations.models import DigestOptOut, Requirement
from tryggby.organisations.door import Membership, Unit, kept, standing
from tryggby.people.door import Person


def kept_people(person):
    """People whose leave and waivers the person keeps; never somebody in another's unit."""
    places = Membership.objects.current()
    reached = places.filter(Q(unit__in=standing(person).led) | Q(unit__organisation__in=kept(person)))
    return Person.objects.active().filter(pk__in=reached.values("person")).exclude(pk=person.pk)


def led_units(person):
    """Open units the person leads, those led directly first."""
    held = standing(person)
    units = Unit.objects.open().filter(pk__in=held.led)
    return sorted(units, key=lambda unit: (unit.pk not in held.led_directly, unit.name))


def waivable(person):
    """Requirements the person may let somebody off: those of organisations where they lead or keep."""
    led = Unit.objects.filter(pk__in=standing(person).led).order_by().values("organisation")
    own = Q(organisation__in=kept(person)) | Q(organisation__in=led)
    return Requirement.objects.put_in_force().filter(own)


def has_opted_out(person) -> bool:
    """True when the person has chosen the weekly letter away."""
    return DigestOptOut.objects.current().filter(person=person).exists()
