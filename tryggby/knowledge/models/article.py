"""Articles and what they build on."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList, PageChooserPanel, TabbedInterface
from wagtail.models import Orderable, PageManager

from tryggby.ground.door import today
from tryggby.knowledge.marks import marks_in
from tryggby.knowledge.models.page import Text, TextQuerySet
from tryggby.knowledge.models.theme import Theme
from tryggby.knowledge.text_form import ArticleForm

# Readers with a shelf of their own, and its address.
SHELVES = {"child": "ung", "parent": "foreldre"}
ELEMENTS = {
    "knowledge": _("Kunnskap"),
    "practical_skill": _("Ferdighet"),
    "reflexivity": _("Refleksivitet"),
    "work_culture": _("Arbeidskultur"),
}


class ArticleQuerySet(TextQuerySet):
    """Published articles, as readers ask for them."""

    def listed(self, language: str):
        """For lists: with theme, sorted by theme and title."""
        found = self.in_language(language).select_related("locale", "theme")
        return found.order_by("theme__order", "theme__name", "title", "pk")

    def of(self, *audiences: str):
        """Those for some readers."""
        return self.filter(audience__in=audiences)


class Article(Text):
    """Sourced knowledge, for children, parents, employees or everybody.

    Personal data: who made it, who wrote each revision, who has locked it (Wagtail's own columns). Purpose: editors
    answer for what they publish. Seen by editors. Kept with the text.
    """

    class Audience(models.TextChoices):
        STAFF = "staff", _("Ansatte")
        PUBLIC = "public", _("Alle")
        CHILD = "child", _("Barn og unge")
        PARENT = "parent", _("Foreldre")

    class Owner(models.TextChoices):
        EDITOR = "editor", _("Redaktør")
        COORDINATOR = "coordinator", _("Koordinator")
        PROFESSIONAL = "professional", _("Faglig ansvarlig")

    audience = models.CharField(_("for hvem"), max_length=10, choices=Audience, default=Audience.STAFF)
    theme = models.ForeignKey(
        Theme, verbose_name=_("tema"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    elements = models.JSONField(_("kjerneelementer"), default=list, blank=True)
    limits = models.TextField(
        _("grenser for denne kunnskapen"), max_length=1500, blank=True, help_text=_("Hva vi ikke vet.")
    )
    editor_notes = models.TextField(
        _("notat for redaktører"),
        max_length=1500,
        blank=True,
        help_text=_("Hva som skal undersøkes, og hvem som skal lese. Vises aldri for leserne."),
    )
    lix_reason = models.TextField(
        _("hvorfor teksten er vanskeligere enn målet"),
        max_length=300,
        blank=True,
        help_text=_("Bare når en tekst for barn har høyere LIX enn 25."),
    )
    written_on = models.DateField(_("skrevet"), default=today)
    review_on = models.DateField(_("skal kontrolleres igjen"), null=True, blank=True)
    owner_role = models.CharField(_("ansvarlig for kontroll"), max_length=20, choices=Owner, default=Owner.EDITOR)

    objects = PageManager.from_queryset(ArticleQuerySet)()

    base_form_class = ArticleForm
    SHOWN_WITH = (*Text.SHOWN_WITH, "theme")
    FOUND_BY = (*Text.FOUND_BY, "audience")
    parent_page_types = ["knowledge.Section"]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    *Text.content_panels,
                    MultiFieldPanel(
                        [FieldPanel("audience"), FieldPanel("theme"), FieldPanel("elements")],
                        heading=_("For hvem, om hva"),
                    ),
                    FieldPanel("lix_reason"),
                    FieldPanel("in_step"),
                ],
                heading=_("Tekst"),
            ),
            ObjectList(
                [
                    InlinePanel("sources", heading=_("Kilder"), label=_("Kilde")),
                    FieldPanel("limits"),
                    FieldPanel("editor_notes"),
                    MultiFieldPanel(
                        [FieldPanel("written_on"), FieldPanel("review_on"), FieldPanel("owner_role")],
                        heading=_("Kontroll"),
                    ),
                ],
                heading=_("Kilder og grenser"),
            ),
            ObjectList(
                [InlinePanel("see_also", heading=_("Les også"), label=_("Artikkel"), max_num=6), FieldPanel("slug")],
                heading=_("Lenker"),
            ),
        ]
    )

    class Meta:
        verbose_name = _("artikkel")
        verbose_name_plural = _("artikler")

    @property
    def path_here(self) -> str:
        """Children and parents have their own shelves."""
        shelf = SHELVES.get(self.audience, "kunnskap")
        return f"/{shelf}/{self.slug}/"

    @property
    def for_children(self) -> bool:
        """True when a child is the reader."""
        return self.audience == self.Audience.CHILD

    def may_go_out(self) -> bool:
        """A text for children must have been read by another editor, in exactly this revision."""
        from tryggby.knowledge.models.reading import SecondReading

        was_for_children = Article.objects.filter(pk=self.pk, audience=self.Audience.CHILD).exists()
        if not self.for_children and not was_for_children:
            return True
        return SecondReading.objects.filter(revision=self.latest_revision_id).exists()

    def faults(self) -> list[str]:
        """Besides films: marks without a source, and a hard text for children without a reason."""
        from tryggby.knowledge.lix import LIMITS, lix_of_body

        found = super().faults()
        known = {source.mark for source in self.sources.all()}
        missing = sorted(marks_in(self.body) - known)
        if missing:
            found.append(
                str(_("Teksten viser til kilder som ikke står i lista: {marks}")).format(marks=", ".join(missing))
            )
        if self.for_children and lix_of_body(self.body) > LIMITS["child"] and not self.lix_reason.strip():
            found.append(str(_("Teksten er vanskeligere enn målet for barn. Gjør den lettere, eller skriv hvorfor.")))
        return found

    def publish(self, revision, user=None, **options):
        """Refused for a text for children that no second reader has said yes to."""
        from tryggby.knowledge.release import check_second_reader

        check_second_reader(page=self, revision=revision)
        super().publish(revision, user=user, **options)


class Source(Orderable):
    """What a claim builds on: who says it, where and when, and what it does not say."""

    class Kind(models.TextChoices):
        CHILD = "child", _("Barn og unge")
        PRACTITIONER = "practitioner", _("Praktikere")
        USER_ORGANISATION = "user_organisation", _("Brukerorganisasjon")
        RESEARCH = "research", _("Forskning")
        LAW = "law", _("Lov og veileder")

    article = ParentalKey(Article, on_delete=models.CASCADE, related_name="sources")
    mark = models.CharField(
        _("merke"),
        max_length=12,
        validators=[RegexValidator(r"^[a-z0-9]+$")],
        help_text=_("Kort, for eksempel s1. I teksten skriver du [^s1] etter påstanden."),
    )
    kind = models.CharField(_("slag"), max_length=20, choices=Kind)
    title = models.CharField(_("tittel"), max_length=300)
    publisher = models.CharField(_("utgiver"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(
        _("år"), null=True, blank=True, help_text=_("Tomt når året ikke er sikkert.")
    )
    url = models.URLField(_("lenke"), max_length=400, blank=True)
    note = models.TextField(_("hva kilden sier, og ikke sier"), max_length=800, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("kilde")
        verbose_name_plural = _("kilder")

    def __str__(self) -> str:
        return self.title


class SeeAlso(Orderable):
    """Another article worth reading after this one."""

    article = ParentalKey(Article, on_delete=models.CASCADE, related_name="see_also")
    other = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+", verbose_name=_("artikkel"))

    panels = [PageChooserPanel("other", "knowledge.Article")]

    class Meta(Orderable.Meta):
        verbose_name = _("les også")

    def __str__(self) -> str:
        return str(self.other_id)
