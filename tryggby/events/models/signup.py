"""One person's place at an event, or in the queue for it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from tryggby.events.models.event import Event
from tryggby.events.models.seating import Seating
from tryggby.ground.door import Keyed


class SignupQuerySet(models.QuerySet):
    """Sign-ups, by state."""

    def live(self):
        """Not cancelled."""
        return self.filter(cancelled_at__isnull=True)

    def confirmed(self):
        """Those who have a place of their own."""
        return self.live().filter(confirmed_at__isnull=False)

    def on(self, mode: str):
        """In the room, or on the stream."""
        return self.filter(seating__mode=mode)

    def queue(self, seating: Seating):
        """Who waits for this seating and has no offer, first come first."""
        return (
            self.live()
            .filter(seating=seating, waiting_since__isnull=False, offered_at__isnull=True)
            .order_by("waiting_since", "id")
        )

    def would_rather_come(self, event: Event):
        """Stream people who want a seat in the room and have no offer, first come first."""
        return (
            self.confirmed()
            .filter(event=event, wants_room_since__isnull=False, offered_at__isnull=True)
            .order_by("wants_room_since", "id")
        )

    def with_expired_offer(self, now=None):
        """Those whose offer has run out."""
        return self.live().filter(offer_expires_at__lte=now or timezone.now())


class Signup(Keyed):
    """One person's sign-up.

    Confirmed, waiting, or offered a place until a time; on the stream one may be confirmed and offered a seat in the
    room at once. `revision` grows with the person's own changes, so that their calendar follows.

    Personal data: name, address, workplace, language, and who signed up a colleague. Purpose: keep a place and send
    what belongs to it. Seen by the event's coordinators; doorkeepers see name and workplace. Name, address and
    workplace are deleted 14 days after the event; the row is kept as a count.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="signups")
    seating = models.ForeignKey(Seating, on_delete=models.CASCADE, related_name="signups")
    name = models.CharField("navn", max_length=120, blank=True)
    email = models.EmailField("e-post", blank=True)
    workplace = models.CharField("arbeidssted", max_length=160, blank=True)
    language = models.CharField(max_length=5, default="nb")
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    waiting_since = models.DateTimeField(null=True, blank=True)
    wants_room_since = models.DateTimeField(null=True, blank=True)
    offered_at = models.DateTimeField(null=True, blank=True)
    offer_expires_at = models.DateTimeField(null=True, blank=True)
    offers = models.PositiveSmallIntegerField(default=0)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveSmallIntegerField(default=0)
    stream_epoch = models.PositiveSmallIntegerField(default=0, help_text="Raised to make the stream link invalid.")
    signed_up_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    walked_in_at = models.DateTimeField(null=True, blank=True)

    objects = SignupQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "email"],
                condition=Q(cancelled_at__isnull=True) & ~Q(email=""),
                name="events_signup_one_per_address",
            ),
            models.CheckConstraint(
                condition=Q(offered_at__isnull=True, offer_expires_at__isnull=True)
                | Q(offered_at__isnull=False, offer_expires_at__isnull=False),
                name="events_signup_offer_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True)
                | Q(waiting_since__isnull=True, offered_at__isnull=True, wants_room_since__isnull=True),
                name="events_signup_cancelled_holds_nothing",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=False)
                | Q(confirmed_at__isnull=False, waiting_since__isnull=True)
                | Q(confirmed_at__isnull=True, waiting_since__isnull=False)
                | Q(confirmed_at__isnull=True, offered_at__isnull=False),
                name="events_signup_one_state",
            ),
            models.CheckConstraint(
                condition=Q(wants_room_since__isnull=True) | Q(confirmed_at__isnull=False),
                name="events_signup_wish_has_a_place",
            ),
        ]
        indexes = [
            models.Index(fields=["event", "name", "id"], name="events_signup_list"),
            models.Index(
                fields=["seating", "waiting_since", "id"],
                name="events_signup_queue",
                condition=Q(waiting_since__isnull=False),
            ),
            models.Index(
                fields=["event", "wants_room_since", "id"],
                name="events_signup_wish",
                condition=Q(wants_room_since__isnull=False),
            ),
            models.Index(
                fields=["offer_expires_at"], name="events_signup_expiry", condition=Q(offer_expires_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def state(self) -> str:
        """cancelled, offered, confirmed or waiting (a stream place with an offer counts as offered)."""
        if self.cancelled_at:
            return "cancelled"
        if self.offered_at:
            return "offered"
        return "confirmed" if self.confirmed_at else "waiting"

    @property
    def must_confirm(self) -> bool:
        """True when the place is held until the address is confirmed."""
        return bool(self.offered_at and not self.waiting_since and not self.confirmed_at and not self.cancelled_at)

    @property
    def arrival(self) -> "CheckIn | None":
        """When and how the person came; None until then."""
        return getattr(self, "check_in", None)

    @property
    def is_forgotten(self) -> bool:
        """True when name and address are deleted."""
        return not self.name


class CheckIn(models.Model):
    """Someone came. One row per sign-up, however often the code is read.

    Personal data: who was there, through the sign-up, and who met them at the door. Purpose: count. Seen by the event's
    coordinators and doorkeepers. Nameless after 14 days; who met them at the door is kept.
    """

    class How(models.TextChoices):
        CODE = "code", "QR"
        NAME = "name", "navn"
        WALK_IN = "walk_in", "uten påmelding"

    signup = models.OneToOneField(Signup, on_delete=models.CASCADE, related_name="check_in")
    at = models.DateTimeField(default=timezone.now)
    how = models.CharField(max_length=8, choices=How)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.signup} {self.at:%H:%M}"
