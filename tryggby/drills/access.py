"""Who may: whoever works in a unit drills there; leaders choose the rhythm and keep the local answers."""

from tryggby.drills.models import DrillRun
from tryggby.ground.door import today
from tryggby.organisations.door import Membership, Unit, coordinates, standing
from tryggby.people.door import Person


def own_units(person) -> list[Unit]:
    """Open units the person works in or leads directly, with service; those are where one starts drills."""
    held = standing(person)
    units = Unit.objects.open().filter(pk__in=held.member | held.led_directly).select_related("service")
    return list(units.order_by("name", "pk"))


def leads_run(person, run: DrillRun) -> bool:
    """True when the person is the run's facilitator or leads its unit."""
    return run.facilitator_id == person.pk or run.unit_id in standing(person).led


def leads_unit(person, unit: Unit) -> bool:
    """True when the person leads the unit or one above it."""
    return unit.pk in standing(person).led


def keeps_answers(person, unit: Unit) -> bool:
    """True when the person may change what holds for the whole organisation: leaders and coordinators."""
    return leads_unit(person, unit) or coordinates(person, unit.organisation_id)


def colleagues(unit: Unit):
    """The unit's people today: one of them owns the change after a drill."""
    here = Membership.objects.current(today()).filter(unit=unit, person__left_at__isnull=True).values("person")
    return Person.objects.filter(pk__in=here).order_by("given_name", "family_name", "pk")
