"""Workplaces, in a tree."""

from django.db import models
from django.db.models import Count, F, IntegerField, OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Coalesce

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

    def kept_by(self, person):
        """Units the person may change."""
        from tryggby.organisations.access import kept

        return self.filter(organisation__in=kept(person))

    def listed(self):
        """With `district_name`, `people` (how many work there today) and `leaders`, for lists; two queries in all."""
        from tryggby.organisations.models.membership import Membership

        here = Membership.objects.current().filter(unit=OuterRef("pk")).order_by()
        count = here.values("unit").annotate(number=Count("person", distinct=True)).values("number")
        leaders = Membership.objects.current().leading().select_related("person")
        return (
            self.annotate(
                district_name=Coalesce("district__name", Value("")),
                people=Coalesce(Subquery(count, output_field=IntegerField()), 0),
            )
            .select_related("organisation", "district", "service")
            .prefetch_related(Prefetch("memberships", leaders, to_attr="leaders"))
        )

    def led_by(self, person):
        """Units one leads, with the tree below them."""
        from tryggby.organisations.access import in_tree, standing

        return self.filter(pk__in=in_tree(standing(person).led_directly))


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
