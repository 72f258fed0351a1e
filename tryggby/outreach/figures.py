"""Figures a meeting can put on its agenda: what everybody can read of children's answers in the organisation."""

import hashlib

from tryggby.organisations.door import Service
from tryggby.voices.door import PublicFigure, age_words, answer_rows, public_figures, question_words


def figures_for(organisation, service: Service) -> dict[str, dict]:
    """Code → a frozen row of what children answered there, of the service; hidden cells stay hidden."""
    rows = [_frozen(figure) for figure in public_figures(organisation, service=service, common=False)]
    return {_code(row): row for row in rows}


def title_of(figure: dict) -> str:
    """How a figure is called in a list."""
    return f"{figure['question']} – {figure['age']}, {figure['since'][:7]}"


def _frozen(figure: PublicFigure) -> dict:
    """In the reader's language, the best answer first."""
    of = {"labels": figure.labels, "scale": figure.scale, "choices": figure.choices}
    return {
        "question": question_words(figure.words),
        "since": figure.since.isoformat(),
        "until": figure.until.isoformat(),
        "age": age_words(figure.age_band),
        "number": figure.number,
        "cells": [list(row) for row in answer_rows(cells=figure.cells, **of)],
    }


def _code(figure: dict) -> str:
    return hashlib.sha256(repr(sorted(figure.items())).encode()).hexdigest()[:12]
