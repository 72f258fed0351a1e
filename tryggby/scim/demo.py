"""The demo city's directory: a token in use, one revoked, a group that is mapped, two that wait, and one to look at."""

import datetime as dt

from tryggby.audit.door import record
from tryggby.ground.door import oslo, travel
from tryggby.organisations.door import Membership, Unit
from tryggby.scim import actions
from tryggby.scim.models import ScimGroup, ScimToken

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
UNIT = "Havna skole"


def build_demo(sender, on: dt.date, organisation, people: dict, **kwargs) -> None:
    """A directory that was connected three weeks ago; everybody in the mapped group works there already."""
    by = people["koordinator"]
    with travel(oslo(on - dt.timedelta(days=24), dt.time(13, 5))):
        actions.revoke_token(by=by, token=_token(by, organisation, on, "Prøvekobling", "prøve"))
    with travel(oslo(on - dt.timedelta(days=21), dt.time(9, 15))):
        token = _token(by, organisation, on, "Entra ID, drift", "drift")
        teachers = [_account(token, organisation, person) for person in _staff(organisation, people)]
        substitute = _body("vikar.havna", "Vikar", "Havna")
        waiting = actions.create_account(
            by=None, token=token, organisation=organisation, folded_name="vikar.havna", body=substitute
        )
        group = _group(token, organisation, "Havna skole – ansatte", [*teachers, waiting])
        _group(token, organisation, "Sommervikarer", [waiting])
        _group(token, organisation, "Alle ledere", teachers[:2])
    with travel(oslo(on - dt.timedelta(days=20), dt.time(10, 0))):
        unit = Unit.objects.get(organisation=organisation, name=UNIT)
        actions.set_rule(by=by, group=group, unit=unit, role=Membership.Role.EMPLOYEE)
    ScimToken.objects.filter(pk=token.pk).update(last_used_at=oslo(on, dt.time(6, 30)))


def _token(by, organisation, on: dt.date, name: str, mark: str) -> ScimToken:
    """A token whose secret nobody has: what stands where its hash would be is the hash of nothing."""
    token = ScimToken.objects.create(
        organisation=organisation,
        name=name,
        digest=f"ingen-har-denne-nokkelen-{mark}",
        ending="k7Qw" if mark == "drift" else "2fXa",
        made_by=by,
        expires_on=on + dt.timedelta(days=344),
    )
    record(by=by, verb="make_scim_token", of=token, organisation=organisation, expires_on=str(token.expires_on))
    return token


def _staff(organisation, people: dict) -> list:
    """Employees of the unit who are nobody in particular in the demo."""
    known = {person.pk for person in people.values()}
    held = Membership.objects.live().filter(unit__organisation=organisation, unit__name=UNIT, role="employee")
    return [row.person for row in held.select_related("person").order_by("pk") if row.person_id not in known][:8]


def _account(token, organisation, person):
    body = _body(person.email, person.given_name, person.family_name)
    return actions.create_account(by=None, token=token, organisation=organisation, folded_name=person.email, body=body)


def _body(user_name: str, given: str, family: str) -> dict:
    return {
        "schemas": [USER],
        "userName": user_name,
        "name": {"givenName": given, "familyName": family},
        "active": True,
    }


def _group(token, organisation, name: str, accounts: list) -> ScimGroup:
    values = {"display_name": name, "folded_name": name.lower(), "external_id": ""}
    members = {account.key for account in accounts}
    return actions.create_group(by=None, token=token, organisation=organisation, values=values, members=members)
