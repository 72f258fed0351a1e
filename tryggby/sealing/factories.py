"""Makes keys and holders for tests and the demo city."""

import factory

from tryggby.organisations.factories import OrganisationFactory
from tryggby.people.factories import PersonFactory
from tryggby.sealing.actions import make_key
from tryggby.sealing.demo import WORDS
from tryggby.sealing.envelopes import OpenedKey
from tryggby.sealing.models import Holder


def make_reader(person, words: str = WORDS) -> OpenedKey:
    """The person gets a key under a passphrase; returns it opened."""
    return make_key(by=person, words=words)[0]


class HolderFactory(factory.django.DjangoModelFactory):
    """A person proposed as key holder."""

    class Meta:
        model = Holder

    organisation = factory.SubFactory(OrganisationFactory)
    person = factory.SubFactory(PersonFactory)
    proposed_by = factory.SubFactory(PersonFactory)
