"""A dialogue meeting: leaders meet young advisers. How many young people come is kept, never who."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggby.ground.door import Keyed
from tryggby.organisations.door import Organisation, Service
from tryggby.outreach.access import hosted
from tryggby.outreach.checklist import POINTS
from tryggby.outreach.figures import FigureWords, worded
from tryggby.voices.door import Advice


class DialogueMeetingQuerySet(models.QuerySet):
    """Meetings, by who is asking."""

    def visible_to(self, person):
        """Those one runs, and those one is invited to as a leader."""
        invited = MeetingLeader.objects.filter(meeting=OuterRef("pk"), person=person.pk)
        return self.filter(Q(organisation__in=hosted(person)) | Exists(invited))

    def run_by(self, person):
        """Those one may change."""
        return self.filter(organisation__in=hosted(person))

    def public(self):
        """Held, and chosen to be shown to everybody."""
        return self.filter(held_at__isnull=False, shown_at__isnull=False)

    def with_checks(self):
        """With the number of safety points that are answered."""
        return self.annotate(checked=models.Count("checks"))


class DialogueMeeting(Keyed):
    """Leaders meet young advisers: planned, made safe, held; or off.

    Personal data: who set it up; of the young advisers only how many. Purpose: that the meeting is safe and that
    somebody answers for it. Seen by coordinators and invited leaders; when shown, title, day and promises by everybody.
    Kept as the history of what was promised; the name goes with the person.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="dialogue_meetings")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="dialogue_meetings")
    title = models.CharField(_("Hva handler møtet om?"), max_length=120)
    place = models.CharField(_("Hvor?"), max_length=160)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    advisers = models.PositiveSmallIntegerField(_("Hvor mange unge rådgivere kommer?"))
    sequence = models.PositiveIntegerField(default=0, help_text="Grows when calendars must hear of a change.")
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    held_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    shown_at = models.DateTimeField(null=True, blank=True, help_text="Since when everybody sees what was promised.")

    objects = DialogueMeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-id"]
        indexes = [models.Index(fields=["organisation", "-starts_at", "-id"], name="outreach_meetings")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="outreach_meeting_period"),
            # Nobody sits alone among leaders.
            models.CheckConstraint(condition=Q(advisers__gte=2), name="outreach_two_advisers"),
            models.CheckConstraint(
                condition=Q(held_at__isnull=True) | Q(cancelled_at__isnull=True), name="outreach_held_or_off"
            ),
            models.CheckConstraint(
                condition=Q(shown_at__isnull=True) | Q(held_at__isnull=False), name="outreach_shown_is_held"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """True while it can still be changed: not held and not off."""
        return self.held_at is None and self.cancelled_at is None

    @property
    def state(self) -> str:
        """off, held, ready or planned; needs `with_checks`."""
        if self.cancelled_at:
            return "off"
        if self.held_at:
            return "held"
        return "ready" if getattr(self, "checked", 0) >= len(POINTS) else "planned"


class SafetyCheck(models.Model):
    """One point of the checklist is in place.

    Personal data: who answered for it. Purpose: somebody has made sure. Seen by those who see the meeting.
    Kept with the meeting; the name goes with the person.
    """

    meeting = models.ForeignKey(DialogueMeeting, on_delete=models.CASCADE, related_name="checks")
    point = models.SlugField(max_length=20)
    note = models.CharField(max_length=160, blank=True, help_text="A role or a practical fact, never a name.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["meeting", "id"]
        constraints = [models.UniqueConstraint(fields=["meeting", "point"], name="outreach_check_once")]

    def __str__(self) -> str:
        return self.point


class MeetingLeader(models.Model):
    """A leader who is invited, and may promise something.

    Personal data: who. Purpose: invite, and know whose promise it is. Seen by those who see the meeting. Kept until the
    person is deleted, which does not happen by itself.
    """

    meeting = models.ForeignKey(DialogueMeeting, on_delete=models.CASCADE, related_name="leaders")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="dialogue_invitations")
    invited_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["meeting", "id"]
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="outreach_leader_once")]

    def __str__(self) -> str:
        return str(self.person)


class AgendaPointQuerySet(models.QuerySet):
    """Points of agendas, by who is asking."""

    def visible_to(self, person):
        """Those of meetings one sees."""
        return self.filter(meeting__in=DialogueMeeting.objects.visible_to(person).values("pk"))

    def run_by(self, person):
        """Those of meetings one may change."""
        return self.filter(meeting__organisation__in=hosted(person))


class AgendaPoint(Keyed):
    """One thing to decide, with a figure and a voice beside it. The figure is frozen as everybody could read it."""

    meeting = models.ForeignKey(DialogueMeeting, on_delete=models.CASCADE, related_name="points")
    number = models.PositiveSmallIntegerField()
    question = models.CharField(_("Hva skal møtet bestemme?"), max_length=200)
    figure = models.JSONField(null=True, blank=True, help_text="A released table's row, as it was.")
    advice = models.ForeignKey(Advice, on_delete=models.SET_NULL, null=True, blank=True, related_name="agenda_points")
    decision = models.CharField(_("Hva ble dere enige om?"), max_length=400, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = AgendaPointQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "number", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True) | (~Q(decision="") & Q(decided_at__isnull=False)),
                name="outreach_decision_has_time",
            )
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def shown_figure(self) -> FigureWords | None:
        """The figure in the reader's language."""
        return worded(self.figure) if self.figure else None

    @property
    def voice(self) -> Advice | None:
        """The advice, while everybody may read it."""
        found = self.advice
        return found if found and found.published_at and not found.withdrawn_at else None
