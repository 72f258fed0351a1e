"""Who may: predicates over one event. Rows are scoped by `Event.objects.visible_to` and `.with_door_for`."""

from tryggby.events.models import Event
from tryggby.organisations.door import coordinates, standing


def may_run(person, event: Event) -> bool:
    """True when the person coordinates the event's organisation: edit, move, cancel, see names and needs."""
    return coordinates(person, event.organisation_id)


def may_sign_up_others(person) -> bool:
    """True when the person leads a unit."""
    return bool(standing(person).led_directly)
