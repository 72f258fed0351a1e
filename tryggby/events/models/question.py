"""Questions from the room and from the stream, in one list that a coordinator keeps."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggby.events.models.event import Event
from tryggby.ground.door import Keyed


class QuestionQuerySet(models.QuerySet):
    """Questions, by where they are on the way."""

    def visible_to(self, person):
        """Questions at the events that the person coordinates."""
        return self.filter(event__in=Event.objects.visible_to(person))

    def new(self):
        """Nobody has looked at them."""
        return self.filter(approved_at__isnull=True, hidden_at__isnull=True)

    def shown(self):
        """Approved and not answered yet, the oldest first."""
        return self.filter(approved_at__isnull=False, hidden_at__isnull=True, answered_at__isnull=True)

    def answered(self):
        """Answered, the newest first."""
        return self.filter(answered_at__isnull=False, hidden_at__isnull=True).order_by("-answered_at", "-id")

    def hidden(self):
        """Taken away."""
        return self.filter(hidden_at__isnull=False)


class Question(Keyed):
    """One question to the speakers. Who asked is not kept. Deleted 14 days after the event."""

    class Source(models.TextChoices):
        ROOM = "room", _("Fra salen")
        STREAM = "stream", _("På nett")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="questions")
    text = models.CharField("spørsmål", max_length=280)
    source = models.CharField(max_length=6, choices=Source, default=Source.ROOM)
    asked_at = models.DateTimeField(default=timezone.now)
    approved_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(approved_at__isnull=False),
                name="events_question_answered_was_approved",
            ),
        ]
        indexes = [models.Index(fields=["event", "asked_at", "id"], name="events_question_list")]

    def __str__(self) -> str:
        return self.text

    @property
    def state(self) -> str:
        """new, shown, answered or hidden."""
        if self.hidden_at:
            return "hidden"
        if self.answered_at:
            return "answered"
        return "shown" if self.approved_at else "new"
