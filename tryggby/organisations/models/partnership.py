"""Organisations that have agreed to take part in another's programmes."""

from django.db import models
from django.db.models import F, Q

from tryggby.ground.door import Dated, DatedQuerySet, Keyed
from tryggby.organisations.models.organisation import Organisation


class PartnershipQuerySet(DatedQuerySet):
    """Agreements, by who is asking."""

    def of(self, person):
        """Agreements that open others' units to the person's organisations."""
        from tryggby.organisations.access import standing

        return self.filter(organisation__in=standing(person).coordinated)

    def given_by(self, person):
        """Agreements that open the organisations the person keeps to others; the person may end them."""
        from tryggby.organisations.access import kept

        return self.filter(partner__in=kept(person))


class Partnership(Keyed, Dated):
    """`partner` lets the coordinators of `organisation` invite its units and people."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="partnerships")
    partner = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="partner_in")

    objects = PartnershipQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["partner", "since", "id"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=~Q(partner=F("organisation")), name="organisations_partner_other"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.partner}"
