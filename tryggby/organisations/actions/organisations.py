"""Organisations, their districts and agreements, and the set-up of the installation itself."""

import datetime as dt

from django.db import transaction

from tryggby.audit.door import record
from tryggby.ground.door import claim, done, earlier, today
from tryggby.organisations.actions.appointments import appoint
from tryggby.organisations.models import (
    Appointment,
    District,
    Installation,
    Municipality,
    Organisation,
    Partnership,
)
from tryggby.organisations.signals import installation_changed
from tryggby.people.door import add_person, split_name
from tryggby.ui.door import forget_kept_pages


@transaction.atomic
def add_organisation(
    *,
    by,
    name: str,
    kind: str,
    org_number: str = "",
    municipality_number: str = "",
    number_since: dt.date | None = None,
    once: str | None = None,
) -> Organisation:
    """Add an organisation; a municipality with its number from a date (today when not given)."""
    row = claim(once)
    if row is None:
        return Organisation.objects.get(pk=earlier(once or ""))
    organisation = Organisation.objects.create(name=name.strip(), kind=kind, org_number=org_number or None)
    if municipality_number:
        Municipality.objects.create(
            organisation=organisation,
            number=municipality_number,
            name=organisation.name[:100],
            since=number_since or today(),
        )
    record(by=by, verb="add_organisation", of=organisation, organisation=organisation, kind=kind)
    done(row, str(organisation.pk))
    return organisation


@transaction.atomic
def add_partner(
    *, by, for_organisation: Organisation, name: str, kind: str, org_number: str = "", once: str | None = None
) -> Organisation:
    """Add an organisation that is new here, together with its agreement to take part in ours."""
    partner = add_organisation(by=by, name=name, kind=kind, org_number=org_number, once=once)
    agree_partnership(by=by, organisation=for_organisation, partner=partner)
    return partner


@transaction.atomic
def add_district(*, by, organisation: Organisation, name: str, number: str = "") -> District:
    """Add a district to a municipality; the same name twice gives the same district."""
    district, created = District.objects.get_or_create(
        organisation=organisation, name=name.strip(), defaults={"number": number}
    )
    if created:
        record(by=by, verb="add_district", of=district, organisation=organisation)
    return district


@transaction.atomic
def agree_partnership(
    *, by, organisation: Organisation, partner: Organisation, since: dt.date | None = None
) -> Partnership:
    """Note that `partner` takes part in `organisation`'s programmes; an agreement that holds is kept as it is."""
    standing_agreement = Partnership.objects.current().filter(organisation=organisation, partner=partner).first()
    if standing_agreement:
        return standing_agreement
    partnership = Partnership.objects.create(organisation=organisation, partner=partner, since=since or today())
    record(by=by, verb="agree_partnership", of=partnership, organisation=organisation, partner=partner.pk)
    installation_changed.send(sender=Partnership)
    return partnership


@transaction.atomic
def end_partnership(*, by, partnership: Partnership, on: dt.date | None = None) -> None:
    """End an agreement; `on` is its last day (today when not given)."""
    partnership.until = max(on or today(), partnership.since)
    partnership.save(update_fields=["until"])
    record(by=by, verb="end_partnership", of=partnership, organisation=partnership.organisation_id)
    installation_changed.send(sender=Partnership)


@transaction.atomic
def change_contact(*, by, installation: Installation, email: str) -> None:
    """Change the address that the website shows and that security.txt names; empty: the form alone."""
    if installation.contact_email == email:
        return
    installation.contact_email = email
    installation.save(update_fields=["contact_email"])
    record(by=by, verb="change_contact", of=installation, organisation=installation.owner_id)


@transaction.atomic
def change_face(*, by, installation: Installation, name: str, department: str, brand_colour: str) -> list[str]:
    """Change what every page says of whose installation this is: the owner's name, the department, the colour.

    Returns what changed. The municipality's number in force goes by the new name too; earlier ones keep theirs.
    """
    made = Installation.objects.select_for_update(of=("self",)).select_related("owner").get(pk=installation.pk)
    owner = made.owner
    before = {"name": owner.name, "department": made.department, "brand_colour": made.brand_colour}
    after = {"name": name.strip(), "department": department.strip(), "brand_colour": brand_colour}
    changed = [field for field, value in after.items() if before[field] != value]
    if not changed:
        return []
    if "name" in changed:
        owner.numbers.current().filter(name=owner.name[:100]).update(name=after["name"][:100])
        owner.name = after["name"]
        owner.save(update_fields=["name"])
    made.department, made.brand_colour = after["department"], after["brand_colour"]
    made.save(update_fields=["department", "brand_colour"])
    record(by=by, verb="change_face", of=made, organisation=owner, fields=changed)
    installation_changed.send(sender=Installation)
    transaction.on_commit(forget_kept_pages)
    return changed


@transaction.atomic
def set_up_installation(
    *,
    owner_name: str,
    owner_kind: str,
    municipality_number: str,
    department: str,
    coordinator_name: str,
    coordinator_email: str,
    brand_colour: str,
    by=None,
) -> Installation:
    """Say whose installation this is and appoint its first coordinator.

    Done once: the database refuses a second installation with IntegrityError.
    """
    owner = add_organisation(by=by, name=owner_name, kind=owner_kind, municipality_number=municipality_number)
    installation = Installation.objects.create(
        owner=owner, brand_colour=brand_colour, department=department, contact_email=coordinator_email
    )
    given, family = split_name(coordinator_name)
    person = add_person(by=by, email=coordinator_email, given_name=given, family_name=family, organisation=owner)
    appoint(by=by, person=person, organisation=owner, role=Appointment.Role.COORDINATOR)
    record(by=by, verb="set_up_installation", of=installation, organisation=owner)
    installation_changed.send(sender=Installation)
    return installation
