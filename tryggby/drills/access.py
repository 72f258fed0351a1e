"""Who may: whoever works in a unit drills there; leaders choose the rhythm and keep the local answers."""

from tryggby.drills.models import DrillRun
from tryggby.organisations.door import Unit, coordinates, leads, standing


def leads_run(person, run: DrillRun) -> bool:
    """True when the person is the run's facilitator and works there, or leads its unit."""
    own = run.facilitator_id == person.pk and run.unit_id in standing(person).member
    return own or leads(person, run.unit)


def keeps_answers(person, unit: Unit) -> bool:
    """True when the person may change what holds for the whole organisation: leaders and coordinators."""
    return leads(person, unit) or coordinates(person, unit.organisation_id)
