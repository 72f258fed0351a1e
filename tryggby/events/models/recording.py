"""The recording: promised, uploaded or linked, captioned, published; and who asked to hear of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from tryggby.events.models.event import Event
from tryggby.ground.door import Keyed, today


class RecordingQuerySet(models.QuerySet):
    """Recordings, by state and by who is asking."""

    def published(self):
        """Open for everybody who may read the event's page."""
        return self.filter(published_at__isnull=False)

    def open_to(self, person):
        """Published recordings of events that the person may read."""
        return self.published().filter(event__in=Event.objects.open_to(person))

    def visible_to(self, person):
        """Recordings of the events that the person coordinates, in every state."""
        return self.filter(event__in=Event.objects.visible_to(person))


class Recording(Keyed):
    """The recording of one event: a file of our own or a link to a player, with captions and a text of what is said.

    The database refuses a published recording without source, captions or text.
    """

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="recording")
    link = models.URLField("lenke til opptaket", max_length=500, blank=True)
    stored = models.CharField(max_length=200, blank=True, help_text="The file's name in the store.")
    content_type = models.CharField(max_length=40, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    uploaded_at = models.DateTimeField(null=True, blank=True)
    captions = models.TextField(blank=True, help_text="WebVTT, checked and written anew.")
    captioned_at = models.DateTimeField(null=True, blank=True)
    transcript = models.TextField("tekstutgave", blank=True)
    transcribed_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True, help_text="When those who asked were mailed.")

    objects = RecordingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=True)
                | (
                    Q(uploaded_at__isnull=False, captioned_at__isnull=False, transcribed_at__isnull=False)
                    & ~Q(captions="")
                    & ~Q(transcript="")
                ),
                name="events_recording_published_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(uploaded_at__isnull=True, stored="", link="")
                | (Q(uploaded_at__isnull=False) & (~Q(stored="") | ~Q(link="")) & (Q(stored="") | Q(link=""))),
                name="events_recording_one_source",
            ),
        ]

    def __str__(self) -> str:
        return str(self.event)

    @property
    def state(self) -> str:
        """promised, uploaded, captioned or published."""
        if self.published_at:
            return "published"
        if self.captioned_at and self.transcribed_at and self.uploaded_at:
            return "captioned"
        return "uploaded" if self.uploaded_at else "promised"

    @property
    def paragraphs(self) -> list[str]:
        """The text of what is said, as paragraphs."""
        return [part.strip() for part in self.transcript.split("\n\n") if part.strip()]


class SpeakerConsent(models.Model):
    """A speaker said yes to the recording being published, on a date.

    Keyed by how the programme names the speaker, so that a new programme keeps the consents that still fit.

    Personal data: a speaker's name and yes, and who noted it. Purpose: publish lawfully. Seen by the event's
    coordinators. Deleted when it is withdrawn; otherwise kept with the event.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="consents")
    who = models.CharField(max_length=450)
    given_on = models.DateField(default=today)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["event", "id"]
        constraints = [models.UniqueConstraint(fields=["event", "who"], name="events_consent_once")]

    def __str__(self) -> str:
        return f"{self.who} {self.given_on:%Y-%m-%d}"


class RecordingWish(models.Model):
    """Someone wants a mail when the recording is there.

    Personal data: an address. Purpose: one mail. Seen by nobody. Deleted when the mail is written, or a year after
    the event.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="recording_wishes")
    email = models.EmailField()
    language = models.CharField(max_length=5, default="nb")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["event", "email"], name="events_recording_wish_once")]

    def __str__(self) -> str:
        return str(self.pk)
