"""What a release holds, taken apart for reading: parts with their steps, overlays per service, tools."""

from django.db import models
from django.urls import reverse

from tryggby.packages.models.package import CoreElement, Mode
from tryggby.packages.models.release import FrozenQuerySet, FrozenRow, Release


class PartQuerySet(FrozenQuerySet):
    """Parts, by release and by who is asking."""

    def current(self):
        """Parts of the releases that people read today."""
        return self.filter(release__in=Release.objects.current())

    def visible_to(self, person):
        """Installed parts are for everyone who is signed in."""
        return self if getattr(person, "is_authenticated", False) else self.none()


class Part(FrozenRow):
    """The smallest piece of a package. Cited as `<package identifier>#<part identifier>`."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="parts")
    identifier = models.SlugField(max_length=80)
    number = models.PositiveSmallIntegerField(help_text="The folder's three digits; the order of the parts.")
    mode = models.CharField(max_length=12, choices=Mode)
    minutes = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    after = models.SlugField(max_length=80, blank=True)
    elements = models.JSONField(default=list)
    note_level = models.CharField(max_length=2, default="M0")
    note = models.TextField(blank=True)
    support = models.BooleanField(default=False, help_text="The support box stands at the foot.")
    evidence = models.JSONField(default=dict)
    review = models.JSONField(default=dict)
    step_count = models.PositiveSmallIntegerField(default=0)
    steps = models.JSONField(
        default=list, help_text="[{id, title, adapted, blocks: [{id, kind, …}]}], rendered at import."
    )
    practice = models.JSONField(null=True, help_text="practice.yaml as read, in the release's language.")
    services = models.JSONField(default=list, help_text="Services with an overlay of this part.")

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["release", "number"]
        constraints = [
            models.UniqueConstraint(fields=["release", "identifier"], name="packages_part_identifier"),
            models.UniqueConstraint(fields=["release", "number"], name="packages_part_number"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page; needs `release__package`."""
        return reverse("packages:part", args=[self.release.package.slug, self.identifier])

    @property
    def reference(self) -> str:
        """How other rooms and files name this part; needs `release__package`."""
        return f"{self.release.package.identifier}#{self.identifier}"

    @property
    def pending_review(self) -> bool:
        """True while the experts named in `review` have not signed."""
        return self.review.get("status") == "pending"

    @property
    def element_labels(self) -> list[str]:
        """The names of its core elements."""
        return [str(CoreElement(code).label) for code in self.elements]


class Overlay(FrozenRow):
    """Blocks that stand instead of the common ones when the reader works in a certain service."""

    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="overlays")
    service = models.SlugField(max_length=30)
    blocks = models.JSONField(help_text="{block id: block}, rendered at import.")

    objects = FrozenQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["part", "service"], name="packages_overlay_service")]

    def __str__(self) -> str:
        return f"{self.part_id} · {self.service}"


class ToolQuerySet(FrozenQuerySet):
    """Tools, by release and by who is asking."""

    def current(self):
        """Tools of the releases that people read today."""
        return self.filter(release__in=Release.objects.current())

    def visible_to(self, person):
        """Installed tools are for everyone who is signed in."""
        return self if getattr(person, "is_authenticated", False) else self.none()


class Tool(FrozenRow):
    """One thing to use on the job, printable on one page. Common when `service` is empty."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="tools")
    slug = models.SlugField(max_length=80)
    service = models.SlugField(max_length=30, blank=True)
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    owner_role = models.CharField(max_length=120, blank=True)
    checked = models.DateField(null=True)
    elements = models.JSONField(default=list)
    review = models.JSONField(default=dict)
    html = models.TextField()

    objects = ToolQuerySet.as_manager()

    class Meta:
        ordering = ["title", "id"]
        constraints = [models.UniqueConstraint(fields=["release", "slug"], name="packages_tool_slug")]

    def __str__(self) -> str:
        return self.title

    @property
    def pending_review(self) -> bool:
        """True while the experts named in `review` have not signed."""
        return self.review.get("status") == "pending"

    def get_absolute_url(self) -> str:
        """Its page; needs `release__package`."""
        return reverse("packages:tool", args=[self.release.package.slug, self.slug])
