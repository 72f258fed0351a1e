"""What a leader promised the young advisers: by when, and what came of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggby.ground.door import Keyed, today
from tryggby.outreach.access import hosted
from tryggby.outreach.models.meeting import AgendaPoint, DialogueMeeting


class MeetingPromiseQuerySet(models.QuerySet):
    """Promises, by who is asking."""

    def visible_to(self, person):
        """One's own, and those of meetings one sees."""
        seen = DialogueMeeting.objects.visible_to(person).values("pk")
        return self.filter(Q(owner=person.pk) | Q(meeting__in=seen))

    def kept_by(self, person):
        """One's own, and those of meetings one runs: may be answered."""
        return self.filter(Q(owner=person.pk) | Q(meeting__organisation__in=hosted(person)))

    def waiting(self):
        """Not kept yet, the nearest date first."""
        return self.filter(done_on__isnull=True).order_by("due_on", "pk")

    def public(self):
        """Those of meetings that are shown to everybody."""
        return self.filter(meeting__held_at__isnull=False, meeting__shown_at__isnull=False)


class MeetingPromise(Keyed):
    """One promise, with an owner and a date; kept when it says what was done.

    Personal data: which leader made it. Purpose: that it is kept. Seen by those who see the meeting; everybody sees
    the role alone. Kept with the meeting; the name goes after five years, or with the person.
    """

    meeting = models.ForeignKey(DialogueMeeting, on_delete=models.PROTECT, related_name="promises")
    point = models.ForeignKey(AgendaPoint, on_delete=models.SET_NULL, null=True, blank=True, related_name="promises")
    text = models.CharField(_("Hva lover du?"), max_length=200)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="dialogue_promises",
        verbose_name=_("Hvem passer på?"),
    )
    owner_role = models.CharField(_("Hvilken rolle vises?"), max_length=120)
    due_on = models.DateField(_("Frist"))
    made_at = models.DateTimeField(default=timezone.now)
    done_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(_("Hva ble gjort?"), max_length=300, blank=True)

    objects = MeetingPromiseQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", done_on__isnull=True) | (~Q(outcome="") & Q(done_on__isnull=False)),
                name="outreach_done_says_what",
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_late(self) -> bool:
        """True when the date has passed and nothing has been told."""
        return self.done_on is None and self.due_on < today()
