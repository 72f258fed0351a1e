"""What coverage is counted of: a part of a package."""

from django.db import models

from tryggby.ground.door import Keyed
from tryggby.packages.door import Package


class TrainingQuerySet(models.QuerySet):
    """Trainings, by state and by who is asking."""

    def current(self):
        """Those that people read today."""
        return self.filter(ended_on__isnull=True)

    def visible_to(self, person):
        """What is taught is for everyone who is signed in."""
        return self if getattr(person, "is_authenticated", False) else self.none()


class Training(Keyed):
    """One column of the matrix: a part that people do on their own, in the current major version of its package."""

    package = models.ForeignKey(Package, on_delete=models.CASCADE, related_name="+")
    part = models.SlugField(max_length=80)
    major = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    group = models.CharField(max_length=200, help_text="The package's title.")
    number = models.PositiveSmallIntegerField(default=0)
    since = models.DateField()
    ended_on = models.DateField(null=True)
    counted_at = models.DateTimeField(null=True)

    objects = TrainingQuerySet.as_manager()

    class Meta:
        ordering = ["group", "number", "title", "id"]
        constraints = [models.UniqueConstraint(fields=["package", "part", "major"], name="insight_training_once")]

    def __str__(self) -> str:
        return self.title
