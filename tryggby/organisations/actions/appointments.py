"""Roles given to a person for an organisation, with dates."""

import datetime as dt

from django.db import transaction

from tryggby.audit.door import record
from tryggby.ground.door import today
from tryggby.organisations.models import Appointment, Organisation
from tryggby.people.door import Person, add_person


class LastCoordinator(ValueError):
    """An organisation's only coordinator cannot leave the role before another has it."""


@transaction.atomic
def appoint(
    *,
    by,
    person: Person,
    organisation: Organisation,
    role: str,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> Appointment:
    """Give a person a role in an organisation; a role that is held already is kept as it is."""
    held = Appointment.objects.live().filter(person=person, organisation=organisation, role=role).first()
    if held:
        return held
    appointment = Appointment.objects.create(
        person=person, organisation=organisation, role=role, since=since or today(), until=until
    )
    Person.objects.filter(pk=person.pk).end_sessions()
    record(by=by, verb="appoint", of=appointment, organisation=organisation, role=role)
    return appointment


@transaction.atomic
def appoint_colleague(
    *,
    by,
    organisation: Organisation,
    role: str,
    email: str,
    given_name: str,
    family_name: str,
    since: dt.date,
    until: dt.date | None,
) -> Appointment:
    """Give a role to someone named by address; a person who is new to the installation is added."""
    person = add_person(by=by, email=email, given_name=given_name, family_name=family_name, organisation=organisation)
    return appoint(by=by, person=person, organisation=organisation, role=role, since=since, until=until)


@transaction.atomic
def end_appointment(*, by, appointment: Appointment) -> None:
    """Take a role back from today; the person's sessions end. Refuses the last coordinator with LastCoordinator."""
    if appointment.role == Appointment.Role.COORDINATOR and not _another(appointment):
        raise LastCoordinator
    yesterday = today() - dt.timedelta(days=1)
    number = appointment.pk
    if yesterday < appointment.since:
        appointment.delete()
        appointment.pk = number
    else:
        appointment.until = yesterday
        appointment.save(update_fields=["until"])
    Person.objects.filter(pk=appointment.person_id).end_sessions()
    record(
        by=by, verb="end_appointment", of=appointment, organisation=appointment.organisation_id, role=appointment.role
    )


def _another(appointment: Appointment) -> bool:
    """True when someone else is coordinator too. Locks the rows, so that two cannot leave at once."""
    others = (
        Appointment.objects.current()
        .select_for_update()
        .filter(organisation=appointment.organisation_id, role=appointment.role)
        .exclude(person=appointment.person_id)
    )
    return bool(list(others.values_list("pk", flat=True)))
