"""Makes networks, cities with keys of their own, and signed releases for tests and for the demo's files."""

import datetime as dt

import factory
from django.utils import timezone
from nacl.signing import SigningKey

from tryggby.ground.door import today
from tryggby.network.document import KIND, SCHEMA, public_half, sign, stamp
from tryggby.network.focus_points import FOCUS_POINTS
from tryggby.network.models import City, CityKey, CityRelease, Finding, FocusPoint, Network, NetworkMembership

WORDS = {"nb": "Hører de voksne på deg her?", "en": "Do the adults here listen to you?"}


class CityFactory(factory.django.DjangoModelFactory):
    """A city with an installation of its own, unless `organisation` is given."""

    class Meta:
        model = City

    number = factory.Sequence(lambda n: f"{9000 + n % 900}")
    name = factory.Sequence(lambda n: f"Storvik {n}")


class NetworkFactory(factory.django.DjangoModelFactory):
    """A network with its focus points; `cities` are members since a year."""

    class Meta:
        model = Network
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"nettverk-{n}")
    name = "Storbynettverket"
    since = factory.LazyFunction(lambda: today() - dt.timedelta(days=400))

    @factory.post_generation
    def cities(self, create, found, **more):
        """Members since a year."""
        FocusPoint.objects.bulk_create(
            FocusPoint(network=self, number=number, title=title, text=text)
            for number, (title, text) in enumerate(FOCUS_POINTS, start=1)
        )
        for city in found or ():
            NetworkMembership.objects.create(network=self, city=city, since=today() - dt.timedelta(days=365))


class FindingFactory(factory.django.DjangoModelFactory):
    """On the agenda in two weeks."""

    class Meta:
        model = Finding

    network = factory.SubFactory(NetworkFactory)
    text = "Flere svarer at de blir hørt i to av byene"
    meets_on = factory.LazyFunction(lambda: today() + dt.timedelta(days=14))
    question = "Hører de voksne på deg her? (Skole, 13 år og eldre)"
    scope = "skole.from13.hort.1.five"


class CityKeyFactory(factory.django.DjangoModelFactory):
    """A key that is trusted; nobody has its private half."""

    class Meta:
        model = CityKey

    city = factory.SubFactory(CityFactory)
    public = factory.Sequence(lambda n: f"{n:064x}")
    checked = "På telefon"


class CityReleaseFactory(factory.django.DjangoModelFactory):
    """A city's first release, which stands; the document is a file of `signed` when it is to be read."""

    class Meta:
        model = CityRelease

    city = factory.SubFactory(CityFactory)
    signer = factory.SubFactory(CityKeyFactory, city=factory.SelfAttribute("..city"))
    number = 1
    schema = SCHEMA
    digest = "0" * 64
    document = '{"release":{}}'
    made_at = factory.LazyFunction(timezone.now)
    valid_until = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(days=400))


def trust(city: City, private: SigningKey) -> CityKey:
    """The city's key is in the list since a year."""
    return CityKey.objects.create(
        city=city, public=public_half(private), checked="På telefon", since=today() - dt.timedelta(days=365)
    )


def table(cells=(6, 7, 8, 20, 30, 29), **changes) -> dict:
    """One question's figures at schools; the number is the sum of the cells unless told."""
    made = {
        "service": "skole",
        "age": "from13",
        "question": "hort",
        "version": 1,
        "words": WORDS,
        "labels": "amount",
        "choices": [],
        "scale": "five",
        "since": "2026-01-05",
        "until": "2026-06-14",
        "number": sum(cell or 0 for cell in cells),
        "cells": list(cells),
    }
    return made | changes


def advice(**changes) -> dict:
    """One piece of advice from schools, as it stands in a release."""
    made = {
        "theme": "sharing",
        "service": "skole",
        "age": "from13",
        "method": "council",
        "band": "some",
        "text": "Spør oss før dere ringer hjem.",
        "since": "2026-02-02",
        "until": "2026-02-08",
        "state": "done",
        "answer": "Alle voksne spør nå først.",
        "on": "2026-02-20",
    }
    return made | changes


def release(city: City, private: SigningKey, **changes) -> dict:
    """A city's first release, made an hour ago, with one table."""
    now = timezone.now()
    made = {
        "kind": KIND,
        "schema": SCHEMA,
        "city": {"number": city.number, "name": city.name},
        "key": public_half(private),
        "number": 1,
        "made_at": stamp(now - dt.timedelta(hours=1)),
        "valid_until": stamp(now + dt.timedelta(days=400)),
        "former": "",
        "tables": [table()],
        "focus": [],
        "advice": [],
        "agreed": [],
    }
    return made | changes


def signed(city: City, private: SigningKey, **changes) -> bytes:
    """The file of such a release."""
    return sign(release(city, private, **changes), private)
