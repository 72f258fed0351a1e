"""Makes organisations, units, memberships and appointments for tests and the demo city."""

import datetime as dt

import factory

from tryggby.organisations.models import (
    Appointment,
    District,
    Installation,
    Membership,
    Municipality,
    Organisation,
    Partnership,
    Service,
    Unit,
)
from tryggby.people.factories import PersonFactory

SINCE = dt.date(2024, 1, 1)


class ServiceFactory(factory.django.DjangoModelFactory):
    """A service by its code; those of the package format exist already and are found, not made."""

    class Meta:
        model = Service
        django_get_or_create = ("code",)

    code = "barnehage"
    name = factory.LazyAttribute(lambda service: service.code.replace("-", " ").capitalize())


class OrganisationFactory(factory.django.DjangoModelFactory):
    """A municipality unless another `kind` is given."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Lyngvik kommune {n}")
    kind = Organisation.Kind.MUNICIPALITY
    org_number = factory.Sequence(lambda n: f"{900000000 + n}")


class MunicipalityFactory(factory.django.DjangoModelFactory):
    """A municipality's number, with the organisation."""

    class Meta:
        model = Municipality

    organisation = factory.SubFactory(OrganisationFactory)
    number = factory.Sequence(lambda n: f"{3000 + n % 7000}")
    name = "Lyngvik"
    since = SINCE


class DistrictFactory(factory.django.DjangoModelFactory):
    """A district of a municipality."""

    class Meta:
        model = District

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Bydel {n}")


class UnitFactory(factory.django.DjangoModelFactory):
    """A kindergarten; `service__code="skole"` for another service."""

    class Meta:
        model = Unit

    organisation = factory.SubFactory(OrganisationFactory)
    service = factory.SubFactory(ServiceFactory)
    name = factory.Sequence(lambda n: f"Solbakken barnehage {n}")


class MembershipFactory(factory.django.DjangoModelFactory):
    """An employee's full post in a unit; `role="leader"` for its leader."""

    class Meta:
        model = Membership

    person = factory.SubFactory(PersonFactory)
    unit = factory.SubFactory(UnitFactory)
    since = SINCE


class AppointmentFactory(factory.django.DjangoModelFactory):
    """A coordinator of an organisation; `role=` for other roles."""

    class Meta:
        model = Appointment

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Appointment.Role.COORDINATOR
    since = SINCE


class PartnershipFactory(factory.django.DjangoModelFactory):
    """`partner` takes part in `organisation`'s programmes."""

    class Meta:
        model = Partnership

    organisation = factory.SubFactory(OrganisationFactory)
    partner = factory.SubFactory(OrganisationFactory)
    since = SINCE


class InstallationFactory(factory.django.DjangoModelFactory):
    """The one installation."""

    class Meta:
        model = Installation
        django_get_or_create = ("only",)

    owner = factory.SubFactory(OrganisationFactory)
    only = 1
