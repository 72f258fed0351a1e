"""The programme: the frozen design of a course of gatherings, one row per version."""

from functools import cached_property

from django.db import models
from django.utils import timezone

from tryggby.ground.door import Keyed
from tryggby.programmes.design import Design


class ProgrammeQuerySet(models.QuerySet):
    """Programmes."""

    def offered(self):
        """The newest version of every programme that has not been withdrawn, by title."""
        rows = self.filter(withdrawn_on__isnull=True).order_by("loaded_at", "id")
        newest = dict(rows.values_list("identifier", "pk"))
        return self.filter(pk__in=newest.values()).order_by("title", "id")


class Programme(Keyed):
    """One version of a programme, as loaded from its file. Never changed after loading."""

    identifier = models.CharField(max_length=120)
    version = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    content = models.JSONField(help_text="The file's content; read it through `design`.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the content's canonical text.")
    loaded_at = models.DateTimeField(default=timezone.now)
    withdrawn_on = models.DateField(null=True, blank=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["title", "id"]
        constraints = [models.UniqueConstraint(fields=["identifier", "version"], name="programmes_programme_version")]

    def __str__(self) -> str:
        return f"{self.title} {self.version}"

    def save(self, *args, **kwargs) -> None:
        """Only the day of withdrawal may change after loading."""
        if self.pk and set(kwargs.get("update_fields") or ["content"]) != {"withdrawn_on"}:
            raise ValueError("A loaded programme is frozen; load a new version")
        super().save(*args, **kwargs)

    @cached_property
    def design(self) -> Design:
        """The programme's content as objects."""
        return Design.read(self.content)
