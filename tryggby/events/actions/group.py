"""A leader signs up people of the own unit."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.events import mails
from tryggby.events.actions.places import lock, take, wait
from tryggby.events.actions.signup import open_for_signup
from tryggby.events.models import Event, Signup
from tryggby.events.refusal import Refused
from tryggby.ground.door import claim, done, earlier
from tryggby.organisations.door import Membership, Unit, leads
from tryggby.people.door import Person


@transaction.atomic
def sign_up_group(
    *, by, event: Event, unit: Unit, mode: str, people: Iterable[Person], once: str | None = None
) -> list[Signup]:
    """Sign up people of a unit that `by` leads, in the given order; when it is full, the rest wait in that order.

    Who is signed up already is left alone. Each gets one mail that says who signed them up.
    """
    once_row = claim(once)
    if once_row is None:
        return list(Signup.objects.filter(key__in=earlier(once or "").split()).order_by("pk"))
    if not leads(by, unit):
        raise Refused(_("Du kan bare melde på folk i enheter du leder."))
    people = list(people)
    theirs = Membership.objects.current().filter(unit=unit, person__in=people).values_list("person", flat=True)
    if set(theirs) != {person.pk for person in people}:
        raise Refused(_("Noen av dem jobber ikke i enheten."))
    event, seatings = lock(event)
    seating = open_for_signup(event, seatings, mode)
    emails = [person.email for person in people]
    former = list(Signup.objects.filter(event=event, email__in=emails).order_by("revision"))
    known = {signup.email for signup in former if not signup.cancelled_at}
    revisions = {signup.email: signup.revision + 1 for signup in former}
    made = []
    for person in people:
        if person.email in known:
            continue
        signup = Signup(event=event, seating=seating, name=person.name, email=person.email, workplace=unit.name[:160])
        signup.signed_up_by, signup.language = by, person.language
        signup.revision = revisions.get(person.email, 0)
        _seat_or_wait(signup)
        mails.signed_up_by_leader(signup, by.name)
        made.append(signup)
    record(by=by, verb="sign_up_group", of=event, organisation=event.organisation_id, unit=unit.key, people=len(made))
    done(once_row, " ".join(signup.key for signup in made))
    return made


def _seat_or_wait(signup: Signup) -> None:
    now, seating = timezone.now(), signup.seating
    if seating.is_full:
        signup.waiting_since = now
        signup.save()
        wait(seating, 1)
        return
    signup.confirmed_at = now
    signup.save()
    take(seating, signup)
