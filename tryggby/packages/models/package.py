"""A competence package: what stays the same through all its releases."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CoreElement(models.TextChoices):
    """The four core elements, in their fixed order."""

    KNOWLEDGE = "knowledge", _("Kunnskap")
    PRACTICAL_SKILL = "practical_skill", _("Handlingskompetanse")
    REFLEXIVITY = "reflexivity", _("Refleksivitet")
    WORK_CULTURE = "work_culture", _("Arbeidskultur")


class Mode(models.TextChoices):
    """How a part is done."""

    SELF = "self", _("På egen hånd")
    GATHERING = "gathering", _("Samling")
    PRACTICE = "practice", _("Øving")
    DRILL = "drill", _("Barnevernøvelse")
    SUPERVISION = "supervision", _("Kollegaveiledning")


class PackageQuerySet(models.QuerySet):
    """Packages, by who is asking."""

    def visible_to(self, person):
        """Installed packages are for everyone who is signed in."""
        return self if getattr(person, "is_authenticated", False) else self.none()


class Package(models.Model):
    """A package by its identity, which never changes. What it says stands in its releases."""

    identifier = models.CharField("identitet", max_length=120, unique=True, help_text="no.<owner>/<name>")
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField("tittel", max_length=200, help_text="Title of the newest release.")

    objects = PackageQuerySet.as_manager()

    class Meta:
        ordering = ["title", "id"]

    def __str__(self) -> str:
        return self.title
