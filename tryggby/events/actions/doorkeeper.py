"""Let somebody keep the door, and take it back."""

from django.db import transaction
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.events.models import Doorkeeper, Event
from tryggby.events.refusal import Refused
from tryggby.ground.door import today
from tryggby.people.door import Person, normalise_email


@transaction.atomic
def appoint_doorkeeper(*, by, event: Event, email: str) -> Doorkeeper:
    """Give a person who has an account the door of one event."""
    person = Person.objects.active().filter(email=normalise_email(email)).first()
    if person is None:
        raise Refused(_("Vi finner ingen med den adressa. Personen må ha logget inn i Tryggby før."), "email")
    keeper, created = Doorkeeper.objects.get_or_create(event=event, person=person, until=None)
    if created:
        record(by=by, verb="appoint_doorkeeper", of=event, organisation=event.organisation_id, person=person.key)
    return keeper


@transaction.atomic
def end_doorkeeper(*, by, keeper: Doorkeeper) -> None:
    """Take the door back at once."""
    if keeper.until is None:
        record(
            by=by,
            verb="end_doorkeeper",
            of=keeper.event,
            organisation=keeper.event.organisation_id,
            person=keeper.person.key,
            since=keeper.since.isoformat(),
            until=today().isoformat(),
        )
        keeper.delete()
