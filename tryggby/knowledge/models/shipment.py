"""Which texts came with the product, and in which edition."""

from django.db import models
from django.utils import timezone


class ShipmentQuerySet(models.QuerySet):
    """Texts that came with the product."""

    def waiting(self):
        """Those with a newer edition that an editor has not taken, because the text was changed here."""
        return self.exclude(offered="")


class Shipment(models.Model):
    """One text that came with the product: the edition it was made from, and a newer one that waits."""

    language = models.CharField(max_length=5)
    slug = models.SlugField(max_length=100)
    page = models.OneToOneField("wagtailcore.Page", on_delete=models.SET_NULL, null=True, related_name="shipment")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file that was loaded.")
    revision = models.PositiveBigIntegerField(null=True, help_text="What the file became; a later one is an editor's.")
    offered = models.CharField(max_length=64, blank=True, help_text="SHA-256 of a newer file that waits.")
    offered_at = models.DateTimeField(null=True, blank=True)
    loaded_at = models.DateTimeField(default=timezone.now)

    objects = ShipmentQuerySet.as_manager()

    class Meta:
        ordering = ["language", "slug"]
        constraints = [models.UniqueConstraint(fields=["language", "slug"], name="knowledge_shipment_once")]

    def __str__(self) -> str:
        return f"{self.language}/{self.slug}"
