"""Who may: predicates over channels and advice. Rows are scoped by their own `visible_to`."""

from django.db.models import Q

from tryggby.organisations.door import Unit, standing


def units_to_ask_about(person):
    """The open units that the person may set up a channel or note a talk for: those led or coordinated."""
    held = standing(person)
    return Unit.objects.open().filter(Q(pk__in=held.led) | Q(organisation__in=held.coordinated))


def may_listen(person) -> bool:
    """True when the person leads a unit or coordinates an organisation."""
    held = standing(person)
    return bool(held.led_directly or held.coordinated)
