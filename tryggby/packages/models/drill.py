"""Drills (barnevernøvelser) of a release, put together for running."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tryggby.packages.models.package import CoreElement
from tryggby.packages.models.release import FrozenQuerySet, FrozenRow, Release


class DrillQuerySet(FrozenQuerySet):
    """Drills, by release and by who is asking."""

    def current(self):
        """Drills of the releases that people use today."""
        return self.filter(release__in=Release.objects.current())

    def visible_to(self, person):
        """Installed drills are for everyone who is signed in."""
        return self if getattr(person, "is_authenticated", False) else self.none()


class Drill(FrozenRow):
    """One drill as it stands in its release. Cited as `<package identifier>#<drill identifier>`."""

    class Audience(models.TextChoices):
        """Who takes part."""

        STAFF = "staff", _("Ansatte og frivillige")
        CHILDREN = "children", _("Sammen med barn")

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="drills")
    identifier = models.SlugField(max_length=80)
    number = models.PositiveSmallIntegerField(help_text="The order on the shelf.")
    title = models.CharField(max_length=200)
    summary = models.TextField()
    audience = models.CharField(max_length=10, choices=Audience)
    services = models.JSONField(default=list, help_text="Service codes, or «alle».")
    ages = models.JSONField(default=list, help_text="Of the fictive child or children.")
    brief = models.PositiveSmallIntegerField(help_text="Minutes.")
    play = models.PositiveSmallIntegerField(help_text="Minutes.")
    debrief = models.PositiveSmallIntegerField(help_text="Minutes.")
    group_min = models.PositiveSmallIntegerField()
    group_best = models.PositiveSmallIntegerField()
    elements = models.JSONField(default=list)
    note_level = models.CharField(max_length=2)
    note = models.TextField()
    review = models.JSONField(default=dict)
    body = models.JSONField(help_text="What a run needs; see `format.drills.drill_body`.")

    objects = DrillQuerySet.as_manager()

    class Meta:
        ordering = ["release", "number"]
        constraints = [
            models.UniqueConstraint(fields=["release", "identifier"], name="packages_drill_identifier"),
            models.UniqueConstraint(fields=["release", "number"], name="packages_drill_number"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def reference(self) -> str:
        """How other rooms name this drill; needs `release__package`."""
        return f"{self.release.package.identifier}#{self.identifier}"

    @property
    def minutes(self) -> int:
        """From the brief to the end of the talk afterwards."""
        return self.brief + self.play + self.debrief

    @property
    def pending_review(self) -> bool:
        """True while the experts named in `review` have not signed."""
        return self.review.get("status") == "pending"

    @property
    def is_for_children(self) -> bool:
        """True when it is held together with children."""
        return self.audience == self.Audience.CHILDREN

    @property
    def element_labels(self) -> list[str]:
        """The names of its core elements."""
        return [str(CoreElement(code).label) for code in self.elements]
