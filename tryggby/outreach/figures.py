"""Figures a meeting can put on its agenda: what everybody can read of children's answers in the organisation.

A figure is frozen as codes and counts with the question's own words in its languages, and worded for whoever reads it.
Those that were frozen first hold finished bokmål words instead.
"""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language

from tryggby.organisations.door import Service
from tryggby.voices.door import PublicFigure, age_words, answer_rows, public_figures, question_words


@dataclass(frozen=True)
class FigureWords:
    """A frozen figure as it is shown; the languages are said where they may be others than the reader's."""

    question: str
    age: str
    since: dt.date
    until: dt.date
    number: int
    cells: list[tuple[str, int | None]]
    question_language: str = ""
    answers_language: str = ""


def figures_for(organisation, service: Service) -> dict[str, dict]:
    """Code → a frozen row of what children answered there, of the service; hidden cells stay hidden."""
    rows = [_frozen(figure) for figure in public_figures(organisation, service=service, common=False)]
    return {_code(row): row for row in rows}


def worded(figure: dict) -> FigureWords:
    """What a frozen figure says in the reader's language, the best answer first."""
    told = {
        "since": dt.date.fromisoformat(figure["since"]),
        "until": dt.date.fromisoformat(figure["until"]),
        "number": figure["number"],
    }
    if "words" not in figure:
        cells = [(label, count) for label, count in figure["cells"]]
        language = settings.LANGUAGE_CODE
        languages = {"question_language": language, "answers_language": language}
        return FigureWords(question=figure["question"], age=figure["age"], cells=cells, **languages, **told)
    answers = {name: figure[name] for name in ("labels", "scale", "choices", "cells")}
    # A place's own question is asked in the languages it was written in.
    other = "" if (get_language() or "") in figure["words"] else settings.LANGUAGE_CODE
    return FigureWords(
        question=question_words(figure["words"]),
        age=age_words(figure["age"]),
        cells=answer_rows(**answers),
        question_language=other,
        answers_language=other if figure["scale"] == "choice" else "",
        **told,
    )


def title_of(figure: dict) -> str:
    """How a figure is called in a list."""
    said = worded(figure)
    return f"{said.question} – {said.age}, {figure['since'][:7]}"


def _frozen(figure: PublicFigure) -> dict:
    """Nothing in it depends on who reads."""
    return {
        "words": figure.words,
        "labels": figure.labels,
        "scale": figure.scale,
        "choices": figure.choices,
        "since": figure.since.isoformat(),
        "until": figure.until.isoformat(),
        "age": figure.age_band,
        "number": figure.number,
        "cells": list(figure.cells),
    }


def _code(figure: dict) -> str:
    """The same in every language."""
    return hashlib.sha256(json.dumps(figure, sort_keys=True).encode()).hexdigest()[:12]
