"""Who may: whoever works in a unit reads its routines; its leaders adapt, adopt and look again; others see that it is
done. Answers of the self-review are for the unit and its own leader alone."""

from tryggby.ground.door import today
from tryggby.organisations.door import Membership, Unit, standing
from tryggby.people.door import Person


def own_units(person) -> list[Unit]:
    """Open units the person works in or leads directly, with service."""
    held = standing(person)
    units = Unit.objects.open().filter(pk__in=held.member | held.led_directly).select_related("service")
    return list(units.order_by("name", "pk"))


def leads_unit(person, unit: Unit) -> bool:
    """True when the person leads the unit or one above it."""
    return unit.pk in standing(person).led


def leads_directly(person, unit: Unit) -> bool:
    """True when the person is the unit's own leader."""
    return unit.pk in standing(person).led_directly


def colleagues(unit: Unit):
    """The unit's people today: one of them passes on what was agreed."""
    here = Membership.objects.current(today()).filter(unit=unit, person__left_at__isnull=True).values("person")
    return Person.objects.filter(pk__in=here).order_by("given_name", "family_name", "pk")
