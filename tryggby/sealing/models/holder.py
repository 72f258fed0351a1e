"""Key holders: three people of whom two together can let a colleague in again."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from tryggby.ground.door import Keyed
from tryggby.organisations.door import Membership, Organisation
from tryggby.sealing.models.key import ReadingKey


class HolderQuerySet(models.QuerySet):
    """Holders, by state."""

    def current(self):
        """Proposed by one, agreed to by another, not ended; and the person still works in the organisation."""
        return self.standing().here().filter(agreed_at__isnull=False)

    def here(self):
        """Those who work in the organisation today."""
        return self.filter(self._works_here())

    def standing(self):
        """Named and not ended: those who hold the role, who wait to be agreed to, or who have left meanwhile."""
        return self.filter(ended_at__isnull=True)

    def with_presence(self):
        """With `is_here`: whether the person works in the organisation today."""
        return self.annotate(is_here=self._works_here())

    @staticmethod
    def _works_here():
        there = Membership.objects.current().filter(person__left_at__isnull=True)
        return Exists(there.filter(person=OuterRef("person"), unit__organisation=OuterRef("organisation")))


class Holder(Keyed):
    """A person named as key holder of an organisation: proposed by its privacy officer, agreed to by a leader.

    Personal data: who holds the role, who named them. Purpose: recovery of keys by two. Seen by those who belong to the
    organisation. Kept until two years after the person left, then it leads to nobody.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="key_holders")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="key_holdings")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = HolderQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=True, agreed_by__isnull=True)
                | Q(agreed_at__isnull=False, agreed_by__isnull=False),
                name="sealing_holder_agreed",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=F("proposed_by")), name="sealing_holder_two_people"
            ),
            models.UniqueConstraint(
                fields=["organisation", "person"],
                condition=Q(ended_at__isnull=True),
                name="sealing_holder_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)


class PairLock(models.Model):
    """A private half under a key that two holders have half of each, sealed to their own keys. One row per pair.

    Personal data: none that can be read. Purpose: recovery by two. Kept as long as both are holders.
    """

    reading_key = models.ForeignKey(ReadingKey, on_delete=models.CASCADE, related_name="pair_locks")
    first = models.ForeignKey(ReadingKey, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(ReadingKey, on_delete=models.CASCADE, related_name="+")
    first_share = models.BinaryField()
    second_share = models.BinaryField()
    box = models.BinaryField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["reading_key", "first", "second"], name="sealing_pairlock_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="sealing_pairlock_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id}+{self.second_id}"
