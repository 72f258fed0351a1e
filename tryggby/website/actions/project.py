"""Change what the project page says."""

from django.db import transaction
from django.utils import timezone

from tryggby.audit.door import record
from tryggby.ground.door import paragraphs
from tryggby.website.models import Project


@transaction.atomic
def save_project(
    *, by, organisation, goal: str = "", groups: str = "", funding: str = "", contacts: str = "", since=None, until=None
) -> Project:
    """Keep the municipality's own words about the project."""
    project, _made = Project.objects.select_for_update().get_or_create(organisation=organisation)
    told = {"goal": goal, "groups": groups, "funding": funding, "contacts": contacts}
    for field, text in told.items():
        setattr(project, field, paragraphs(text))
    project.since, project.until, project.changed_at = since, until, timezone.now()
    project.save()
    record(by=by, verb="save_project", of=project, organisation=organisation)
    return project
