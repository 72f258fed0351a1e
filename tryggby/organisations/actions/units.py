"""Units: added, and closed when the workplace is no more."""

import datetime as dt

from django.db import transaction

from tryggby.audit.door import record
from tryggby.ground.door import claim, done, earlier, today
from tryggby.organisations.actions.memberships import end_all
from tryggby.organisations.models import District, Membership, Organisation, Service, Unit
from tryggby.organisations.signals import units_changed


@transaction.atomic
def add_unit(
    *,
    by,
    organisation: Organisation,
    name: str,
    service: Service,
    parent: Unit | None = None,
    district: District | None = None,
    org_number: str = "",
    external_id: str = "",
    once: str | None = None,
) -> Unit:
    """Add a unit to an organisation, below `parent` when given."""
    row = claim(once)
    if row is None:
        return Unit.objects.get(pk=earlier(once or ""))
    unit = Unit.objects.create(
        organisation=organisation,
        name=name.strip(),
        service=service,
        parent=parent,
        district=district,
        org_number=org_number,
        external_id=external_id,
    )
    units_changed.send(sender=Unit, units={unit.pk}, organisation=organisation.pk)
    record(by=by, verb="add_unit", of=unit, organisation=organisation, service=service.code)
    done(row, str(unit.pk))
    return unit


@transaction.atomic
def close_unit(*, by, unit: Unit, on: dt.date | None = None) -> None:
    """Close a unit and end the memberships in it; `on` is the last day (today when not given)."""
    if unit.closed_on:
        return
    day = on or today()
    ended = end_all(Membership.objects.live().filter(unit=unit), day)
    unit.closed_on = day
    unit.save(update_fields=["closed_on"])
    units_changed.send(sender=Unit, units={unit.pk}, organisation=unit.organisation_id)
    record(by=by, verb="close_unit", of=unit, organisation=unit.organisation_id, ended=ended)
