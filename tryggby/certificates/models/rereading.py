"""A package gone through again by somebody who has not made the certificate yet."""

from django.conf import settings
from django.db import models


class RereadingQuerySet(models.QuerySet):
    """Rereadings, by whose they are."""

    def of(self, person):
        """One's own."""
        return self.filter(person=person.pk)


class Rereading(models.Model):
    """A package that was finished so long ago that a certificate for it would run out, and is gone through again.

    `days` are the parts gone through so far (part → day); when all are there, `done_on` is the day and `days` is empty
    again. Who has made the certificate has the days on that one instead.

    Personal data: that parts are gone through again, and when. Purpose: a certificate made later holds from that day.
    Seen by the person. Deleted two years after the person left.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="rereadings")
    subject = models.CharField(max_length=200, help_text="The package's identifier.")
    major = models.PositiveIntegerField()
    days = models.JSONField(default=dict, help_text="Part → the day it was gone through again.")
    done_on = models.DateField(null=True, blank=True)

    objects = RereadingQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "subject", "major"], name="certificates_one_rereading")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.subject}"
