"""What articles are sorted under, and the words they use."""

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


def languages() -> list[tuple[str, str]]:
    """What a word or a film may be in: a language that texts are shown in, so that nobody writes one we do not know."""
    return list(settings.LANGUAGES)


class ThemeQuerySet(models.QuerySet):
    """Themes."""

    def with_counts(self, audiences: tuple[str, ...]):
        """With `articles`: how many bokmål articles are published for these readers; one query in all."""
        from tryggby.knowledge.models.article import Article

        published = Article.objects.live().filter(locale__language_code="nb", audience__in=audiences)
        counted = published.filter(theme=models.OuterRef("pk")).order_by().values("theme")
        number = counted.annotate(number=models.Count("pk")).values("number")
        return self.annotate(articles=models.functions.Coalesce(models.Subquery(number), 0))


class Theme(models.Model):
    """A theme of the knowledge base."""

    slug = models.SlugField(_("adresse"), max_length=60, unique=True)
    name = models.CharField(_("navn"), max_length=80)
    summary = models.CharField(_("kort om"), max_length=300, blank=True)
    name_nn = models.CharField(_("navn på nynorsk"), max_length=80, blank=True)
    summary_nn = models.CharField(_("kort om på nynorsk"), max_length=300, blank=True)
    name_en = models.CharField(_("navn på engelsk"), max_length=80, blank=True)
    summary_en = models.CharField(_("kort om på engelsk"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(_("rekkefølge"), default=100)

    objects = ThemeQuerySet.as_manager()

    class Meta:
        ordering = ["order", "name", "pk"]
        verbose_name = _("tema")
        verbose_name_plural = _("temaer")

    def __str__(self) -> str:
        return self.local_name

    @property
    def language(self) -> str:
        """The language that the reader gets it in: their own when the name is translated, else bokmål."""
        code = get_language() or "nb"
        return code if getattr(self, f"name_{code}", "") else "nb"

    @property
    def local_name(self) -> str:
        """The name in the reader's language, or in bokmål."""
        return self.name if self.language == "nb" else getattr(self, f"name_{self.language}")

    @property
    def local_summary(self) -> str:
        """The summary in the same language as the name."""
        return self.summary if self.language == "nb" else getattr(self, f"summary_{self.language}")


class TermQuerySet(models.QuerySet):
    """Words of the glossary."""

    def in_language(self, language: str):
        """The glossary of a language; bokmål where there is none."""
        own = self.filter(language=language)
        return own if language == "nb" or own.exists() else self.filter(language="nb")


class Term(models.Model):
    """A word and what we mean by it."""

    language = models.CharField(_("språk"), max_length=5, choices=languages, default="nb")
    slug = models.SlugField(_("adresse"), max_length=80)
    term = models.CharField(_("ord"), max_length=80)
    meaning = models.TextField(_("betyr"), max_length=600)
    not_the_same_as = models.TextField(_("ikke det samme som"), max_length=600, blank=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ["term", "pk"]
        constraints = [models.UniqueConstraint(fields=["language", "slug"], name="knowledge_term_slug")]
        verbose_name = _("ord i ordlista")
        verbose_name_plural = _("ordliste")

    def __str__(self) -> str:
        return self.term
