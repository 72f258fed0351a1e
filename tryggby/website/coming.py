"""The next open event, as the front page shows it."""

from tryggby.events.door import Event


def next_event(person) -> Event | None:
    """The first that is open to everybody and not cancelled."""
    coming = Event.objects.open_to(person).coming().filter(cancelled_at__isnull=True, kind=Event.Kind.PUBLIC)
    return coming.order_by("starts_at", "pk").first()
