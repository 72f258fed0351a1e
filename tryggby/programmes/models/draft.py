"""A cohort being planned: everything typed so far, so that nothing is lost."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from tryggby.ground.door import Keyed
from tryggby.organisations.door import Organisation, standing
from tryggby.programmes.models.cohort import Cohort
from tryggby.programmes.models.programme import Programme


class CohortDraftQuerySet(models.QuerySet):
    """Drafts, by state and by who is asking."""

    def open(self):
        """Neither published nor thrown away."""
        return self.filter(cohort__isnull=True, discarded_at__isnull=True)

    def visible_to(self, person):
        """Drafts of the organisations one coordinates."""
        return self.filter(organisation__in=standing(person).coordinated)


class CohortDraft(Keyed):
    """The wizard's memory: `state` holds what each step has saved (see `planning.py`).

    Personal data: names and addresses of people to invite. Purpose: plan a cohort. Seen by the coordinators of the
    organisation. Emptied on publishing, when it is thrown away, and when nobody has touched it for a year.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="drafts")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="cohort_drafts")
    name = models.CharField("navn", max_length=120)
    state = models.JSONField(default=dict)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)
    cohort = models.OneToOneField(Cohort, on_delete=models.SET_NULL, null=True, blank=True, related_name="draft")
    discarded_at = models.DateTimeField(null=True, blank=True)

    objects = CohortDraftQuerySet.as_manager()

    class Meta:
        ordering = ["-updated_at", "-id"]

    def __str__(self) -> str:
        return self.name
