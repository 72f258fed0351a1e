"""Our promises being kept, or not: the dated results of checks that really ran."""

from django.db import models
from django.utils import timezone


class ProofCheck(models.Model):
    """One check's newest result.

    Personal data: none. The newest result of every check is kept.
    """

    code = models.SlugField(max_length=30, unique=True)
    at = models.DateTimeField(default=timezone.now)
    held_at = models.DateTimeField(null=True, blank=True, help_text="When the check last held; empty: never.")
    detail = models.JSONField(default=dict, help_text="Numbers and dates that the page tells.")

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code

    @property
    def holds(self) -> bool:
        """True when the newest run held."""
        return self.held_at == self.at
