"""What other rooms show of published texts: news, plain pages, articles for some readers, all addresses."""

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.utils.safestring import mark_safe

from tryggby.knowledge.finding import find
from tryggby.knowledge.models import Article, News, PlainPage
from tryggby.knowledge.showing import Reading, lags, read, rendering_of


def latest_news(language: str, limit: int = 10):
    """News, newest first, in a language or else in bokmål."""
    return News.objects.in_language(language).order_by("-dated", "-pk")[:limit]


def news_item(slug: str, language: str) -> Reading | None:
    """One piece of news with its HTML, or None."""
    return _read(find(News, slug, language), language)


def plain_page(slug: str, language: str) -> Reading | None:
    """A page of the website with its HTML, or None."""
    return _read(find(PlainPage, slug, language), language)


def articles(language: str, *audiences: str):
    """Articles for some readers, e.g. `articles("nb", "child")`, sorted by theme and title; not sliced."""
    found = Article.objects.listed(language)
    return found.of(*audiences) if audiences else found


def articles_in_other_tongues(*audiences: str):
    """Articles in languages that have no interface of their own, by language and title."""
    codes = [code for code, _name in settings.CONTENT_LANGUAGES]
    found = Article.objects.live().of(*audiences).filter(locale__language_code__in=codes)
    return found.select_related("locale").defer("body").order_by("locale__language_code", "title", "pk")


def article(slug: str, language: str) -> Reading | None:
    """One article as its page shows it, in a language or else in bokmål; None when there is none."""
    page = find(Article, slug, language)
    return None if page is None else read(page, language)


def all_addresses() -> Iterator[tuple[str, dt.datetime]]:
    """Path and last change of everything published, for the site map."""
    for model in (Article, News, PlainPage):
        for page in model.objects.live().select_related("locale").defer("body").order_by("pk").iterator():
            yield page.address, page.last_published_at


def _read(page, language: str) -> Reading | None:
    if page is None:
        return None
    html = mark_safe(rendering_of(page).html)  # noqa: S308 (made by make_html)
    return Reading(page=page, html=html, language=language, lags=lags(page))
