"""Makes certificates for tests."""

import factory

from tryggby.certificates.models import Certificate
from tryggby.ground.door import today
from tryggby.organisations.factories import OrganisationFactory
from tryggby.people.factories import PersonFactory


class CertificateFactory(factory.django.DjangoModelFactory):
    """A package finished today, without a badge."""

    class Meta:
        model = Certificate

    person = factory.SubFactory(PersonFactory)
    holder = factory.LazyAttribute(lambda o: o.person.name)
    kind = Certificate.Kind.PACKAGE
    subject = factory.Sequence(lambda n: f"no.tryggby/pakke-{n}")
    cycle = "1"
    title = "Trygge voksne"
    version = "1.0.0"
    facts = factory.LazyFunction(lambda: {"minutes": 150, "goals": ["Du vet hva du gjør."]})
    earned_on = factory.LazyFunction(today)
    issuer = factory.SubFactory(OrganisationFactory)
