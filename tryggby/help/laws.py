"""Sections of the law for other rooms: which concern a service, and how fresh each is."""

from collections.abc import Sequence

from tryggby.help.models import LawSnippet


def law_snippets(*, service: str = "", kinds: Sequence[str] = (), ids: Sequence[str] = ()) -> list[LawSnippet]:
    """Sections that stand, duties to report first; one query.

    `service` a service's code (empty: every section), `kinds` of LawSnippet.Kind, `ids` of the starter set such as
    `bvl-13-2`. Show `overdue` and `doubtful` ones with a word of warning.
    """
    found = LawSnippet.objects.standing()
    if kinds:
        found = found.filter(kind__in=kinds)
    if ids:
        found = found.filter(shipped_id__in=ids)
    order = list(LawSnippet.Kind.values)
    laws = [law for law in found if not service or law.concerns(service)]
    return sorted(laws, key=lambda law: (order.index(law.kind), law.section, law.pk))
