"""Needs (food, access): sealed, counted, and forgotten."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggby.events.models.event import Event
from tryggby.events.models.signup import Signup


class NeedKind(models.TextChoices):
    """What the sign-up may ask about."""

    ALLERGY = "allergy", _("Allergi eller matintoleranse")
    DIET = "diet", _("Vegetar, halal eller annet om mat")
    WHEELCHAIR = "wheelchair", _("Plass til rullestol")
    HEARING = "hearing", _("Teleslynge eller skrivetolk")
    SIGN = "sign", _("Tegnspråktolk")
    INTERPRETER = "interpreter", _("Tolk til et annet språk")
    OTHER = "other", _("Noe annet")


class NeedKey(models.Model):
    """The key that opens one event's needs, wrapped by the installation's secret. When it is deleted, so are they."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="need_key")
    wrapped = models.BinaryField()

    def __str__(self) -> str:
        return f"key of event {self.event_id}"


class SealedNeeds(models.Model):
    """One person's needs, kinds and words, encrypted with the event's key.

    Personal data: health (allergy, access). Purpose: food and access that day. Seen by the event's coordinators.
    Deleted 14 days after the event.
    """

    signup = models.OneToOneField(Signup, on_delete=models.CASCADE, related_name="needs")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"needs of sign-up {self.signup_id}"


class NeedCount(models.Model):
    """How many asked for one kind of thing, for the kitchen; kept when the needs are gone."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="need_counts")
    kind = models.CharField(max_length=12, choices=NeedKind)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["event", "kind"]
        constraints = [models.UniqueConstraint(fields=["event", "kind"], name="events_need_count_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.number}"


class PurgeReceipt(models.Model):
    """What was deleted after an event: how many of each, when, and by which rule."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="purge_receipt")
    at = models.DateTimeField(default=timezone.now)
    rule = models.CharField(max_length=200)
    names = models.PositiveIntegerField(default=0)
    needs = models.PositiveIntegerField(default=0)
    mails = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.event_id} {self.at:%Y-%m-%d}"
