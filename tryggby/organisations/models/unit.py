"""Workplaces, in a tree."""

from django.db import models
from django.db.models import F, Q

from tryggby.ground.door import Keyed
from tryggby.organisations.models.organisation import District, Organisation, Service


class UnitQuerySet(models.QuerySet):
    """Units, by state and by who is asking."""

    def open(self):
        """Units that are not closed."""
        return self.filter(closed_on__isnull=True)

    def visible_to(self, person):
        """Units one works in, leads (with the tree below) or coordinates."""
        from tryggby.organisations.access import standing

        held = standing(person)
        return self.filter(Q(organisation__in=held.reach) | Q(pk__in=held.member | held.led))

    def reached_by(self, person):
        """Units of the organisations one coordinates and of their partners."""
        from tryggby.organisations.access import standing

        return self.filter(organisation__in=standing(person).reach)

    def led_by(self, person):
        """Units one leads, with the tree below them."""
        from tryggby.organisations.access import standing

        return self.filter(pk__in=standing(person).led)


class Unit(Keyed):
    """A workplace of an organisation, with one service."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="units")
    district = models.ForeignKey(District, on_delete=models.SET_NULL, null=True, blank=True, related_name="units")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="units")
    name = models.CharField("navn", max_length=200)
    org_number = models.CharField("organisasjonsnummer", max_length=9, blank=True)
    external_id = models.CharField(max_length=100, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="organisations_unit_name"),
            models.UniqueConstraint(
                fields=["organisation", "external_id"],
                condition=~Q(external_id=""),
                name="organisations_unit_external",
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="organisations_unit_not_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name
