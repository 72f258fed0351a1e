"""What a person has finished, and where they are in the middle of a part."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from tryggby.packages.models.package import Package
from tryggby.packages.models.release import Release


class CompletionQuerySet(models.QuerySet):
    """Finished parts, by whose they are."""

    def of(self, person):
        """One's own."""
        return self.filter(person=person)


class Completion(models.Model):
    """A part that a person has finished, citing the release with its version and hash.

    A new major version asks again; minor and patch never do.

    Personal data: that a part is finished, and when. Purpose: plan learning. Seen by the person and the leader of own
    unit, and by the organisation's own system when a coordinator has given it a token; others see counts. Kept until
    two years after the person left, then it leads to nobody. Quiz answers are never stored.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="completions")
    package = models.ForeignKey(Package, on_delete=models.PROTECT, related_name="completions")
    part = models.SlugField(max_length=80, help_text="The part's identifier, which never changes.")
    major = models.PositiveIntegerField()
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="completions")
    at = models.DateTimeField(default=timezone.now)

    objects = CompletionQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "package", "part", "major"], name="packages_completed_once")
        ]
        indexes = [models.Index(fields=["package", "major", "part", "person"], name="packages_completion_who")]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.part}"


class Progress(models.Model):
    """The step a person has come to in a part, so that quitting in the middle loses nothing.

    Personal data: place in a text. Purpose: go on where one left. Seen by the person alone. Kept until two years after
    the person left, then it leads to nobody.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="progress")
    package = models.ForeignKey(Package, on_delete=models.CASCADE, related_name="progress")
    part = models.SlugField(max_length=80)
    major = models.PositiveIntegerField()
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")
    step = models.SlugField(max_length=80, help_text="The step's block id, which survives a new release.")
    position = models.PositiveSmallIntegerField(help_text="The step's place in the release it was read in.")
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-updated_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "package", "part", "major"], name="packages_one_place_per_part")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.part} · {self.step}"
