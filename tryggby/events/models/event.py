"""The event: what, when, where and for whom, with its states as dates."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggby.ground.door import OSLO, Keyed, new_key
from tryggby.organisations.door import Organisation, standing


class SeriesQuerySet(models.QuerySet):
    """Series, by what the reader may see of them."""

    def with_some_of(self, events):
        """Those that have at least one of the events."""
        return self.filter(events__in=events).distinct()


class Series(Keyed):
    """Events that belong together, such as the breakfast seminars of a year."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="event_series")
    title = models.CharField("navn på serien", max_length=120)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        ordering = ["title", "id"]
        constraints = [models.UniqueConstraint(fields=["organisation", "title"], name="events_series_title")]

    def __str__(self) -> str:
        return self.title


class EventQuerySet(models.QuerySet):
    """Events, by state and by who is asking."""

    def published(self):
        """Everything that was announced, also what was cancelled later."""
        return self.filter(published_at__isnull=False)

    def coming(self, now=None):
        """Not over yet."""
        return self.filter(ends_at__gte=now or timezone.now())

    def past(self, now=None):
        """Over."""
        return self.filter(ends_at__lt=now or timezone.now())

    def open_to(self, person):
        """What a visitor may read: announced and not archived; internal events only for the organisation's own.

        Events that belong to a page of another room are read there.
        """
        found = self.published().filter(archived_at__isnull=True, home="")
        own = standing(person).organisations
        return found.filter(~Q(kind=Event.Kind.INTERNAL) | Q(organisation__in=own))

    def with_link_for(self, person):
        """What a visitor may open with a link or a code in the room: also events that belong to another page."""
        return self.open_to(person) | self.published().filter(archived_at__isnull=True).exclude(home="")

    def visible_to(self, person):
        """Events of the organisations that the person coordinates."""
        return self.filter(organisation__in=standing(person).coordinated)

    def with_door_for(self, person):
        """Events whose door the person may keep: as coordinator or as appointed doorkeeper."""
        from tryggby.events.models.doorkeeper import Doorkeeper

        kept = Doorkeeper.objects.current().filter(person=person.pk).values("event")
        return self.filter(Q(organisation__in=standing(person).coordinated) | Q(pk__in=kept))


