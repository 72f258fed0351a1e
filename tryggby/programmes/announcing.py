"""Every announced gathering is an event too, so that questions, recordings and evaluations are the same everywhere."""

from collections.abc import Iterable

from tryggby.events.door import keep_event
from tryggby.ground.door import lasting_path
from tryggby.programmes.models import Enrolment, Gathering


def announce(gatherings: Iterable[Gathering], *, by) -> None:
    """Make the events of announced gatherings, or let them follow; in the caller's transaction. Needs `cohort`."""
    for gathering in gatherings:
        cohort = gathering.cohort
        if not cohort.published_at:
            continue
        event = keep_event(
            by=by,
            organisation=cohort.organisation,
            uid=gathering.uid,
            home=lasting_path("programmes:attendance", cohort.key, gathering.key),
            title=f"{gathering.title} – {cohort.name}",
            starts_at=gathering.starts_at,
            ends_at=gathering.ends_at,
            place=gathering.place,
            address=gathering.address,
            sequence=gathering.sequence,
            cancelled_at=gathering.cancelled_at,
            places=gathering.capacity or Enrolment.objects.participants().of_gathering(gathering).count() or None,
        )
        if gathering.event_id != event.pk:
            gathering.event = event
            gathering.save(update_fields=["event"])
