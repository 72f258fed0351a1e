"""Makes meetings, promises and days for tests."""

import datetime as dt

import factory
from django.utils import timezone

from tryggby.ground.door import oslo, today
from tryggby.organisations.factories import OrganisationFactory, ServiceFactory
from tryggby.outreach.checklist import POINTS
from tryggby.outreach.models import (
    AgendaPoint,
    DialogueMeeting,
    MeetingLeader,
    MeetingPromise,
    OutreachDay,
    SafetyCheck,
)
from tryggby.people.factories import PersonFactory


class DialogueMeetingFactory(factory.django.DjangoModelFactory):
    """In three weeks; `held=True` was three weeks ago, with every point of the checklist in place."""

    class Meta:
        model = DialogueMeeting

    class Params:
        held = factory.Trait(
            starts_at=factory.LazyFunction(lambda: oslo(today() - dt.timedelta(days=21), dt.time(13))),
            held_at=factory.LazyFunction(lambda: oslo(today() - dt.timedelta(days=21), dt.time(15))),
        )

    organisation = factory.SubFactory(OrganisationFactory)
    service = factory.SubFactory(ServiceFactory)
    title = "Det som blir sagt videre"
    place = "Ungdommens hus"
    starts_at = factory.LazyFunction(lambda: oslo(today() + dt.timedelta(days=21), dt.time(13)))
    ends_at = factory.LazyAttribute(lambda meeting: meeting.starts_at + dt.timedelta(hours=2))
    advisers = 4
    made_by = factory.SubFactory(PersonFactory)


def make_safe(meeting: DialogueMeeting) -> DialogueMeeting:
    """Every point of the checklist is in place."""
    SafetyCheck.objects.bulk_create(SafetyCheck(meeting=meeting, point=point.code) for point in POINTS)
    return meeting


class MeetingLeaderFactory(factory.django.DjangoModelFactory):
    """Invited."""

    class Meta:
        model = MeetingLeader

    meeting = factory.SubFactory(DialogueMeetingFactory)
    person = factory.SubFactory(PersonFactory)


class AgendaPointFactory(factory.django.DjangoModelFactory):
    """Not decided."""

    class Meta:
        model = AgendaPoint

    meeting = factory.SubFactory(DialogueMeetingFactory)
    number = 1
    question = "Hvem skal spørre barnet før noe blir sagt videre?"


class MeetingPromiseFactory(factory.django.DjangoModelFactory):
    """Due in ten days."""

    class Meta:
        model = MeetingPromise

    meeting = factory.SubFactory(DialogueMeetingFactory, held=True)
    text = "Vi spør dere før vi ringer hjem."
    owner = factory.SubFactory(PersonFactory)
    owner_role = "Rektor"
    due_on = factory.LazyFunction(lambda: today() + dt.timedelta(days=10))


class OutreachDayFactory(factory.django.DjangoModelFactory):
    """Asked for today; `planned=True` is in a month, `held=True` was yesterday."""

    class Meta:
        model = OutreachDay

    class Params:
        planned = factory.Trait(
            starts_at=factory.LazyFunction(lambda: timezone.now() + dt.timedelta(days=30)), place="Kinosalen"
        )
        held = factory.Trait(
            starts_at=factory.LazyFunction(lambda: timezone.now() - dt.timedelta(days=1)), place="Kinosalen"
        )

    organisation = factory.SubFactory(OrganisationFactory)
    kind = "day"
    asker = "city"
    name = "Marit Lund"
    email = "marit@fjellvik.example"
    workplace = "Fjellvik kommune"
    people = 40
    wishes = "Hvordan spørre barn om råd. Gjerne i mars."
    ends_at = factory.LazyAttribute(lambda day: day.starts_at + dt.timedelta(hours=4) if day.starts_at else None)

    starts_at = None