class Event(Keyed):
    """Something people turn up to, in the room or on the stream. States are dates; UID and slug never change."""

    class Kind(models.TextChoices):
        PUBLIC = "public", _("Åpent arrangement")
        INTERNAL = "internal", _("Internt")
        TRAINING = "training", _("Opplæringsdag")
        DIALOGUE = "dialogue", _("Dialogmøte")
        OUTREACH = "outreach", _("Oppvekstdag")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="events")
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField("slag", max_length=10, choices=Kind, default=Kind.PUBLIC)
    title = models.CharField("tittel", max_length=160)
    lead = models.CharField("ingress", max_length=400, blank=True)
    body = models.TextField("tekst", max_length=8000, blank=True)
    starts_at = models.DateTimeField("starter")
    ends_at = models.DateTimeField("slutter")
    doors_at = models.DateTimeField("dørene åpner", null=True, blank=True)
    place = models.CharField("sted", max_length=160, blank=True)
    address = models.CharField("adresse", max_length=200, blank=True)
    map_url = models.URLField("kart", max_length=400, blank=True)
    food = models.CharField("mat", max_length=200, blank=True)
    access_info = models.TextField("tilgjengelighet", max_length=1000, blank=True)
    filming_text = models.TextField("om filming", max_length=1000, blank=True)
    organiser = models.CharField("arrangør", max_length=200, blank=True)
    partners = models.CharField("samarbeidspartnere", max_length=400, blank=True)
    funding = models.CharField("finansiering", max_length=400, blank=True)
    contact = models.CharField("kontakt", max_length=200, blank=True)
    series = models.ForeignKey(Series, on_delete=models.SET_NULL, null=True, blank=True, related_name="events")
    first_run = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="other_runs")
    run = models.PositiveSmallIntegerField("omgang", default=1)
    home = models.CharField(
        max_length=200, blank=True, help_text="Path of the page in another room that this event belongs to."
    )
    asks = models.JSONField(default=list, blank=True, help_text="Kinds of needs the sign-up asks about.")
    stream_url = models.URLField("lenke til sendingen", max_length=500, blank=True)
    stream_mail_at = models.DateTimeField("når lenken sendes", null=True, blank=True)
    stream_mailed_at = models.DateTimeField(null=True, blank=True)
    reminder_at = models.DateTimeField("når påminnelsen sendes", null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField("påmeldingen stenger", null=True, blank=True)
    recording_by = models.DateField("opptaket kommer innen", null=True, blank=True)
    uid = models.CharField(max_length=200, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    moved_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.CharField("hvorfor", max_length=400, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    purged_at = models.DateTimeField(null=True, blank=True, help_text="When names and needs were deleted.")

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="events_event_ends_after_start"),
            models.CheckConstraint(
                condition=Q(doors_at__isnull=True) | Q(doors_at__lte=F("starts_at")), name="events_event_doors_first"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | Q(published_at__isnull=False),
                name="events_event_cancelled_was_published",
            ),
            models.CheckConstraint(
                condition=Q(held_at__isnull=True) | Q(cancelled_at__isnull=True), name="events_event_held_or_cancelled"
            ),
            models.CheckConstraint(condition=Q(run__gte=1), name="events_event_run"),
            models.UniqueConstraint(fields=["first_run", "run"], name="events_event_run_once"),
        ]
        indexes = [
            models.Index(fields=["organisation", "starts_at"], name="events_event_own"),
            models.Index(
                fields=["starts_at", "id"], name="events_event_listed", condition=Q(published_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs):
        if not self.uid:
            self.key = self.key or new_key()
            self.uid = f"arrangement-{self.key}@{urlsplit(settings.BASE_URL).hostname or 'tryggby.example'}"
        super().save(*args, **kwargs)

    @property
    def state(self) -> str:
        """draft, published, cancelled, held or archived."""
        if self.archived_at:
            return "archived"
        if self.cancelled_at:
            return "cancelled"
        if self.held_at:
            return "held"
        return "published" if self.published_at else "draft"

    @property
    def is_over(self) -> bool:
        """True when the end has passed."""
        return self.ends_at < timezone.now()

    @property
    def is_open(self) -> bool:
        """True while people can sign up."""
        closes = self.closes_at or self.ends_at
        return self.state == "published" and closes > timezone.now() and not self.is_over

    @property
    def starts(self):
        """The start on the clock in Oslo."""
        return self.starts_at.astimezone(OSLO)

    @property
    def ends(self):
        """The end on the clock in Oslo."""
        return self.ends_at.astimezone(OSLO)

    @property
    def doors(self):
        """When the doors open, on the clock in Oslo."""
        return self.doors_at and self.doors_at.astimezone(OSLO)

    @property
    def where(self) -> str:
        """Place and address on one line."""
        return ", ".join(part for part in (self.place, self.address) if part)

    @property
    def paragraphs(self) -> list[str]:
        """The text as plain paragraphs."""
        return [part.strip() for part in self.body.replace("\r\n", "\n").split("\n\n") if part.strip()]


class AudienceTag(models.Model):
    """One group that an event is for."""

    class Group(models.TextChoices):
        STAFF = "staff", _("Ansatte i kommuner og bydeler")
        LEADERS = "leaders", _("Ledere")
        POLITICIANS = "politicians", _("Politikere")
        MINISTRIES = "ministries", _("Departementer og direktorater")
        ORGANISATIONS = "organisations", _("Organisasjoner")
        STUDENTS = "students", _("Studenter")
        PARENTS = "parents", _("Foreldre")
        YOUNG = "young", _("Barn og unge")
        OTHERS = "others", _("Andre interesserte")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="audiences")
    group = models.CharField(max_length=20, choices=Group)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["event", "group"], name="events_audience_once")]

    def __str__(self) -> str:
        return self.get_group_display()


class EventChange(models.Model):
    """The event was moved: what it was, what it became, and why.

    Personal data: who moved it. Purpose: know whom to ask. Seen by the event's coordinators. Kept with the event; the
    name goes with the person.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    former_starts_at = models.DateTimeField()
    former_ends_at = models.DateTimeField()
    former_place = models.CharField(max_length=160, blank=True)
    former_address = models.CharField(max_length=200, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    because = models.CharField("hvorfor", max_length=400, blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.former_starts_at:%Y-%m-%d} → {self.starts_at:%Y-%m-%d}"
