"""Finds published texts and words: by stems and synonyms, the same on every database."""

from collections import defaultdict
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q

from tryggby.knowledge.models import SearchDocument, SearchWord
from tryggby.knowledge.stems import stems_of, synonyms

# However long the question is, no more of it is looked at.
SIGNS, TERMS = 2000, 12
# A stem this long also finds longer words that begin with it, for a third of the weight.
PREFIX = 4


@dataclass(frozen=True)
class Found:
    """One answer. `kind`: staff, public, child, parent (articles), news, plainpage or term."""

    kind: str
    title: str
    summary: str
    address: str
    language: str


def search(text: str, language: str = "nb", limit: int = 20) -> list[Found]:
    """The best answers first: those with most of the words asked for, then where the words count most.

    Texts in the language asked for, and bokmål ones that have no translation.
    """
    groups = _groups(text[:SIGNS], language)
    if not groups:
        return []
    scores = _scores(groups, language)
    documents = SearchDocument.objects.in_bulk(scores)
    translated = {document.original for document in documents.values() if document.language == language}
    wanted = [
        document
        for document in documents.values()
        if document.language == language or document.original not in translated
    ]
    wanted.sort(key=lambda document: (*(-part for part in scores[document.pk]), document.title, document.pk))
    return [_found(document) for document in wanted[:limit]]


def _groups(text: str, language: str) -> list[tuple[str, frozenset[str]]]:
    """For each word asked for: its stem, and all stems that mean the same."""
    same = synonyms(language)
    stems = list(dict.fromkeys(stems_of(text, language)))[:TERMS]
    return [(stem, same.get(stem, frozenset()) | {stem}) for stem in stems]


def _scores(groups, language: str) -> dict[int, tuple[int, int]]:
    """Document → how many of the words it has, and how much they count there."""
    exact = frozenset().union(*(stems for _stem, stems in groups))
    condition = Q(stem__in=exact)
    for stem, _stems in groups:
        if len(stem) >= PREFIX:
            condition |= Q(stem__startswith=stem)
    best: dict[int, dict[str, int]] = defaultdict(dict)
    rows = SearchWord.objects.filter(condition, document__language__in={language, "nb"})
    for document, found, weight in rows.values_list("document_id", "stem", "weight"):
        for stem, stems in groups:
            worth = weight * 3 if found in stems else weight if len(stem) >= PREFIX and found.startswith(stem) else 0
            if worth > best[document].get(stem, 0):
                best[document][stem] = worth
    return {document: (len(words), sum(words.values())) for document, words in best.items() if words}


def _found(document: SearchDocument) -> Found:
    prefix = "" if document.language == settings.LANGUAGE_CODE else f"/{document.language}"
    return Found(document.kind, document.title, document.summary, prefix + document.path, document.language)
