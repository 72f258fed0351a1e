"""One version of a package, frozen: the files as they came, with their hashes."""

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from tryggby.packages.models.package import Package


class Frozen(Exception):
    """An attempt to change what is frozen."""


class FrozenQuerySet(models.QuerySet):
    """Rows that are written once."""

    thaw: frozenset[str] = frozenset()

    def update(self, **values):
        """Refuses all but the few fields that may change."""
        if set(values) - self.thaw:
            raise Frozen(f"{self.model.__name__} is frozen")
        return super().update(**values)


class FrozenRow(models.Model):
    """A row that is written once and never changed."""

    thaw: frozenset[str] = frozenset()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Inserts; an update is refused unless it names only fields that may change."""
        if self.pk and not self._state.adding and not set(kwargs.get("update_fields") or ["*"]) <= self.thaw:
            raise Frozen(f"{type(self).__name__} is frozen")
        super().save(*args, **kwargs)


class ReleaseQuerySet(FrozenQuerySet):
    """Releases, by state."""

    thaw = frozenset({"withdrawn_on"})

    def current(self):
        """The one release of each package that people read: the highest version not withdrawn."""
        newest = (
            Release.objects.filter(package=OuterRef("package"), withdrawn_on__isnull=True)
            .order_by("-major", "-minor", "-patch")
            .values("pk")[:1]
        )
        return self.filter(pk=Subquery(newest))

    def visible_to(self, person):
        """Installed releases are for everyone who is signed in."""
        return self if getattr(person, "is_authenticated", False) else self.none()


class Release(FrozenRow):
    """A version of a package as it was accepted. Only `withdrawn_on` can be set afterwards.

    Personal data: which editor accepted it. Purpose: answer for what people read. Seen by editors. Kept with the
    release; emptied when the person is deleted.
    """

    thaw = frozenset({"withdrawn_on"})

    package = models.ForeignKey(Package, on_delete=models.PROTECT, related_name="releases")
    version = models.CharField("versjon", max_length=30)
    major = models.PositiveIntegerField()
    minor = models.PositiveIntegerField()
    patch = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, help_text="SHA-256 over every file's path and hash.")
    title = models.CharField("tittel", max_length=200)
    summary = models.TextField("sammendrag", blank=True)
    language = models.CharField(max_length=10, default="nb")
    minutes = models.PositiveIntegerField(default=0)
    manifest = models.JSONField(help_text="package.yaml as read, unknown keys too.")
    sources = models.JSONField(default=list, help_text="evidence/sources.yaml as read.")
    accepted_at = models.DateTimeField(default=timezone.now)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    withdrawn_on = models.DateField(null=True, blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["package", "-major", "-minor", "-patch"]
        constraints = [
            models.UniqueConstraint(fields=["package", "version"], name="packages_release_version"),
            models.UniqueConstraint(fields=["package", "major", "minor", "patch"], name="packages_release_numbers"),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.version}"

    @property
    def said(self) -> dict:
        """The manifest's texts in the release's language: title, summary, goals, limits, contact_role, content_note."""
        return {
            name: value[self.language]
            for name, value in self.manifest.items()
            if isinstance(value, dict) and self.language in value
        }

    @property
    def citation(self) -> str:
        """How the release is cited: identity, version and hash."""
        return f"{self.package.identifier}@{self.version}#{self.digest}"

    @property
    def number(self) -> tuple[int, int, int]:
        """The version as numbers, for comparing."""
        return (self.major, self.minor, self.patch)


class ReleaseFileQuerySet(FrozenQuerySet):
    """Files of releases, by who is asking."""

    def visible_to(self, person):
        """Files of installed releases are for everyone who is signed in."""
        return self if getattr(person, "is_authenticated", False) else self.none()


class ReleaseFile(FrozenRow):
    """One file of a release, byte for byte: text here, media in the file storage under its hash."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="files")
    path = models.CharField(max_length=240)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    content = models.BinaryField(null=True, help_text="The bytes of a text file.")
    stored = models.CharField(max_length=160, blank=True, help_text="The name of a media file in the storage.")

    objects = ReleaseFileQuerySet.as_manager()

    class Meta:
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint(fields=["release", "path"], name="packages_file_path"),
            models.CheckConstraint(
                condition=Q(content__isnull=False, stored="") | (Q(content__isnull=True) & ~Q(stored="")),
                name="packages_file_one_place",
            ),
        ]

    def __str__(self) -> str:
        return self.path
