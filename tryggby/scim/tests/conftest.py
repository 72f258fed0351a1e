"""Lyngvik with a unit, a coordinator and a token; and a neighbour with a token of its own."""

import json
from types import SimpleNamespace

import pytest
from django.core.cache import caches

from tryggby.organisations.factories import AppointmentFactory, OrganisationFactory, UnitFactory
from tryggby.people.factories import PersonFactory
from tryggby.scim.factories import ScimTokenFactory

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"


class Directory:
    """An employer's directory that talks to the endpoint."""

    def __init__(self, client, secret):
        self.client, self.secret = client, secret

    def ask(self, method, path, body=None, **headers):
        """The answer, with `.body` as JSON."""
        raw = body if isinstance(body, bytes | str) else json.dumps(body) if body is not None else ""
        answer = self.client.generic(
            method,
            f"/scim/v2/{path}",
            raw,
            content_type="application/scim+json",
            headers={"Authorization": f"Bearer {self.secret}"} | headers,
        )
        answer.body = json.loads(answer.content) if answer.content else None
        return answer

    def add_user(self, name="Nora", number="", **more):
        """A new account; returns its id."""
        body = {
            "schemas": [USER],
            "userName": f"{name.lower()}@lyngvik.example",
            "name": {"givenName": name, "familyName": "Dahl"},
            "active": True,
        } | more
        if number:
            body[ENTERPRISE] = {"employeeNumber": number}
            body["schemas"] = [USER, ENTERPRISE]
        answer = self.ask("POST", "Users", body)
        assert answer.status_code == 201, answer.body
        return answer.body["id"]

    def add_group(self, name, *members):
        """A new group; returns its id."""
        body = {"schemas": [GROUP], "displayName": name, "members": [{"value": member} for member in members]}
        answer = self.ask("POST", "Groups", body)
        assert answer.status_code == 201, answer.body
        return answer.body["id"]

    def patch(self, path, *operations, **headers):
        """PATCH with operations as (op, path, value)."""
        told = [
            {"op": op, **({"path": where} if where else {}), **({"value": value} if value is not None else {})}
            for op, where, value in operations
        ]
        return self.ask("PATCH", path, {"schemas": [PATCH], "Operations": told}, **headers)


@pytest.fixture
def city(db, client):
    """Lyngvik and Steinvik, each with a directory."""
    caches["visits"].clear()
    lyngvik, steinvik = OrganisationFactory(name="Lyngvik kommune"), OrganisationFactory(name="Steinvik kommune")
    school = UnitFactory(organisation=lyngvik, name="Solbakken skole", service__code="skole")
    nursery = UnitFactory(organisation=lyngvik, name="Myra barnehage")
    foreign = UnitFactory(organisation=steinvik, name="Steinvik skole", service__code="skole")
    kari, siri = PersonFactory(given_name="Kari"), PersonFactory(given_name="Siri")
    AppointmentFactory(person=kari, organisation=lyngvik)
    AppointmentFactory(person=siri, organisation=steinvik)
    token = ScimTokenFactory(organisation=lyngvik, secret="tryggby-lyngvik", made_by=kari)
    ScimTokenFactory(organisation=steinvik, secret="tryggby-steinvik", made_by=siri)
    return SimpleNamespace(
        lyngvik=lyngvik,
        steinvik=steinvik,
        school=school,
        nursery=nursery,
        foreign=foreign,
        kari=kari,
        siri=siri,
        token=token,
        entra=Directory(client, "tryggby-lyngvik"),
        neighbour=Directory(client, "tryggby-steinvik"),
    )
