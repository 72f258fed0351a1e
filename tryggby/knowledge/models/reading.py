"""A text made ready for readers, and who has read it before them."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Rendering(models.Model):
    """A published page's body as HTML, made once when it was published."""

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, related_name="rendering")
    revision = models.PositiveBigIntegerField(null=True)
    made_with = models.PositiveSmallIntegerField(help_text="Edition of the renderer.")
    html = models.TextField()
    text = models.TextField(help_text="The words alone, for search and for translations that lag behind.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of title, summary and words.")
    lix = models.DecimalField(max_digits=4, decimal_places=1)

    def __str__(self) -> str:
        return f"{self.page_id} · {self.revision}"


class SecondReading(models.Model):
    """A second editor has read one revision and said yes; without it no text for children is published.

    Personal data: who read. Purpose: two people answer for every text for children. Seen by editors. Kept with
    the text. Without a reader: the text came with the product, whose editors read it.
    """

    revision = models.OneToOneField("wagtailcore.Revision", on_delete=models.CASCADE, related_name="second_reading")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.revision_id} · {self.at:%Y-%m-%d}"


class ExpertReview(models.Model):
    """A professional has checked that the text is right; until then it says «Faglig kontroll gjenstår».

    Personal data: the professional's name and role, and the editor who wrote it down. Purpose: readers see who
    answers for the content. Seen by everybody. Kept with the text.
    """

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="expert_reviews")
    digest = models.CharField(max_length=64, help_text="Of the text that was checked.")
    reviewer = models.CharField(_("navn og rolle"), max_length=200)
    on = models.DateField(_("dato"))
    note = models.TextField(_("merknad"), max_length=600, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.reviewer} · {self.on}"
