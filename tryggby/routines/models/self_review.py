"""A unit looks at itself: what the group agreed on for each item, in its own words, and what it will do about it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggby.ground.door import Keyed, today
from tryggby.organisations.door import Unit, colleagues, standing


class SelfReviewQuerySet(models.QuerySet):
    """Self-reviews, by who is asking."""

    def visible_to(self, person):
        """Those of units one works in or leads directly; leaders further up see only that it is done."""
        held = standing(person)
        return self.filter(unit__in=held.member | held.led_directly)

    def led_by(self, person):
        """Those of units one leads directly: may be written in."""
        return self.filter(unit__in=standing(person).led_directly)

    def done(self):
        """Closed, the newest first."""
        return self.filter(closed_at__isnull=False).order_by("-closed_at", "-pk")


class SelfReview(Keyed):
    """One meeting. A pulse asks one item for each core element, some months after the `baseline`.

    Personal data: which leader began it. Purpose: somebody leads the meeting. Seen by the unit and its leader. Kept as
    long as the unit compares with itself; the name is taken off after five years. Who said which number is never kept.
    """

    class Kind(models.TextChoices):
        """How much is asked."""

        WHOLE = "whole", _("Hele egenvurderingen")
        PULSE = "pulse", _("Kort puls")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="self_reviews")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.WHOLE)
    baseline = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="pulses")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = SelfReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-id"]
        indexes = [models.Index(fields=["unit", "closed_at"], name="routines_review_unit")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="whole") | Q(baseline__isnull=False), name="routines_pulse_has_baseline"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.unit}"

    @property
    def is_empty(self) -> bool:
        """True while nothing has been agreed on, written or planned in it."""
        return not self.answers.exclude(value=None, words="").exists() and not self.points.exists()


class ReviewAnswer(models.Model):
    """What the group agreed on for one item: a number from 1 to 5, or that it passed, with words of its own."""

    review = models.ForeignKey(SelfReview, on_delete=models.CASCADE, related_name="answers")
    item = models.SlugField(max_length=40)
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    words = models.CharField(_("Hva la dere vekt på?"), max_length=500, blank=True)

    class Meta:
        ordering = ["review", "id"]
        constraints = [
            models.UniqueConstraint(fields=["review", "item"], name="routines_one_answer_an_item"),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=1, value__lte=5), name="routines_answer_1_to_5"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.value}"


class PlanPointQuerySet(models.QuerySet):
    """Points of a unit's plan, by who is asking."""

    def visible_to(self, person):
        """Those of units one works in or leads directly."""
        held = standing(person)
        return self.filter(review__unit__in=held.member | held.led_directly)

    def owned_or_led_by(self, person):
        """Those one has promised where one works, and those of units one leads directly."""
        return self.owned_by(person) | self.filter(review__unit__in=standing(person).led_directly)

    def owned_by(self, person):
        """Those one has promised, where one still works or leads; else they are the leader's to give to another."""
        held = standing(person)
        return self.filter(owner=person.pk, review__unit__in=held.member | held.led_directly)

    def waiting(self):
        """Not done, the nearest date first."""
        return self.filter(done_on__isnull=True).order_by("due_on", "pk")


class PlanPoint(Keyed):
    """One thing the unit will do, with an owner and a date.

    Personal data: which colleague has promised it. Purpose: that it gets done. Seen by the unit and its leader. Kept
    with the self-review; the name is taken off five years after it was due.
    """

    review = models.ForeignKey(SelfReview, on_delete=models.CASCADE, related_name="points")
    element = models.CharField(_("Hvilket kjerneelement?"), max_length=20)
    text = models.CharField(_("Hva vil dere gjøre?"), max_length=200)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="plan_points",
        verbose_name=_("Hvem passer på?"),
    )
    due_on = models.DateField(_("Frist"))
    done_on = models.DateField(null=True, blank=True)

    objects = PlanPointQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return self.text

    @property
    def has_owner(self) -> bool:
        """True while whoever promised it works in the unit."""
        return self.owner_id is not None and colleagues(self.review.unit).filter(pk=self.owner_id).exists()

    @property
    def is_late(self) -> bool:
        """True when the date has passed and it is not done."""
        return self.done_on is None and self.due_on < today()
