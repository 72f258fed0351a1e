"""Routines as they are shipped: the template, and its released versions, which never change."""

from typing import Any

from django.db import models
from django.utils import timezone


class RoutineQuerySet(models.QuerySet):
    """Templates: the same for everybody who is signed in."""

    def newest(self):
        """Every template with its newest version as `version`, in the order of the focus points; two queries."""
        routines: list[Any] = list(self.order_by("focus", "slug").prefetch_related("versions"))
        for routine in routines:
            routine.version = max(routine.versions.all(), key=lambda version: version.number)
        return routines


class Routine(models.Model):
    """A template written for every municipality; `focus` is the point of MITT LIV Oppvekst it serves."""

    slug = models.SlugField(max_length=60, unique=True)
    focus = models.PositiveSmallIntegerField()

    objects = RoutineQuerySet.as_manager()

    class Meta:
        ordering = ["focus", "slug"]

    def __str__(self) -> str:
        return self.slug


class RoutineVersion(models.Model):
    """One version, frozen: `content` is the file, `digest` tells when somebody changed the file afterwards."""

    routine = models.ForeignKey(Routine, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["routine", "number"]
        constraints = [models.UniqueConstraint(fields=["routine", "number"], name="routines_version_number")]

    def __str__(self) -> str:
        return str(self.content["title"])
