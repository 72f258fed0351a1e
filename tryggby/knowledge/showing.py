"""A text on its way to the reader: the body as HTML made once, what stands around it, how fresh it is."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

import nh3
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.rich_text import expand_db_html

from tryggby.knowledge.finding import languages_of, place_of
from tryggby.knowledge.lix import lix, text_of_body
from tryggby.knowledge.marks import number_marks
from tryggby.knowledge.models import Article, ExpertReview, Rendering, SeeAlso, Source
from tryggby.ui.door import frame_language

# Raised when the HTML that is made changes; older renderings are then made anew as they are asked for.
EDITION = 2
TAGS = {"a", "b", "br", "em", "i", "li", "ol", "p", "strong", "ul"}
SCHEMES = {"https", "http", "mailto", "tel"}


@dataclass(frozen=True)
class Neighbour:
    """An article beside this one."""

    title: str
    address: str


@dataclass
class Reading:
    """An article with everything its page shows."""

    page: Any
    html: SafeString
    language: str
    sources: list[Source] = field(default_factory=list)
    also: list[Neighbour] = field(default_factory=list)
    before: Neighbour | None = None
    after: Neighbour | None = None
    checked: ExpertReview | None = None
    changed_since: bool = False
    lags: bool = False

    @property
    def foreign(self) -> bool:
        """True when the reader asked for another language than the text has."""
        return self.page.language != self.language

    @property
    def direction(self) -> str:
        """`rtl` for Arabic."""
        return self.page.direction

    @property
    def address(self) -> str:
        """Where the text is read by somebody who asks for this language."""
        return place_of(self.page, self.language)

    @property
    def languages(self) -> list:
        """The choices of the language picker; one query."""
        return languages_of(self.page, self.language)


def clean(html: str) -> SafeString:
    """Stored rich text as HTML with nothing in it but running text, lists and links."""
    cleaned = nh3.clean(expand_db_html(html), tags=TAGS, attributes={"a": {"href"}}, url_schemes=SCHEMES, link_rel=None)
    return mark_safe(cleaned.replace('href="http', 'rel="external" href="http'))  # noqa: S308 (cleaned above)


def make_html(page) -> str:
    """The body as HTML in the language of the text, with numbered source marks."""
    with translation.override(page.language):
        # Our own words in a text in a language that they are not translated to say which language they are in.
        ours = "" if frame_language(page.language) == page.language else mark_safe(' lang="nb" dir="ltr"')
        html = render_to_string("knowledge/body.html", {"blocks": page.body, "ours": ours})
        sources = [source.mark for source in page.sources.all()] if isinstance(page, Article) else []
        return number_marks(html, sources, _("Kilde"))


def digest_of(page) -> str:
    """SHA-256 of what a reader reads."""
    text = "\0".join((page.title, page.summary, text_of_body(page.body, headings=True)))
    return hashlib.sha256(text.encode()).hexdigest()


def keep_rendering(page) -> Rendering:
    """Make the HTML of a published page and keep it."""
    text = text_of_body(page.body)
    made, _new = Rendering.objects.update_or_create(
        page_id=page.pk,
        defaults={
            "revision": page.live_revision_id,
            "made_with": EDITION,
            "html": make_html(page),
            "text": text_of_body(page.body, headings=True),
            "digest": digest_of(page),
            "lix": min(round(lix(text), 1), 999),
        },
    )
    return made


def rendering_of(page) -> Rendering:
    """The kept HTML, made anew when it is missing or was made in another way."""
    kept = getattr(page, "rendering", None) or Rendering.objects.filter(page_id=page.pk).first()
    if kept is None or kept.made_with != EDITION or kept.revision != page.live_revision_id:
        kept = keep_rendering(page)
    return kept


def read(page, language: str) -> Reading:
    """An article as its page shows it, in at most six queries after the article's own."""
    kept = rendering_of(page)
    reading = Reading(page=page, html=mark_safe(kept.html), language=language)  # noqa: S308 (made by make_html)
    reading.sources = list(Source.objects.filter(article=page.pk).order_by("sort_order", "pk"))
    others = SeeAlso.objects.filter(article=page.pk, other__live=True).select_related("other", "other__locale")
    others = others.only("other__title", *(f"other__{name}" for name in Article.FOUND_BY))
    reading.also = [_neighbour(row.other) for row in others.order_by("sort_order", "pk")]
    reading.before, reading.after = _beside(page)
    reading.checked = ExpertReview.objects.filter(page=page.pk).first()
    reading.changed_since = reading.checked is not None and reading.checked.digest != kept.digest
    reading.lags = lags(page)
    return reading


def lags(page) -> bool:
    """True when the bokmål text has changed since the translation was made."""
    if page.language == "nb" or not page.follows:
        return False
    return page.follows != digest_of_original(page)


def digest_of_original(page) -> str:
    """The digest of the published bokmål text that this one translates; empty when there is none."""
    original = Rendering.objects.filter(
        page__translation_key=page.translation_key, page__locale__language_code="nb", page__live=True
    )
    return original.values_list("digest", flat=True).first() or ""


def preview_context(page) -> dict:
    """What the preview shows of a text that is not saved or published."""
    html = mark_safe(make_html(page))  # noqa: S308 (made by make_html)
    reading = Reading(page=page, html=html, language=page.language)
    if isinstance(page, Article):
        reading.sources = list(page.sources.all())
    return {"reading": reading, "article": page, "plain": not isinstance(page, Article)}


def _neighbour(article) -> Neighbour:
    return Neighbour(article.title, article.address)


def _beside(page) -> tuple[Neighbour | None, Neighbour | None]:
    """The article before and the one after, in the same theme for the same readers."""
    if page.theme_id is None:
        return None, None
    around = Article.objects.live().filter(theme=page.theme_id, audience=page.audience, locale=page.locale_id)
    rows = list(around.order_by("title", "pk").select_related("locale").only("title", "slug", "audience", "locale"))
    place = next((number for number, row in enumerate(rows) if row.pk == page.pk), None)
    if place is None:
        return None, None
    before = _neighbour(rows[place - 1]) if place else None
    return before, _neighbour(rows[place + 1]) if place + 1 < len(rows) else None
