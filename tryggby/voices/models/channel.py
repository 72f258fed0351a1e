"""Where children can say what they mean: one channel for a place, and what they were promised there."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggby.ground.door import Keyed
from tryggby.organisations.door import Organisation, Service, Unit, standing
from tryggby.sealing.door import Envelope

# No vowels and no look-alikes (0/O, 1/I/L, 2/Z, 5/S, 8/B, U): easy to read off a wall.
CODE_SIGNS = "34679CDFGHJKMNPQRTVWXY"
CODE_LENGTH = 6


def new_code() -> str:
    """A random code of six signs for a poster."""
    return "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH))


class ChannelQuerySet(models.QuerySet):
    """Channels, by state and by who is asking."""

    def visible_to(self, person):
        """Channels of the units one leads and of the organisations one coordinates."""
        held = standing(person)
        return self.filter(Q(unit__in=held.led) | Q(organisation__in=held.coordinated))

    def of_rosters(self, rosters):
        """The channels that rosters are for."""
        return self.filter(pk__in=rosters.values("channel"))

    def opened_by(self, reading_key):
        """The channels of texts that a key opens."""
        mine = Envelope.objects.filter(purpose__startswith="voices.", wraps__reading_key=reading_key)
        return self.filter(key__in=mine.values("channel"))

    def open(self):
        """Channels that take in answers now."""
        return self.filter(opened_at__isnull=False, paused_at__isnull=True, closed_at__isnull=True)

    def live(self):
        """Channels that are not closed for good."""
        return self.filter(closed_at__isnull=True)


class Channel(Keyed):
    """A place where children can say what they mean about one unit or one service. States are dates.

    Personal data: who set it up. Purpose: know whom to ask. Seen by leaders and coordinators. Kept with the channel.
    """

    class AgeBand(models.TextChoices):
        UNDER_13 = "under13", _("Under 13 år")
        FROM_13 = "from13", _("13 år og eldre")

    class FacePack(models.TextChoices):
        THREE = "three", _("Tre fjes")
        FIVE = "five", _("Fem fjes")
        HAPPY = "happy", _("Fem grader av glad")

    class Takes(models.TextChoices):
        NOTHING = "nothing", _("Bare fjes og svar man velger")
        TEXT = "text", _("Også egne ord")
        DRAWING = "drawing", _("Også egne ord og tegning")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="channels")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="channels")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="channels")
    name = models.CharField("navnet barna kjenner", max_length=80)
    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    age_band = models.CharField("alder", max_length=8, choices=AgeBand)
    languages = models.JSONField("språk", default=list, help_text="Codes of texts/flow, the first one shown first.")
    face_pack = models.CharField("fjes", max_length=6, choices=FacePack, default=FacePack.FIVE)
    takes = models.CharField("egne ord", max_length=8, choices=Takes, default=Takes.NOTHING)
    reader = models.CharField("hvem leser", max_length=120, help_text="A role or name that the children know.")
    reads_on = models.JSONField("lesedager", default=list, help_text="Weekdays, Monday is 0.")
    answer_within = models.PositiveSmallIntegerField("svarer innen (dager)", default=14)
    least = models.PositiveSmallIntegerField("minste antall svar før tall vises", default=10)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_because = models.CharField("hvorfor", max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ChannelQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(age_band="under13", least__gte=20) | Q(age_band="from13", least__gte=10),
                name="voices_channel_least",
            ),
            models.CheckConstraint(
                condition=Q(paused_at__isnull=True) | Q(opened_at__isnull=False), name="voices_channel_paused_was_open"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> str:
        """draft, open, paused or closed."""
        if self.closed_at:
            return "closed"
        if self.paused_at:
            return "paused"
        return "open" if self.opened_at else "draft"

    @property
    def promise(self):
        """What children are promised now."""
        return self.promises.order_by("-number").first()

    @property
    def question_set(self):
        """What children are asked now."""
        return self.question_sets.order_by("-number").first()


class Promise(models.Model):
    """One version of what the children of a channel are promised before the first question. Never changed.

    Personal data: the reader's role, or the name the children know. Purpose: tell who reads. Seen by everybody. Kept:
    it shows what the children were promised.
    """

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="promises")
    number = models.PositiveSmallIntegerField()
    standard = models.CharField(max_length=20, help_text="Version of the standard text in texts/flow.")
    reader = models.CharField(max_length=120)
    reads_on = models.JSONField(default=list)
    answer_within = models.PositiveSmallIntegerField()
    words = models.JSONField(default=dict, help_text="Language to the steps as they were shown.")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["channel", "number"]
        constraints = [models.UniqueConstraint(fields=["channel", "number"], name="voices_promise_number")]

    def __str__(self) -> str:
        return f"{self.channel} {self.number}"
