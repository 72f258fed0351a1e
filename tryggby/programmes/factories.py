"""Makes programmes, cohorts, gatherings and enrolments for tests and the demo city."""

import datetime as dt

import factory
from django.utils import timezone

from tryggby.ground.door import oslo, today
from tryggby.organisations.factories import OrganisationFactory, UnitFactory
from tryggby.people.factories import PersonFactory
from tryggby.programmes import file
from tryggby.programmes.loading import FOLDER
from tryggby.programmes.models import Cohort, CohortOrganisation, CohortUnit, Enrolment, Gathering, Programme, RoomCode
from tryggby.programmes.models.room import Arrival, new_code


class ProgrammeFactory(factory.django.DjangoModelFactory):
    """The shipped 4 + 4; `shipped="okt-livsmestring"` for the other one."""

    class Meta:
        model = Programme
        django_get_or_create = ("identifier", "version")

    class Params:
        shipped = "rvts-4-pluss-4"

    content = factory.LazyAttribute(lambda o: file.read(FOLDER / f"{o.shipped}.yaml")[0])
    identifier = factory.LazyAttribute(lambda o: o.content["identifier"])
    version = factory.LazyAttribute(lambda o: o.content["version"])
    title = factory.LazyAttribute(lambda o: o.content["title"])
    summary = factory.LazyAttribute(lambda o: o.content["summary"])
    digest = factory.LazyAttribute(lambda o: file.digest(o.content))


class CohortFactory(factory.django.DjangoModelFactory):
    """A published cohort without gatherings; `units=[…]` lets units take part."""

    class Meta:
        model = Cohort
        skip_postgeneration_save = True

    programme = factory.SubFactory(ProgrammeFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Sammen om trygghet {n}")
    published_at = factory.LazyFunction(lambda: oslo(today() - dt.timedelta(days=60), dt.time(9)))

    @factory.post_generation
    def units(self, create, extracted, **kwargs):
        """Units with their organisations."""
        for unit in extracted or ():
            CohortUnit.objects.create(cohort=self, unit=unit, joined_on=today() - dt.timedelta(days=60))
            CohortOrganisation.objects.get_or_create(cohort=self, organisation=unit.organisation)


class GatheringFactory(factory.django.DjangoModelFactory):
    """A staff day two weeks ahead from nine to half past three; `day=` moves it."""

    class Meta:
        model = Gathering

    class Params:
        day = factory.LazyFunction(lambda: today() + dt.timedelta(days=14))

    cohort = factory.SubFactory(CohortFactory)
    track = "staff"
    number = factory.Sequence(lambda n: n + 1)
    title = factory.LazyAttribute(lambda o: f"Fagdag {o.number}")
    kind = Gathering.Kind.DAY
    starts_at = factory.LazyAttribute(lambda o: oslo(o.day, dt.time(9)))
    ends_at = factory.LazyAttribute(lambda o: oslo(o.day, dt.time(15, 30)))
    place = "Kulturhuset"


class EnrolmentFactory(factory.django.DjangoModelFactory):
    """A colleague in the staff track."""

    class Meta:
        model = Enrolment

    cohort = factory.SubFactory(CohortFactory)
    track = "staff"
    person = factory.SubFactory(PersonFactory)
    unit = factory.SubFactory(UnitFactory)
    since = factory.LazyFunction(lambda: today() - dt.timedelta(days=60))


class RoomCodeFactory(factory.django.DjangoModelFactory):
    """A code that takes people in now, for a gathering of today."""

    class Meta:
        model = RoomCode

    gathering = factory.SubFactory(GatheringFactory, day=factory.LazyFunction(today))
    code = factory.LazyFunction(new_code)
    opens_at = factory.LazyFunction(lambda: timezone.now() - dt.timedelta(hours=1))
    closes_at = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(hours=6))


class ArrivalFactory(factory.django.DjangoModelFactory):
    """A guest who came in with the code."""

    class Meta:
        model = Arrival

    gathering = factory.SubFactory(GatheringFactory, day=factory.LazyFunction(today))
    unit = factory.SubFactory(UnitFactory)
    given_name = "Anne"
    name_key = factory.LazyAttribute(lambda o: o.given_name.casefold())
    place_key = factory.LazyAttribute(lambda o: o.unit.key if o.unit else "")
    receipt = factory.LazyFunction(lambda: new_code(6))
