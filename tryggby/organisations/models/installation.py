"""The installation: who owns it and how it looks."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone

from tryggby.organisations.models.organisation import Organisation


class Installation(models.Model):
    """The one row that says whose installation this is; made by the set-up page."""

    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    brand_colour = models.CharField(
        "temafarge", max_length=7, default="#1f5f6b", validators=[RegexValidator(r"^#[0-9a-f]{6}$")]
    )
    department = models.CharField("avdeling", max_length=100, blank=True)
    contact_email = models.EmailField("kontaktadresse", blank=True)
    set_up_at = models.DateTimeField(default=timezone.now)
    only = models.PositiveSmallIntegerField(default=1, unique=True, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(only=1), name="organisations_one_installation")]

    def __str__(self) -> str:
        return self.owner.name
