"""What the project page says that only the municipality knows."""

from django.db import models
from django.utils import timezone

from tryggby.organisations.door import Organisation, Role, standing


class ProjectQuerySet(models.QuerySet):
    """Project texts, by who may change them."""

    def visible_to(self, person):
        """Those of organisations where the person is coordinator or editor."""
        roles = standing(person).roles
        return self.filter(organisation__in=roles.get(Role.COORDINATOR, set()) | roles.get(Role.EDITOR, set()))


class Project(models.Model):
    """Goal, period, funding and contacts by role, in the municipality's own words."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="project")
    goal = models.TextField("målet", max_length=1500, blank=True)
    groups = models.TextField("hvem arbeidet er for", max_length=1500, blank=True)
    funding = models.TextField("hvem som betaler", max_length=1000, blank=True)
    contacts = models.TextField("hvem du kan kontakte", max_length=1000, blank=True)
    since = models.DateField("fra", null=True, blank=True)
    until = models.DateField("til", null=True, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True)
                | models.Q(since__isnull=True)
                | models.Q(until__gte=models.F("since")),
                name="website_project_period",
            )
        ]

    def __str__(self) -> str:
        return self.organisation.name
