"""The places that coverage is summed for: an organisation, its districts, their services, workplaces and units."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tryggby.ground.door import Keyed
from tryggby.organisations.door import District, Organisation, Service, Unit, standing


class CoveragePlaceQuerySet(models.QuerySet):
    """Places, by who is asking."""

    def visible_to(self, person):
        """Places of the organisations one coordinates, and the units one leads."""
        held = standing(person)
        return self.filter(Q(organisation__in=held.coordinated) | Q(unit__in=held.led))

    def summed_for(self, person):
        """Places whose suppressed figures the person may read: those of the organisations one coordinates."""
        return self.filter(organisation__in=standing(person).coordinated)

    def led_by(self, person):
        """Places that are one unit each, led by the person."""
        return self.filter(unit__in=standing(person).led, leaf_since__isnull=False)


class CoveragePlace(Keyed):
    """One node of the tree municipality → district → service → workplace → unit.

    A place with `leaf_since` holds people; the others are sums of those below. `name` is kept for order and search.
    """

    class Level(models.IntegerChoices):
        ORGANISATION = 0, gettext_lazy("Hele organisasjonen")
        DISTRICT = 1, gettext_lazy("Bydel")
        SERVICE = 2, gettext_lazy("Tjeneste")
        WORKPLACE = 3, gettext_lazy("Arbeidssted")
        UNIT = 4, gettext_lazy("Enhet")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="coverage_places")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="children")
    level = models.PositiveSmallIntegerField(choices=Level)
    district = models.ForeignKey(District, on_delete=models.CASCADE, null=True, related_name="+")
    service = models.ForeignKey(Service, on_delete=models.CASCADE, null=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, null=True, related_name="coverage_places")
    path = models.CharField(max_length=80, help_text="Numbers of level, district, service and unit.")
    name = models.CharField(max_length=200)
    people = models.PositiveIntegerField(default=0)
    leaf_since = models.DateField(null=True)

    objects = CoveragePlaceQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "path"], name="insight_place_once"),
        ]
        indexes = [models.Index(fields=["parent", "name", "id"], name="insight_place_parent")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """What the place is called, in the reader's language."""
        if self.level == self.Level.SERVICE and self.service_id:
            return str(self.service)
        if self.level == self.Level.DISTRICT and not self.district_id:
            return _("Uten bydel")
        return self.name


class MainPost(models.Model):
    """The one unit in an organisation where a person is counted: that of the largest share of post.

    Personal data: in which unit somebody is counted. Purpose: count each person once. Seen by nobody; only sums are.
    Kept as long as the person works there.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="main_posts")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["person", "organisation"], name="insight_main_post_once")]
        indexes = [models.Index(fields=["unit", "person"], name="insight_main_post_unit")]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.unit_id}"
