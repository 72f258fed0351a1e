"""Feeds search: a published text becomes one document and its stems; what comes down is taken out."""

from collections import Counter

from django.db import transaction

from tryggby.knowledge.models import SearchDocument, SearchWord, Term
from tryggby.knowledge.stems import stems_of

# How much a word counts where it stands, and how often it counts in the body.
TITLE, SUMMARY, MOST = 8, 3, 3


@transaction.atomic
def feed(page, text: str) -> None:
    """Put a published page into search, or renew it."""
    kind = page._meta.model_name
    if kind == "article":
        kind = page.audience
    forget(page)
    _write(
        kind=kind,
        number=page.pk,
        language=page.language,
        original=str(page.translation_key),
        title=page.title,
        summary=page.summary,
        path=page.path_here,
        text=text,
    )


def feed_term(term: Term) -> None:
    """Put a word of the glossary into search."""
    forget_term(term)
    _write(
        kind="term",
        number=term.pk,
        language=term.language,
        original=f"term-{term.slug}",
        title=term.term,
        summary=term.meaning,
        path=f"/ordliste/#{term.slug}",
        text="",
    )


def forget(page) -> None:
    """Take a page out of search."""
    SearchDocument.objects.exclude(kind="term").filter(number=page.pk).delete()


def forget_term(term: Term) -> None:
    """Take a word of the glossary out of search."""
    SearchDocument.objects.filter(kind="term", number=term.pk).delete()


def _write(*, kind, number, language, original, title, summary, path, text) -> None:
    document = SearchDocument.objects.create(
        kind=kind, number=number, language=language, original=original, title=title, summary=summary, path=path
    )
    weights: Counter[str] = Counter()
    for stem, times in Counter(stems_of(text, language)).items():
        weights[stem] += min(times, MOST)
    for stem in set(stems_of(summary, language)):
        weights[stem] += SUMMARY
    for stem in set(stems_of(title, language)):
        weights[stem] += TITLE
    SearchWord.objects.bulk_create(
        SearchWord(document=document, stem=stem[:60], weight=weight) for stem, weight in sorted(weights.items())
    )
