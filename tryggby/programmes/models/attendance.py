"""Who was there: by name, or as a headcount per unit."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggby.organisations.door import Unit, standing
from tryggby.programmes.models.enrolment import Enrolment
from tryggby.programmes.models.gathering import Gathering


class AttendanceQuerySet(models.QuerySet):
    """Attendances, by what and by who is asking."""

    def attended(self):
        """Present, the whole time or a part of it."""
        return self.filter(state__in=[Attendance.State.PRESENT, Attendance.State.PARTLY])

    def visible_to(self, person):
        """Of cohorts one runs, of units one leads, and one's own."""
        stands = standing(person)
        return self.filter(
            models.Q(enrolment__cohort__organisation__in=stands.coordinated)
            | models.Q(enrolment__unit__in=stands.led)
            | models.Q(enrolment__person=person.pk)
        )


class Attendance(models.Model):
    """Whether one enrolled person was at one gathering. Never why not.

    Personal data: presence, and who recorded it. Purpose: know who has been trained. Seen by the person, the unit's
    leader, the cohort's coordinator. Kept until two years after the person left, then it leads to nobody.
    """

    class State(models.TextChoices):
        PRESENT = "present", _("Til stede")
        PARTLY = "partly", _("En del av tiden")
        ABSENT = "absent", _("Ikke til stede")

    class Source(models.TextChoices):
        ROLL = "roll", _("Opprop")
        QR = "qr", _("Egen telefon")
        CODE = "code", _("Koden på veggen")

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="attendances")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="attendances")
    state = models.CharField(max_length=8, choices=State)
    source = models.CharField(max_length=5, choices=Source, default=Source.ROLL)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering = ["gathering", "enrolment"]
        constraints = [models.UniqueConstraint(fields=["gathering", "enrolment"], name="programmes_attendance_once")]

    def __str__(self) -> str:
        return self.get_state_display()


class Headcount(models.Model):
    """How many of a unit were at a gathering, without names.

    Personal data: who counted. Purpose: know whom to ask. Seen by the cohort's coordinators. Kept with the cohort; the
    name goes with the person.
    """

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="headcounts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="headcounts")
    count = models.PositiveSmallIntegerField("antall")
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["gathering", "unit"]
        constraints = [models.UniqueConstraint(fields=["gathering", "unit"], name="programmes_headcount_once")]

    def __str__(self) -> str:
        return str(self.count)
