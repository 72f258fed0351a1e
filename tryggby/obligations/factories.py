"""Makes requirements, obligations, leaves and waivers for tests and the demo city."""

import datetime as dt

import factory
from django.utils import timezone

from tryggby.ground.door import today
from tryggby.obligations.models import Digest, Leave, Obligation, Requirement, Waiver
from tryggby.obligations.models.digest import monday
from tryggby.organisations.factories import MembershipFactory, OrganisationFactory, UnitFactory
from tryggby.people.factories import PersonFactory

SINCE = dt.date(2025, 1, 1)


class RequirementFactory(factory.django.DjangoModelFactory):
    """A requirement in force for everybody in the organisation; `draft=True` for one that is not."""

    class Meta:
        model = Requirement

    class Params:
        draft = factory.Trait(in_force_at=None)

    organisation = factory.SubFactory(OrganisationFactory)
    title = factory.Sequence(lambda n: f"Felles grunnlag {n}")
    why = "Alle barn skal møte voksne som forstår."
    since = SINCE
    in_force_at = factory.LazyFunction(timezone.now)


class ObligationFactory(factory.django.DjangoModelFactory):
    """A duty that is due in a month; `done=True`, `late=True` for others. `works_there=False` leaves the job out."""

    class Meta:
        model = Obligation
        skip_postgeneration_save = True

    class Params:
        late = factory.Trait(due_on=factory.LazyFunction(lambda: today() - dt.timedelta(days=10)))
        done = factory.Trait(state="done", cause="finished", done_on=factory.LazyFunction(today))

    person = factory.SubFactory(PersonFactory)
    unit = factory.SubFactory(UnitFactory)
    requirement = factory.SubFactory(RequirementFactory, organisation=factory.SelfAttribute("..unit.organisation"))
    opens_on = factory.LazyFunction(lambda: today() - dt.timedelta(days=30))
    due_on = factory.LazyFunction(lambda: today() + dt.timedelta(days=30))
    facts = factory.LazyAttribute(lambda row: {"unit": row.unit.name, "since": row.opens_on.isoformat()})

    @factory.post_generation
    def works_there(self, create, wanted, **_kwargs):
        """Make the person a member of the unit unless told not to, or already one."""
        if create and wanted is not False and not self.person.memberships.filter(unit=self.unit).exists():
            MembershipFactory(person=self.person, unit=self.unit)


class LeaveFactory(factory.django.DjangoModelFactory):
    """A leave that began a week ago and has no end."""

    class Meta:
        model = Leave

    person = factory.SubFactory(PersonFactory)
    since = factory.LazyFunction(lambda: today() - dt.timedelta(days=7))


class WaiverFactory(factory.django.DjangoModelFactory):
    """A waiver from today, for good."""

    class Meta:
        model = Waiver

    person = factory.SubFactory(PersonFactory)
    requirement = factory.SubFactory(RequirementFactory)
    since = factory.LazyFunction(today)
    because = "Har tatt det samme i en annen kommune."


class DigestFactory(factory.django.DjangoModelFactory):
    """This week's letter to a leader, not settled yet."""

    class Meta:
        model = Digest

    leader = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    week = factory.LazyFunction(monday)
