"""The event for search engines, as schema.org describes one."""

import json

from django.utils.safestring import SafeString, mark_safe

from tryggby.events import links
from tryggby.events.models import Event, Seating

ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def described(event: Event) -> SafeString:
    """JSON-LD, safe inside a script element."""
    modes = {seating.mode: seating for seating in event.seatings.all()}
    data = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": event.title,
        "description": event.lead,
        "startDate": event.starts.isoformat(),
        "endDate": event.ends.isoformat(),
        "eventStatus": f"https://schema.org/{_status(event)}",
        "eventAttendanceMode": f"https://schema.org/{_attendance(modes)}",
        "url": links.event(event),
        "isAccessibleForFree": True,
        "organizer": {"@type": "Organization", "name": event.organiser or event.organisation.name},
        "location": _locations(event, modes),
    }
    if event.doors:
        data["doorTime"] = event.doors.isoformat()
    if Seating.Mode.ROOM in modes:
        data["maximumPhysicalAttendeeCapacity"] = modes[Seating.Mode.ROOM].places
    if event.moved_at:
        data["previousStartDate"] = [change.former_starts_at.isoformat() for change in event.changes.all()]
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(ESCAPES))  # noqa: S308


def _status(event: Event) -> str:
    if event.cancelled_at:
        return "EventCancelled"
    return "EventRescheduled" if event.moved_at else "EventScheduled"


def _attendance(modes) -> str:
    if len(modes) > 1:
        return "MixedEventAttendanceMode"
    return "OnlineEventAttendanceMode" if Seating.Mode.STREAM in modes else "OfflineEventAttendanceMode"


def _locations(event: Event, modes) -> list[dict]:
    found: list[dict] = []
    if Seating.Mode.ROOM in modes:
        found.append({"@type": "Place", "name": event.place, "address": event.address})
    if Seating.Mode.STREAM in modes:
        found.append({"@type": "VirtualLocation", "url": links.event(event)})
    return found
