"""Organisations that have agreed to take part in another's programmes."""

from django.db import models
from django.db.models import F, Q

from tryggby.ground.door import Dated, DatedQuerySet, Keyed
from tryggby.organisations.models.organisation import Organisation


class Partnership(Keyed, Dated):
    """`partner` lets the coordinators of `organisation` invite its units and people."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="partnerships")
    partner = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="partner_in")

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["partner", "since", "id"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=~Q(partner=F("organisation")), name="organisations_partner_other"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.partner}"
