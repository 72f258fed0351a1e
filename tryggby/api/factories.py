"""Makes tokens and webhooks for tests."""

import datetime as dt

import factory

from tryggby.api.models import ApiToken, Happening, Scope, Webhook
from tryggby.ground.door import today
from tryggby.organisations.door import digest_of
from tryggby.organisations.factories import OrganisationFactory


class ApiTokenFactory(factory.django.DjangoModelFactory):
    """A token that opens everything of its organisation; `secret=` chooses what it is."""

    class Meta:
        model = ApiToken

    class Params:
        secret = factory.Sequence(lambda n: f"tryggby-lesehemmelig-{n}")

    organisation = factory.SubFactory(OrganisationFactory)
    name = "KS Kunnskap"
    scopes = factory.LazyFunction(lambda: [scope.value for scope in Scope])
    digest = factory.LazyAttribute(lambda token: digest_of(token.secret))
    ending = factory.LazyAttribute(lambda token: token.secret[-4:])
    expires_on = factory.LazyFunction(lambda: today() + dt.timedelta(days=365))


class WebhookFactory(factory.django.DjangoModelFactory):
    """A webhook that is told of everything."""

    class Meta:
        model = Webhook

    organisation = factory.SubFactory(OrganisationFactory)
    name = "KS Kunnskap"
    address = "https://kunnskap.lyngvik.example/webhook"
    tells = factory.LazyFunction(lambda: [happening.value for happening in Happening])
