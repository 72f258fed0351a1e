"""Lyngvik and Steinvik, each with a token; Nora finished a part in Lyngvik, Per in Steinvik."""

import datetime as dt
import json
from types import SimpleNamespace

import pytest
from django.core.cache import caches
from django.utils import timezone

from tryggby.api.factories import ApiTokenFactory
from tryggby.organisations.factories import (
    AppointmentFactory,
    InstallationFactory,
    MembershipFactory,
    OrganisationFactory,
    UnitFactory,
)
from tryggby.packages.door import Part, record_completion
from tryggby.packages.factories import make_release
from tryggby.people.factories import PersonFactory


class System:
    """Another system that asks."""

    def __init__(self, client, secret=""):
        self.client, self.secret = client, secret

    def ask(self, path, **headers):
        """The answer, with `.body` as JSON."""
        told = {"Authorization": f"Bearer {self.secret}"} if self.secret else {}
        answer = self.client.get(f"/api/v1/{path}", headers=told | headers)
        answer.body = json.loads(answer.content) if answer.content else None
        return answer


@pytest.fixture
def city(db, client):
    """Two organisations with systems of their own."""
    caches["visits"].clear()
    lyngvik, steinvik = OrganisationFactory(name="Lyngvik kommune"), OrganisationFactory(name="Steinvik kommune")
    InstallationFactory(owner=lyngvik)
    school = UnitFactory(organisation=lyngvik, name="Solbakken skole", external_id="S-1")
    foreign = UnitFactory(organisation=steinvik, name="Steinvik skole")
    kari, siri = PersonFactory(given_name="Kari"), PersonFactory(given_name="Siri")
    AppointmentFactory(person=kari, organisation=lyngvik)
    AppointmentFactory(person=siri, organisation=steinvik)
    nora, per = PersonFactory(given_name="Nora", external_id="A-17"), PersonFactory(given_name="Per")
    MembershipFactory(person=nora, unit=school)
    MembershipFactory(person=per, unit=foreign)
    release = make_release()
    part = Part.objects.filter(release=release).select_related("release__package").order_by("number")[0]
    ApiTokenFactory(organisation=steinvik, secret="tryggby-steinvik-les")
    at = timezone.now() - dt.timedelta(days=2)
    return SimpleNamespace(
        lyngvik=lyngvik,
        steinvik=steinvik,
        school=school,
        foreign=foreign,
        kari=kari,
        siri=siri,
        nora=nora,
        per=per,
        part=part,
        hers=record_completion(by=nora, person=nora, part=part, at=at),
        his=record_completion(by=per, person=per, part=part, at=at),
        token=ApiTokenFactory(organisation=lyngvik, secret="tryggby-lyngvik-les", made_by=kari),
        mine=System(client, "tryggby-lyngvik-les"),
        neighbour=System(client, "tryggby-steinvik-les"),
        anybody=System(client),
    )
