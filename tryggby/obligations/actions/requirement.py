"""Write a requirement, put it in force, change it, end it. What people have done stays whatever happens to the rule."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.ground.door import claim, done, earlier, today
from tryggby.obligations.actions.reckon import ask_reckoning, live_rules, reached, reckon_people
from tryggby.obligations.models import Requirement
from tryggby.obligations.refusal import Refused

# Rules that reach no more than this are reckoned at once; the worker takes the others within a minute.
AT_ONCE = 300
TERMS = ("title", "why", "package", "since", "due_days", "valid_months", "window_days")
AUDIENCE = ("district", "service", "unit", "role", "min_share", "started_after")


@transaction.atomic
def draft_requirement(*, by, organisation, once: str | None = None, **values) -> Requirement:
    """Write a requirement that reaches nobody yet."""
    row = claim(once)
    if row is None:
        return Requirement.objects.get(key=earlier(once or ""))
    requirement = Requirement.objects.create(organisation=organisation, made_by=by, **values)
    record(by=by, verb="draft_requirement", of=requirement, organisation=organisation, title=requirement.title)
    done(row, requirement.key)
    return requirement


@transaction.atomic
def discard_requirement(*, by, requirement: Requirement) -> None:
    """Throw a draft away. What has been in force is ended instead."""
    requirement = Requirement.objects.select_for_update().get(pk=requirement.pk)
    if requirement.in_force_at:
        raise Refused(_("Kravet har vært i kraft. Da kan du avslutte det, men ikke slette det."))
    record(by=by, verb="discard_requirement", of=requirement, organisation=requirement.organisation_id)
    requirement.delete()


@transaction.atomic
def put_in_force(*, by, requirement: Requirement) -> Requirement:
    """From now it gives obligations, from its first day. A second time changes nothing."""
    requirement = Requirement.objects.select_for_update().get(pk=requirement.pk)
    if requirement.in_force_at is None:
        requirement.in_force_at = timezone.now()
        requirement.save(update_fields=["in_force_at"])
        record(by=by, verb="put_in_force", of=requirement, organisation=requirement.organisation_id)
        settle(requirement)
    return requirement


@transaction.atomic
def change_requirement(*, by, requirement: Requirement, **values) -> Requirement:
    """Change a requirement. Who is new in its audience gets the whole time from today."""
    requirement = Requirement.objects.select_for_update().get(pk=requirement.pk)
    changed = [name for name in (*TERMS, *AUDIENCE) if name in values and getattr(requirement, name) != values[name]]
    if not changed:
        return requirement
    apply(requirement, values)
    requirement.save()
    facts = {"changed": changed}
    record(by=by, verb="change_requirement", of=requirement, organisation=requirement.organisation_id, **facts)
    if requirement.in_force_at:
        settle(requirement)
    return requirement


@transaction.atomic
def end_requirement(*, by, requirement: Requirement, until: dt.date | None = None) -> Requirement:
    """Set the last day (today when left out). Nothing that is done is lost."""
    requirement = Requirement.objects.select_for_update().get(pk=requirement.pk)
    last = max(until or today(), requirement.since)
    if requirement.until != last:
        requirement.until = last
        requirement.save(update_fields=["until"])
        facts = {"until": last.isoformat()}
        record(by=by, verb="end_requirement", of=requirement, organisation=requirement.organisation_id, **facts)
        if requirement.in_force_at:
            settle(requirement)
    return requirement


def apply(requirement: Requirement, values: dict) -> None:
    """Put the values in the requirement, unsaved; another audience notes the day."""
    audience = any(name in values and getattr(requirement, name) != values[name] for name in AUDIENCE)
    for name, value in values.items():
        setattr(requirement, name, value)
    if audience and requirement.in_force_at:
        requirement.widened_on = today()


def settle(requirement: Requirement) -> None:
    """Reckon the requirement: at once when it reaches few, else with the next tick."""
    rules = live_rules(requirement)
    people = list(reached(rules, 0)[: AT_ONCE + 1])
    if len(people) <= AT_ONCE:
        reckon_people(people, rules)
    else:
        ask_reckoning(requirement)
