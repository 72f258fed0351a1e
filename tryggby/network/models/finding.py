"""What the cities ask together, and what they noticed: a finding on the agenda, with where its figures came from."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from tryggby.ground.door import Dated, DatedQuerySet, Keyed
from tryggby.network.models.city import Network


class AgreedQuestion(Dated):
    """A question of the common library that all the cities ask, from a day until a day."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="questions")
    slug = models.SlugField(max_length=60)

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["slug", "since"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["network", "slug"], condition=Q(until__isnull=True), name="network_question_once"
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class FindingQuerySet(models.QuerySet):
    """Findings, by who is asking."""

    def visible_to(self, person):
        """Those of one's networks."""
        return self.filter(network__in=Network.objects.visible_to(person))

    def run_by(self, person):
        """Those one may finish."""
        return self.filter(network__in=Network.objects.run_by(person))


class Finding(Keyed):
    """Something noticed in a comparison, on the agenda of a meeting. `provenance` is a copy of what was seen: counts by
    value and the question in its languages, worded by `wording.py` for whoever reads.

    Personal data: who lifted it. Purpose: know whom to ask. Seen by the network's coordinators here.
    Kept with the network; the name goes with the person.
    """

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="findings")
    text = models.CharField("hva la dere merke til", max_length=300)
    meets_on = models.DateField("møtet")
    question = models.CharField(max_length=200)
    scope = models.CharField(max_length=120, help_text="Names the comparison: service.age.question.version.scale.")
    provenance = models.JSONField(default=list, help_text="City, release, hash, period, number and cells as seen.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    done_on = models.DateField(null=True, blank=True)
    decided = models.CharField("hva ble dere enige om", max_length=300, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["meets_on", "made_at", "id"]

    def __str__(self) -> str:
        return self.text

    @property
    def seen(self) -> list[dict]:
        """The provenance with its days as dates."""
        return [
            row | {name: dt.date.fromisoformat(row[name]) for name in ("since", "until")} for row in self.provenance
        ]
