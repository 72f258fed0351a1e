"""Which group is which unit and role: set and ended by a coordinator."""

from django.db import transaction
from django.utils import timezone

from tryggby.audit.door import record
from tryggby.organisations.door import Unit
from tryggby.scim.actions.settle import settle_soon
from tryggby.scim.models import GroupRule, ScimGroup


@transaction.atomic
def set_rule(*, by, group: ScimGroup, unit: Unit, role: str) -> GroupRule:
    """Say what a group stands for; what it stood for before ends, and its members' places follow."""
    ScimGroup.objects.select_for_update().get(pk=group.pk)
    held = group.rules.current().first()
    if held and (held.unit_id, held.role) == (unit.pk, role):
        return held
    group.rules.current().update(ended_at=timezone.now())
    rule = GroupRule.objects.create(group=group, unit=unit, role=role, set_by=by)
    record(by=by, verb="set_group_rule", of=rule, organisation=group.organisation_id, group=group.key, role=role)
    settle_soon(set(group.members.values_list("account_id", flat=True)), by=by)
    return rule


@transaction.atomic
def end_rule(*, by, group: ScimGroup) -> None:
    """The group stands for nothing any more; the places it gave end."""
    rule = group.rules.current().select_for_update().first()
    if rule is None:
        return
    rule.ended_at = timezone.now()
    rule.save(update_fields=["ended_at"])
    record(by=by, verb="end_group_rule", of=rule, organisation=group.organisation_id, group=group.key)
    settle_soon(set(group.members.values_list("account_id", flat=True)), by=by)
