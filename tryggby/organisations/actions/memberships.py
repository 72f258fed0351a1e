"""Who works where: begin, change, end. Sessions of the person end when what they may do changes."""

import datetime as dt

from django.db import transaction

from tryggby.audit.door import record
from tryggby.ground.door import today
from tryggby.organisations.models import Membership, Unit
from tryggby.organisations.signals import places_changed
from tryggby.people.door import Person, add_person


@transaction.atomic
def add_membership(
    *,
    by,
    person: Person,
    unit: Unit,
    role: str = Membership.Role.EMPLOYEE,
    share: int = 100,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> Membership:
    """Give a person a place in a unit; one that is open already in the same role is kept, with the new share.

    Who gives oneself a place stays signed in: a new place takes nothing away.
    """
    held = Membership.objects.filter(person=person, unit=unit, role=role, until__isnull=True).first()
    if held:
        if held.share != share:
            change_membership(by=by, membership=held, share=share)
        return held
    membership = Membership.objects.create(
        person=person, unit=unit, role=role, share=share, since=since or today(), until=until
    )
    if by is None or by.pk != person.pk:
        Person.objects.filter(pk=person.pk).end_sessions()
    places_changed.send(sender=Membership, people={person.pk})
    record(by=by, verb="add_membership", of=membership, organisation=unit.organisation_id, role=role)
    return membership


@transaction.atomic
def add_colleague(
    *, by, unit: Unit, email: str, given_name: str, family_name: str, role: str, share: int, since: dt.date
) -> Membership:
    """Someone named by address begins in a unit; a person who is new to the installation is added."""
    person = add_person(
        by=by, email=email, given_name=given_name, family_name=family_name, organisation=unit.organisation_id
    )
    return add_membership(by=by, person=person, unit=unit, role=role, share=share, since=since)


@transaction.atomic
def change_membership(*, by, membership: Membership, share: int) -> None:
    """Change the share of a post, in percent. A new role is a new membership."""
    membership.share = share
    membership.save(update_fields=["share"])
    places_changed.send(sender=Membership, people={membership.person_id})
    record(by=by, verb="change_membership", of=membership, organisation=membership.unit.organisation_id, share=share)


@transaction.atomic
def end_membership(*, by, membership: Membership, on: dt.date | None = None) -> None:
    """End a membership; `on` is its last day. Without it the person is out from today."""
    membership.until = _last_day(membership.since, on)
    if membership.until is None:
        number = membership.pk
        membership.delete()
        membership.pk = number
    else:
        membership.save(update_fields=["until"])
    Person.objects.filter(pk=membership.person_id).end_sessions()
    places_changed.send(sender=Membership, people={membership.person_id})
    record(by=by, verb="end_membership", of=membership, organisation=membership.unit.organisation_id)


def end_all(memberships, day: dt.date) -> int:
    """End the memberships of a queryset with `day` as their last, in the caller's transaction; returns how many.

    Those that would begin later than they end never were, and are removed.
    """
    people = list(memberships.values_list("person_id", flat=True))
    memberships.filter(since__gt=day).delete()
    memberships.filter(since__lte=day).update(until=day)
    Person.objects.filter(pk__in=people).end_sessions()
    places_changed.send(sender=Membership, people=set(people))
    return len(people)


def _last_day(since: dt.date, on: dt.date | None) -> dt.date | None:
    """The last day of a membership that ends; None when it would never have begun."""
    day = on or today() - dt.timedelta(days=1)
    return day if day >= since else None
