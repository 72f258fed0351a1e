"""A help line: who answers, for whom, when, and how sure we are."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tryggby.help.models.verified import Sure, Verified, VerifiedQuerySet
from tryggby.organisations.door import Installation, Organisation, Partnership, Role, standing


class HelpLineQuerySet(VerifiedQuerySet):
    """Help lines, by who is asking."""

    def visible_to(self, person):
        """Lines that the person looks after as editor: the national ones, and those of own organisations."""
        edited = standing(person).roles.get(Role.EDITOR, frozenset())
        return self.filter(Q(organisation__isnull=True) | Q(organisation__in=edited)) if edited else self.none()

    def shown(self):
        """Lines on the pages: the country's, those of the installation's owner, and of the owner's partners."""
        owner = Installation.objects.values("owner")
        partners = Partnership.objects.current().filter(organisation__in=owner).values("partner")
        near = Q(organisation__in=owner) | Q(organisation__in=partners)
        return self.standing().filter(Q(organisation__isnull=True) | near)

    def in_order(self):
        """As they are shown: danger first, then the municipality's own, then the country's."""
        return self.order_by("-placing", models.F("organisation").asc(nulls_last=True), "order", "pk")


class HelpLine(Verified):
    """A contact that somebody has verified; without an organisation it is the country's.

    Personal data: which editor last checked it. Purpose: somebody answers for the number. Seen by editors. Kept with
    the line, also when it is withdrawn; the name goes with the person.
    """

    class Audience(models.TextChoices):
        CHILD = "child", _("Barn og unge")
        ADULT = "adult", _("Voksne og foreldre")
        WORRIED = "worried", _("Den som er bekymret for et barn")
        EMPLOYEE = "employee", _("Ansatte")

    class Placing(models.TextChoices):
        FORM = "0", _("Som lenke til skjemaet for å melde fra")
        USUAL = "a", _("Sammen med de andre")
        FIRST = "b", _("Øverst")
        DANGER = "c", _("Ved fare")

    class Answer(models.TextChoices):
        YES = "yes", _("ja")
        NO = "no", _("nei")
        UNKNOWN = "unknown", _("vet ikke")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="help_lines"
    )
    name = models.CharField(_("Navn"), max_length=120)
    audiences = models.JSONField(_("Hvem er det for?"), default=list)
    placing = models.CharField(_("Hvor på siden?"), max_length=1, choices=Placing, default=Placing.USUAL)
    order = models.PositiveSmallIntegerField(default=500)
    age_min = models.PositiveSmallIntegerField(_("Fra alder"), null=True, blank=True)
    age_max = models.PositiveSmallIntegerField(_("Til alder"), null=True, blank=True)
    phone = models.CharField(_("Telefon"), max_length=20, blank=True)
    sms = models.CharField(_("SMS"), max_length=20, blank=True)
    chat_url = models.URLField(_("Chat"), max_length=300, blank=True)
    web = models.URLField(_("Nettside"), max_length=300, blank=True)
    hours = models.TextField(_("Når svarer de på telefonen?"), blank=True)
    written_hours = models.TextField(_("Når svarer de på SMS og chat?"), blank=True)
    sure_hours = models.CharField(_("Hvor sikre er tidene?"), max_length=10, choices=Sure, default=Sure.SURE)
    anonymous = models.CharField(_("Kan man være anonym?"), max_length=7, choices=Answer, default=Answer.UNKNOWN)
    keeps_record = models.CharField(_("Skriver de ned samtalen?"), max_length=7, choices=Answer, default=Answer.UNKNOWN)
    free = models.CharField(_("Er det gratis?"), max_length=7, choices=Answer, default=Answer.UNKNOWN)
    languages = models.CharField(_("Språk de svarer på"), max_length=100, blank=True)
    area = models.CharField(_("Hvor gjelder det?"), max_length=100, blank=True)

    objects = HelpLineQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(phone="") | ~Q(web="") | ~Q(chat_url="") | ~Q(sms=""), name="help_line_way_in"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def known_hours(self) -> str:
        """The hours as written, or nothing while they must be checked and nobody has."""
        return self.hours if self.sure_hours != Sure.VERIFY or self.checked_at else ""

    def text_in(self, language: str) -> "LineText | None":
        """The text in a language, or in bokmål."""
        texts = {text.language: text for text in self.texts.all()}
        return texts.get(language) or texts.get("nb")


class LineText(models.Model):
    """What a help line is, in one language; `made_from` marks the bokmål text that a translation was made from."""

    line = models.ForeignKey(HelpLine, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=3)
    text = models.CharField(max_length=400)
    made_from = models.CharField(max_length=12, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["line", "language"], name="help_one_text_per_language")]

    def __str__(self) -> str:
        return f"{self.line_id} {self.language}"
