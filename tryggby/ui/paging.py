"""Paging by key: the next page starts after the last row shown, so long lists stay quick and never skip a row."""

import base64
import binascii
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict


@dataclass(frozen=True)
class Page:
    """Some rows of a list, and the addresses (query strings) of the pages before and after."""

    rows: list[Any]
    previous_url: str = ""
    next_url: str = ""

    def __iter__(self):
        return iter(self.rows)

    def __len__(self):
        return len(self.rows)


def keyset_page(queryset, *, query: QueryDict, by: Sequence[str], size: int = 25) -> Page:
    """One page of `queryset` ordered `by` columns, the last of which must be unique (`("-opened", "-pk")`).

    `query` is `request.GET`; its `etter` and `for` say where we are, the rest is kept in the links.
    One query, whatever the page. A cursor that makes no sense shows the first page.
    """
    after, before = _read(query.get("etter"), by), _read(query.get("for"), by)
    backwards = after is None and before is not None
    order = [_flip(column) for column in by] if backwards else list(by)
    start = before if backwards else after
    rows = queryset.order_by(*order)
    if start is not None:
        try:
            rows = rows.filter(_beyond(order, start))
        except (ValueError, TypeError, ValidationError):
            start = None
    rows = list(rows[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    has_next = backwards or more
    has_previous = more if backwards else start is not None
    return Page(
        rows,
        previous_url=_link(query, "for", rows[0], by) if rows and has_previous else "",
        next_url=_link(query, "etter", rows[-1], by) if rows and has_next else "",
    )


def keyset_rows(queryset, *, after: str, by: Sequence[str], size: int) -> tuple[list[Any], str]:
    """Rows after a cursor in this order, and the cursor of the next ones (empty on the last page). One query.

    For machines: a cursor that makes no sense is a ValueError.
    """
    start = _read(after, by)
    if after and start is None:
        raise ValueError("no such cursor")
    rows = queryset.order_by(*by)
    if start is not None:
        try:
            rows = rows.filter(_beyond(by, start))
        except (TypeError, ValidationError) as error:
            raise ValueError("no such cursor") from error
    rows = list(rows[: size + 1])
    return rows[:size], _cursor(rows[size - 1], by) if len(rows) > size else ""


def _beyond(order, start):
    """Rows after `start` in this order: later in the first column, or equal there and later in the next."""
    found, equal = Q(), Q()
    for column, value in zip(order, start, strict=True):
        name, comparison = column.lstrip("-"), "lt" if column.startswith("-") else "gt"
        found |= equal & Q(**{f"{name}__{comparison}": value})
        equal &= Q(**{name: value})
    return found


def _flip(column):
    return column[1:] if column.startswith("-") else f"-{column}"


def _link(query, name, row, by):
    link = query.copy()
    for key in ("etter", "for"):
        link.pop(key, None)
    link[name] = _cursor(row, by)
    return f"?{link.urlencode()}"


def _cursor(row, by) -> str:
    values = [_value(row, column.lstrip("-")) for column in by]
    return base64.urlsafe_b64encode(json.dumps(values, default=str).encode()).decode().rstrip("=")


def _value(row, path):
    for part in path.split("__"):
        row = getattr(row, part)
    return row


def _read(text, by):
    if not text:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, RecursionError, binascii.Error):
        return None
    plain = isinstance(values, list) and all(_is_plain(value) for value in values)
    return values if plain and len(values) == len(by) else None


def _is_plain(value) -> bool:
    """What a column can hold: no zero byte and no half sign, no number without end."""
    if isinstance(value, str):
        return "\0" not in value and not any("\ud800" <= sign <= "\udfff" for sign in value)
    return isinstance(value, int) or (isinstance(value, float) and math.isfinite(value))
