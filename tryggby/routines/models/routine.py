"""Routines as they are shipped: the template, and its released versions, which never change."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language

# Written in every version's own file; the others are laid beside it.
ORIGINAL = "nb"


class RoutineQuerySet(models.QuerySet):
    """Templates: the same for everybody who is signed in."""

    def newest(self):
        """Every template with its newest version as `version`, in the order of the focus points; three queries."""
        routines: list[Any] = list(self.order_by("focus", "slug").prefetch_related("versions__texts"))
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

    @property
    def languages(self) -> list[str]:
        """Those it can be read in, the original first."""
        return [ORIGINAL, *sorted(text.language for text in self.texts.all())]

    @property
    def text(self) -> dict:
        """The content in the reader's language where it is written in that, otherwise in the original."""
        return self.text_in(get_language() or ORIGINAL)

    def beside(self, other: "RoutineVersion") -> tuple[dict, dict]:
        """This and another version in one language: the reader's when both are written in it."""
        shared = set(self.languages) & set(other.languages)
        language = get_language() or ORIGINAL
        language = language if language in shared else ORIGINAL
        return self.text_in(language), other.text_in(language)

    def text_in(self, language: str) -> dict:
        """The content in a language, or the original; `language` says which it became."""
        found = next((text for text in self.texts.all() if text.language == language), None)
        if found is None:
            return self.content | {"language": ORIGINAL}
        notes = found.content["source_notes"]
        sources = [s | {"note": note} for s, note in zip(self.content["sources"], notes, strict=True)]
        return self.content | found.content | {"language": language, "sources": sources}


class RoutineText(models.Model):
    """A version in another language, frozen as the version is: the same steps, word for word meant the same."""

    version = models.ForeignKey(RoutineVersion, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=5)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["version", "language"]
        constraints = [models.UniqueConstraint(fields=["version", "language"], name="routines_text_language")]

    def __str__(self) -> str:
        return f"{self.content['title']} ({self.language})"
