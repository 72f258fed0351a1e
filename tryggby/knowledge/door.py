"""The knowledge room's door: published texts, search, and loading what comes with the product."""

from tryggby.knowledge.access import is_editor
from tryggby.knowledge.loading import load_shipped
from tryggby.knowledge.models import Article, News, PlainPage, Term, Theme
from tryggby.knowledge.newsroom import publish_news
from tryggby.knowledge.reading import (
    all_addresses,
    article,
    articles,
    articles_in_other_tongues,
    latest_news,
    news_item,
    plain_page,
)
from tryggby.knowledge.search import Found, search
from tryggby.knowledge.showing import Reading

__all__ = [
    "Article",
    "Found",
    "News",
    "PlainPage",
    "Reading",
    "Term",
    "Theme",
    "all_addresses",
    "article",
    "articles",
    "articles_in_other_tongues",
    "is_editor",
    "latest_news",
    "load_shipped",
    "news_item",
    "plain_page",
    "publish_news",
    "search",
]
