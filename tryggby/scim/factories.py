"""Makes tokens, accounts and groups for tests."""

import datetime as dt

import factory

from tryggby.ground.door import today
from tryggby.organisations.door import digest_of
from tryggby.organisations.factories import OrganisationFactory
from tryggby.scim.models import ScimAccount, ScimGroup, ScimToken


class ScimTokenFactory(factory.django.DjangoModelFactory):
    """A token that opens; `secret=` chooses what it is."""

    class Meta:
        model = ScimToken

    class Params:
        secret = factory.Sequence(lambda n: f"tryggby-hemmelig-{n}")

    organisation = factory.SubFactory(OrganisationFactory)
    name = "Entra"
    digest = factory.LazyAttribute(lambda token: digest_of(token.secret))
    ending = factory.LazyAttribute(lambda token: token.secret[-4:])
    expires_on = factory.LazyFunction(lambda: today() + dt.timedelta(days=365))


class ScimAccountFactory(factory.django.DjangoModelFactory):
    """An account with an address."""

    class Meta:
        model = ScimAccount

    organisation = factory.SubFactory(OrganisationFactory)
    user_name = factory.Sequence(lambda n: f"nora{n}@lyngvik.example")
    folded_name = factory.LazyAttribute(lambda account: account.user_name.lower())
    body = factory.LazyAttribute(
        lambda account: {
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
            "userName": account.user_name,
            "name": {"givenName": "Nora", "familyName": "Dahl"},
        }
    )


class ScimGroupFactory(factory.django.DjangoModelFactory):
    """A group that means nothing yet."""

    class Meta:
        model = ScimGroup

    organisation = factory.SubFactory(OrganisationFactory)
    display_name = factory.Sequence(lambda n: f"Gruppe {n}")
    folded_name = factory.LazyAttribute(lambda group: group.display_name.lower())
