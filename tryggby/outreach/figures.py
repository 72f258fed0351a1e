"""Figures a meeting can put on its agenda: rows of the released tables, just as everybody may read them."""

import hashlib

from tryggby.organisations.door import Service
from tryggby.voices.door import public_tables


def figures_for(service: Service) -> dict[str, dict]:
    """Code → a frozen row of what children answered, of the service; hidden cells stay hidden."""
    found = {}
    for table in (table for period in public_tables(service) for table in period):
        for row in table.rows:
            figure = {
                "question": str(table.question),
                "since": table.since.isoformat(),
                "until": table.until.isoformat(),
                "age": str(table.age),
                "name": str(row.name),
                "number": row.number,
                "cells": [[str(label), count] for label, count, _width in row.cells],
            }
            found[_code(figure)] = figure
    return found


def title_of(figure: dict) -> str:
    """How a figure is called in a list."""
    return f"{figure['question']} – {figure['name']}, {figure['age']}, {figure['since'][:7]}"


def _code(figure: dict) -> str:
    return hashlib.sha256(repr(sorted(figure.items())).encode()).hexdigest()[:12]
