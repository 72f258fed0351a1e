"""A colleague's place in a practice: invited, answered, was there."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tryggby.mentoring.models.practice import Practice


class ParticipationQuerySet(models.QuerySet):
    """Places, by who is asking."""

    def visible_to(self, person):
        """One's own invitations."""
        return self.filter(person=person.pk, invited_at__isnull=False)


class Participation(models.Model):
    """One colleague and one practice. Attendance only: nothing about how somebody did.

    Personal data: invitation, answer, attendance. Purpose: plan practice and count reach. Seen by the
    person, the unit's mentors and its own leader. Kept two years after the practice.
    """

    class Answer(models.TextChoices):
        NONE = "none", _("Ikke svart")
        YES = "yes", _("Kommer")
        NO = "no", _("Kommer ikke")

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="participations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="participations")
    invited_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=4, choices=Answer, default=Answer.NONE)
    answered_at = models.DateTimeField(null=True, blank=True)
    present_at = models.DateTimeField(null=True, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        ordering = ["practice", "person__family_name", "person__given_name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["practice", "person"], name="mentoring_participation_once"),
            models.CheckConstraint(
                condition=Q(answer="none", answered_at__isnull=True)
                | (~Q(answer="none") & Q(answered_at__isnull=False)),
                name="mentoring_participation_answered",
            ),
        ]
        indexes = [models.Index(fields=["person", "present_at"], name="mentoring_participation_person")]

    def __str__(self) -> str:
        return f"{self.person} · {self.practice}"
