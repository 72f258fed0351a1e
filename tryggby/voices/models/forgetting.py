"""Receipts: what was deleted, how many, when, by which rule."""

from django.db import models

from tryggby.ground.door import today


class Forgetting(models.Model):
    """One run that deleted children's texts. Numbers alone.

    Personal data: none. Kept five years.
    """

    on = models.DateField(default=today, db_index=True)
    rule = models.CharField(max_length=20, help_text="30_days, handed_over, by_child, practice or unread.")
    notes = models.PositiveIntegerField(default=0)
    threads = models.PositiveIntegerField(default=0)
    messages = models.PositiveIntegerField(default=0)
    pictures = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return f"{self.on:%d.%m.%Y} {self.rule}"
