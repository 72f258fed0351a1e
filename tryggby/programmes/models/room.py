"""The room's code on the wall, and who said «I am here» with it: by first name and unit, or signed in."""

import datetime as dt
import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tryggby.ground.door import Keyed
from tryggby.organisations.door import Unit, standing
from tryggby.programmes.models.attendance import Attendance
from tryggby.programmes.models.enrolment import Enrolment
from tryggby.programmes.models.gathering import Gathering

# Signs that nobody takes for another from the back row or on a note: no vowels, no 0 O 1 I L, 2 Z, 5 S, 8 B, V U.
SIGNS = "34679CDFGHJKMNPQRTWXY"
CODE_LENGTH, RECEIPT_LENGTH = 5, 6
# The door opens so long before the gathering, and closes so long after its end.
BEFORE, AFTER = dt.timedelta(hours=1), dt.timedelta(hours=1)
# First names of guests are forgotten so many days after they came; the counts stay.
NAME_DAYS = 30


class RoomCodeQuerySet(models.QuerySet):
    """Room codes, by time."""

    def standing(self):
        """Codes that nobody has taken down."""
        return self.filter(ended_at__isnull=True)

    def open(self, now: dt.datetime | None = None):
        """Codes that take people in now."""
        now = now or timezone.now()
        return self.standing().filter(opens_at__lte=now, closes_at__gt=now, gathering__cancelled_at__isnull=True)


class RoomCode(models.Model):
    """The code on the wall of one gathering, from a time until a time; a new one takes the place of the former.

    Personal data: who hung it up. Purpose: know whom to ask. Seen by the cohort's coordinators. Kept with the cohort;
    the name goes with the person.
    """

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="room_codes")
    code = models.CharField(max_length=6, unique=True)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True, help_text="Taken down, or another code took its place.")
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = RoomCodeQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["gathering"], condition=Q(ended_at__isnull=True), name="programmes_room_one_code"
            ),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="programmes_room_closes_after"),
        ]

    def __str__(self) -> str:
        return self.code

    def is_open(self, now: dt.datetime | None = None) -> bool:
        """True while the code takes people in."""
        return self.ended_at is None and self.opens_at <= (now or timezone.now()) < self.closes_at


class ArrivalQuerySet(models.QuerySet):
    """Arrivals, by state and by who is asking."""

    def live(self):
        """Not taken away."""
        return self.filter(undone_at__isnull=True)

    def waiting(self):
        """Counted, but not yet on anybody's line in the roll."""
        return self.live().filter(enrolment__isnull=True)

    def run_by(self, person):
        """Of the cohorts one runs."""
        return self.filter(gathering__cohort__organisation__in=standing(person).coordinated)


class Arrival(Keyed):
    """Someone who said «I am here» with the room's code.

    A guest is a first name and a unit, and no more: two of one name at one unit are told apart by `number`, and nobody
    is guessed to be somebody. The coordinator ties the row to a line of the roll (`enrolment`), or the guest does,
    signed in, with the `receipt`.

    Personal data: a first name, a unit, that somebody came. Purpose: know who has been trained. Seen by the cohort's
    coordinators, and by the person once claimed. The first name is emptied after 30 days; the row is kept as an
    attendance is.
    """

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="arrivals")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="arrivals")
    other_unit = models.CharField("annen enhet", max_length=120, blank=True)
    place_key = models.CharField(max_length=130, help_text="The unit's key, or the tidied words of another unit.")
    given_name = models.CharField("fornavn", max_length=60, blank=True)
    name_key = models.CharField(max_length=60, blank=True)
    number = models.PositiveSmallIntegerField(default=1, help_text="Tells two of one name at one unit apart.")
    token = models.CharField(max_length=64, null=True, unique=True, help_text="SHA-256 of the form's key.")
    receipt = models.CharField(max_length=6, unique=True)
    arrived_at = models.DateTimeField(default=timezone.now)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="arrivals"
    )
    claimed_at = models.DateTimeField(null=True, blank=True)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.SET_NULL, null=True, blank=True, related_name="arrivals")
    matched_at = models.DateTimeField(null=True, blank=True)
    matched_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    name_forgotten_at = models.DateTimeField(null=True, blank=True)

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        ordering = ["-arrived_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["gathering", "place_key", "name_key", "number"],
                condition=Q(undone_at__isnull=True) & ~Q(name_key=""),
                name="programmes_arrival_name_once",
            ),
            models.UniqueConstraint(
                fields=["gathering", "person"],
                condition=Q(undone_at__isnull=True, person__isnull=False),
                name="programmes_arrival_person_once",
            ),
        ]
        indexes = [models.Index(fields=["arrived_at"], name="programmes_arrival_at")]

    def __str__(self) -> str:
        return self.receipt

    @property
    def place(self) -> str:
        """The unit in words."""
        return self.unit.name if self.unit else self.other_unit


def new_code(length: int = CODE_LENGTH) -> str:
    """A random code of signs that can be read from the back row."""
    return "".join(secrets.choice(SIGNS) for _ in range(length))


def tidy_code(text: str) -> str:
    """A code as it is stored, from what somebody typed."""
    return "".join(sign for sign in text.upper() if sign.isalnum())[:12]


def hash_of_form(gathering: Gathering, once: str, *, place_key: str, name_key: str) -> str:
    """What is kept of the key that came with a form, and of what was written in it."""
    return hashlib.sha256("\0".join([gathering.key, once, place_key, name_key]).encode()).hexdigest()


def present_count(gathering: Gathering) -> int:
    """How many people are here: lines of the roll, and arrivals that are on no line yet. Two queries."""
    roll = Attendance.objects.attended().filter(gathering=gathering).order_by().count()
    return roll + Arrival.objects.waiting().filter(gathering=gathering).order_by().count()
