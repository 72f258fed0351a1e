"""What the installation stores about a person: each room tells its part when the person asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.dispatch import Signal

# Sent with `person=`; a receiver answers with a Stored or None.
tell_what_is_stored = Signal()


@dataclass(frozen=True)
class Stored:
    """One kind of data about a person: what, why, how long, and the rows as texts."""

    title: str
    why: str
    kept: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


def stored_about(person) -> list[Stored]:
    """Everything the rooms tell, in the order of the house."""
    told: list[tuple[Any, Any]] = tell_what_is_stored.send(sender=type(person), person=person)
    return [part for _, part in told if isinstance(part, Stored)]
