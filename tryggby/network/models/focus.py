"""The network's focus points, and where one's own city stands in each: a new row for every change."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tryggby.ground.door import today
from tryggby.network.focus_points import FOCUS_POINTS
from tryggby.network.models.city import City, Network


class FocusPoint(models.Model):
    """One thing that all the cities want to get right."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="points")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    text = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["network", "number"]
        constraints = [models.UniqueConstraint(fields=["network", "number"], name="network_point_number")]

    def __str__(self) -> str:
        return f"{self.number}. {self.said_title}"

    @property
    def is_shipped(self) -> bool:
        """True when the network says it in our words, which are translated."""
        return (self.title, self.text) in FOCUS_POINTS

    @property
    def said_title(self) -> str:
        """The title in the reader's language; a network's own stands as it was written."""
        return gettext(self.title) if self.is_shipped else self.title

    @property
    def said_text(self) -> str:
        """The text in the same way."""
        return gettext(self.text) if self.is_shipped else self.text

    @property
    def language(self) -> str:
        """The language of a network's own words; empty when they are in the reader's."""
        return "" if self.is_shipped else settings.LANGUAGE_CODE


class FocusStateQuerySet(models.QuerySet):
    """States, by who is asking."""

    def of_person(self, person):
        """What the cities said for which the person speaks."""
        return self.filter(city__in=City.objects.of_person(person))


class FocusState(models.Model):
    """Where a city stands in one point from a day on; the newest holds, the others are its history.

    Personal data: who wrote it. Purpose: know whom to ask. Seen by the network's people in the own city.
    Kept with the network; the name goes with the person and never travels.
    """

    class State(models.TextChoices):
        TALKING = "talking", _("Vi snakker om det")
        WRITING = "writing", _("Vi skriver en rutine")
        ADOPTED = "adopted", _("Rutinen er vedtatt")
        LIVED = "lived", _("Rutinen brukes i hverdagen")

    point = models.ForeignKey(FocusPoint, on_delete=models.CASCADE, related_name="states")
    city = models.ForeignKey(City, on_delete=models.CASCADE, related_name="focus_states")
    state = models.CharField("hvor står dere", max_length=10, choices=State)
    routine = models.CharField("rutinen", max_length=200, blank=True)
    evidence = models.CharField("slik ser dere det", max_length=400, blank=True)
    next_step = models.CharField("neste steg", max_length=200, blank=True)
    said_on = models.DateField(default=today)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = FocusStateQuerySet.as_manager()

    class Meta:
        ordering = ["-said_on", "-id"]
        indexes = [models.Index(fields=["point", "city", "-said_on"], name="network_state_newest")]

    def __str__(self) -> str:
        return f"{self.city} · {self.point}"
