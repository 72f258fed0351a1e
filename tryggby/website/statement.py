"""Reads the accessibility statement: its status, its dates and what is known to be missing, as dated data."""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from django.utils.translation import get_language

FILE = Path(__file__).parent / "accessibility.yaml"


@dataclass(frozen=True)
class Shortfall:
    """Something that does not meet a criterion: which, what, why, and what is done about it."""

    criterion: str
    what: str
    why: str
    plan: str


@dataclass(frozen=True)
class Statement:
    """The statement in the reader's language. `status` is `full`, `partial` or `none`."""

    status: str
    standard: str
    made: dt.date
    reviewed: dt.date
    review_by: dt.date
    shortfalls: tuple[Shortfall, ...]
    how: tuple[str, ...]


def read_statement() -> Statement:
    """The statement; what is not translated is in bokmål."""
    language, data = get_language() or "nb", _data()

    def said(texts: dict) -> str:
        return texts.get(language) or texts["nb"]

    return Statement(
        status=data["status"],
        standard=data["standard"],
        made=data["made"],
        reviewed=data["reviewed"],
        review_by=data["reviewed"] + dt.timedelta(days=data["review_every_days"]),
        shortfalls=tuple(
            Shortfall(row["criterion"], said(row["what"]), said(row["why"]), said(row["plan"]))
            for row in data["shortfalls"]
        ),
        how=tuple(said(row) for row in data["how"]),
    )


@cache
def _data() -> dict:
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))
