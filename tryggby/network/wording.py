"""Words of what is kept as codes: which comparison a table belongs to, and what a finding says to whoever reads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from tryggby.network.models import Finding
from tryggby.organisations.door import Service
from tryggby.voices.door import age_words, answer_rows, question_words

# What is kept of a table beside its counts, so that it can be worded in any language.
ASKED = ("service", "age", "words", "labels", "scale", "choices")


@dataclass(frozen=True)
class FindingWords:
    """A finding as it is shown. Those that were lifted first hold finished bokmål words; `language` says so."""

    finding: Finding
    question: str
    rows: list[dict[str, Any]]
    language: str = ""

    @property
    def labels(self) -> list[str]:
        """What the columns are called."""
        return [label for label, _count in self.rows[0]["cells"]] if self.rows else []


def worded(findings: Iterable[Finding]) -> list[FindingWords]:
    """Findings in the reader's language. One query, however many."""
    services = {service.code: str(service) for service in Service.objects.all()}  # for everyone: kinds of work
    return [_worded(finding, services) for finding in findings]


def parts_of(table: dict, services: dict[str, str]) -> list[str]:
    """Where a question was asked and of whom: the service, the children's age, and the faces when they are three."""
    parts = [services.get(table["service"], table["service"]), age_words(table["age"])]
    if table["scale"] == "three":
        parts.append(_("tre fjes"))
    return parts


def _worded(finding: Finding, services: dict[str, str]) -> FindingWords:
    rows = finding.seen
    if not rows or "asked" not in rows[0]:
        return FindingWords(finding, finding.question, rows, settings.LANGUAGE_CODE)
    asked = rows[0]["asked"]
    question = f"{question_words(asked['words'])} ({' · '.join(parts_of(asked, services))})"
    return FindingWords(finding, question, [row | {"cells": _cells(row)} for row in rows])


def _cells(row: dict[str, Any]) -> list[tuple[str, int | None]]:
    asked = row["asked"]
    answers = {name: asked[name] for name in ("labels", "scale", "choices")}
    return answer_rows(**answers, cells=row["cells"])
