"""What other rooms show of published texts: news, plain pages, articles for some readers, all addresses."""

import datetime as dt
from collections.abc import Iterator

from django.utils.safestring import mark_safe

from tryggby.knowledge.models import Article, News, PlainPage
from tryggby.knowledge.showing import Reading, read, rendering_of


def latest_news(language: str, limit: int = 10):
    """News, newest first, in a language or else in bokmål."""
    return News.objects.in_language(language).order_by("-dated", "-pk")[:limit]


def news_item(slug: str, language: str) -> Reading | None:
    """One piece of news with its HTML, or None."""
    return _read(News.objects.to_read(slug, language), language)


def plain_page(slug: str, language: str) -> Reading | None:
    """A page of the website with its HTML, or None."""
    return _read(PlainPage.objects.to_read(slug, language), language)


def articles(language: str, *audiences: str):
    """Articles for some readers, e.g. `articles("nb", "child")`, sorted by theme and title; not sliced."""
    found = Article.objects.listed(language)
    return found.of(*audiences) if audiences else found


def article(slug: str, language: str) -> Reading | None:
    """One article as its page shows it, in a language or else in bokmål; None when there is none."""
    page = Article.objects.to_read(slug, language)
    return None if page is None else read(page, language)


def all_addresses() -> Iterator[tuple[str, dt.datetime]]:
    """Path and last change of everything published, for the site map."""
    for model in (Article, News, PlainPage):
        for page in model.objects.live().select_related("locale").defer("body").order_by("pk").iterator():
            yield page.address, page.last_published_at


def _read(page, language: str) -> Reading | None:
    if page is None:
        return None
    return Reading(page=page, html=mark_safe(rendering_of(page).html), language=language)  # noqa: S308 (made by make_html)
