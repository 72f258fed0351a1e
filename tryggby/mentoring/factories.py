"""Makes mandates, practices and participations for tests and the demo city."""

import datetime as dt

import factory

from tryggby.ground.door import oslo, today
from tryggby.mentoring.models import Mandate, Participation, Practice
from tryggby.organisations.factories import MembershipFactory, UnitFactory
from tryggby.people.factories import PersonFactory

SINCE = dt.date(2025, 1, 1)


class MandateFactory(factory.django.DjangoModelFactory):
    """A mentor's open mandate, with the membership that makes it hold (`works_there=False` leaves that out)."""

    class Meta:
        model = Mandate
        skip_postgeneration_save = True

    person = factory.SubFactory(PersonFactory)
    unit = factory.SubFactory(UnitFactory)
    since = SINCE

    @factory.post_generation
    def works_there(self, create, wanted, **_kwargs):
        """Make the mentor a member of the unit unless told not to, or already one."""
        if create and wanted is not False and not self.person.memberships.filter(unit=self.unit).exists():
            MembershipFactory(person=self.person, unit=self.unit)


class PracticeFactory(factory.django.DjangoModelFactory):
    """A practice planned for next week; `held=True` makes it held a week ago with nobody named."""

    class Meta:
        model = Practice

    class Params:
        held = factory.Trait(
            starts_at=factory.LazyFunction(lambda: moment(-7)),
            held_at=factory.SelfAttribute("starts_at"),
            reported_at=factory.SelfAttribute("ends_at"),
        )

    mandate = factory.SubFactory(MandateFactory)
    unit = factory.SelfAttribute("mandate.unit")
    package = "no.tryggby/trygge-voksne"
    part = "roen-i-kroppen"
    release = "1.0.0"
    title = "Roen i kroppen min"
    elements = ["practical_skill"]
    minutes = 30
    starts_at = factory.Sequence(lambda n: moment(7 + n % 90))
    ends_at = factory.LazyAttribute(lambda practice: practice.starts_at + dt.timedelta(minutes=practice.minutes))


class ParticipationFactory(factory.django.DjangoModelFactory):
    """A colleague invited to a practice; `present=True` for one who was there."""

    class Meta:
        model = Participation

    class Params:
        present = factory.Trait(present_at=factory.SelfAttribute("practice.starts_at"))

    practice = factory.SubFactory(PracticeFactory)
    person = factory.SubFactory(PersonFactory)
    invited_at = factory.LazyAttribute(lambda row: row.practice.starts_at - dt.timedelta(days=7))


def moment(days: int, time: dt.time = dt.time(14, 30)) -> dt.datetime:
    """A wall-clock time in Oslo so many days from today."""
    return oslo(today() + dt.timedelta(days=days), time)
