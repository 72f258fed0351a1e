"""Who sees what, in the reader's language: what each room tells of its models, and how many rows there are."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import connection, models

from tryggby.audit.door import Held, all_held

# What is about the system more than about people comes after the rest.
LAST = ("outbox", "audit")


@dataclass(frozen=True)
class Kind:
    """One kind of rows about people."""

    held: Held
    rows: int


@dataclass(frozen=True)
class Room:
    """What one room holds; `slug` is where on the page it stands."""

    name: Any
    slug: str
    kinds: list[Kind]


def privacy_rooms() -> list[Room]:
    """What every room holds about people, in the order of the rooms, the log and the mails last; one query."""
    told = all_held()
    rows = row_counts([model for _, held in told for model in held])
    rooms = [
        Room(name, next(iter(held))._meta.app_label, [Kind(one, rows[model]) for model, one in held.items()])
        for name, held in told
    ]
    return sorted(rooms, key=lambda room: LAST.index(room.slug) if room.slug in LAST else -1)


def row_counts(tables: Collection[type[models.Model]]) -> dict[type[models.Model], int]:
    """How many rows each model has; all in one query."""
    quote = connection.ops.quote_name
    counts = ", ".join(f"(SELECT COUNT(*) FROM {quote(model._meta.db_table)})" for model in tables)  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}")
        return dict(zip(tables, cursor.fetchone(), strict=True))
