"""Addresses that texts had before."""

from django.db import models
from django.utils import timezone


class OldAddress(models.Model):
    """An address that a published text had; whoever comes by it is led on to where the text is now."""

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="old_addresses")
    slug = models.SlugField(max_length=255)
    left_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["page", "slug"]
        constraints = [models.UniqueConstraint(fields=["page", "slug"], name="knowledge_old_address_once")]

    def __str__(self) -> str:
        return self.slug
