"""The directory's groups: added, changed with their members, deleted."""

from collections.abc import Collection
from itertools import batched
from typing import Any

from django.db import transaction
from django.utils import timezone

from tryggby.audit.door import record
from tryggby.organisations.door import Organisation
from tryggby.scim.actions.settle import settle_soon
from tryggby.scim.models import GroupMember, ScimAccount, ScimGroup

PIECE = 1000


class UnknownMember(ValueError):
    """A member is not an account of the organisation."""


@transaction.atomic
def create_group(*, by, token, organisation: Organisation, values: dict[str, Any], members: Collection[str]):
    """Add a group with its members, by the accounts' keys; raises UnknownMember. It means nothing until mapped."""
    group = ScimGroup.objects.create(organisation=organisation, **values)
    came, _gone = _set_members(group, members)
    record(
        by=by, verb="create_scim_group", of=group, organisation=organisation, token=_key(token), came=len(came), left=0
    )
    return group


@transaction.atomic
def change_group(*, by, token, group: ScimGroup, values: dict[str, Any], members: Collection[str]) -> ScimGroup:
    """Change a group and its members; who came or left gets the places that follow. Raises UnknownMember."""
    for name, value in values.items():
        setattr(group, name, value)
    group.version += 1
    group.changed_at = timezone.now()
    group.save()
    came, gone = _set_members(group, members)
    if group.rules.current().exists():
        settle_soon(came | gone)
    facts = {"token": _key(token), "came": len(came), "left": len(gone)}
    record(by=by, verb="change_scim_group", of=group, organisation=group.organisation_id, **facts)
    return group


@transaction.atomic
def delete_group(*, by, token, group: ScimGroup) -> None:
    """Forget a group; the places it gave end."""
    members = set(group.members.values_list("account_id", flat=True))
    mapped = group.rules.current().exists()
    record(by=by, verb="delete_scim_group", of=group, organisation=group.organisation_id, token=_key(token))
    group.delete()
    if mapped:
        settle_soon(members)


def _set_members(group: ScimGroup, keys: Collection[str]) -> tuple[set[int], set[int]]:
    """Make these accounts the group's members; returns who came and who left."""
    wanted: set[int] = set()
    for piece in batched(sorted(set(keys)), PIECE):
        found = ScimAccount.objects.filter(organisation=group.organisation_id, key__in=piece)
        wanted |= set(found.values_list("pk", flat=True))
    if len(wanted) != len(set(keys)):
        raise UnknownMember
    there = set(group.members.values_list("account_id", flat=True))
    came, gone = wanted - there, there - wanted
    for numbers in batched(sorted(gone), PIECE):
        group.members.filter(account__in=numbers).delete()
    GroupMember.objects.bulk_create((GroupMember(group=group, account_id=pk) for pk in sorted(came)), batch_size=PIECE)
    return came, gone


def _key(token) -> str:
    return token.key if token else ""
