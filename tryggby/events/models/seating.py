"""Places: how many there are in the room and on the stream, and each single seat."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tryggby.events.models.event import Event


class Seating(models.Model):
    """The places of one mode of an event, with its counters.

    `taken`, `waiting` and `arrived` are kept in the same transaction as the rows they count, so that a page
    costs the same with ten sign-ups and with ten thousand.
    """

    class Mode(models.TextChoices):
        ROOM = "room", _("I salen")
        STREAM = "stream", _("På nett")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="seatings")
    mode = models.CharField("hvordan", max_length=6, choices=Mode)
    places = models.PositiveIntegerField("plasser", null=True, blank=True)
    taken = models.PositiveIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)
    arrived = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["event", "mode"]
        constraints = [
            models.UniqueConstraint(fields=["event", "mode"], name="events_seating_once"),
            models.CheckConstraint(condition=Q(places__isnull=True) | Q(places__gte=1), name="events_seating_places"),
            models.CheckConstraint(
                condition=Q(places__isnull=True) | Q(taken__lte=F("places")), name="events_seating_not_oversold"
            ),
            models.CheckConstraint(
                condition=Q(mode="stream") | Q(places__isnull=False), name="events_seating_room_has_an_end"
            ),
        ]

    def __str__(self) -> str:
        return self.get_mode_display()

    @property
    def free(self) -> int | None:
        """Places left; None when there is no end to them."""
        return None if self.places is None else self.places - self.taken

    @property
    def is_full(self) -> bool:
        """True when the next one has to wait."""
        return self.places is not None and self.taken >= self.places

    @property
    def is_scarce(self) -> bool:
        """True when few places are left, so that an address is confirmed before it keeps one."""
        return self.places is not None and (self.waiting > 0 or (self.places - self.taken - 1) * 5 <= self.places)


class Seat(models.Model):
    """One numbered place. It holds one sign-up at most, and a sign-up one seat per seating: the database says so.

    Who is on the stream and is offered a place in the room holds one of each until the answer.
    """

    seating = models.ForeignKey(Seating, on_delete=models.CASCADE, related_name="seats")
    number = models.PositiveIntegerField()
    signup = models.ForeignKey("events.Signup", on_delete=models.RESTRICT, null=True, blank=True, related_name="seats")

    class Meta:
        ordering = ["seating", "number"]
        constraints = [
            models.UniqueConstraint(fields=["seating", "number"], name="events_seat_number"),
            models.UniqueConstraint(fields=["seating", "signup"], name="events_seat_one_each"),
            models.CheckConstraint(condition=Q(number__gte=1), name="events_seat_from_one"),
        ]
        indexes = [
            models.Index(fields=["seating", "number"], name="events_seat_free", condition=Q(signup__isnull=True))
        ]

    def __str__(self) -> str:
        return str(self.number)
