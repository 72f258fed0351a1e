"""Change what the project page says."""

from django.db import transaction
from django.utils import timezone

from tryggby.audit.door import record
from tryggby.ground.door import paragraphs
from tryggby.organisations.door import Installation, change_contact
from tryggby.website.models import Project


@transaction.atomic
def save_project(
    *,
    by,
    organisation,
    goal: str = "",
    groups: str = "",
    funding: str = "",
    contacts: str = "",
    since=None,
    until=None,
    contact_email: str | None = None,
) -> Project:
    """Keep the municipality's own words about the project, and (unless None) the address that the website shows."""
    project, _made = Project.objects.select_for_update().get_or_create(organisation=organisation)
    told = {"goal": goal, "groups": groups, "funding": funding, "contacts": contacts}
    for field, text in told.items():
        setattr(project, field, paragraphs(text))
    project.since, project.until, project.changed_at = since, until, timezone.now()
    project.save()
    record(by=by, verb="save_project", of=project, organisation=organisation)
    made = Installation.objects.filter(owner=organisation).first()
    if made is not None and contact_email is not None:
        change_contact(by=by, installation=made, email=contact_email)
    return project
