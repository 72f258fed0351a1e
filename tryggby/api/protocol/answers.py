"""What every answer has in common: pages of rows, and the answers that each operation may give besides its own."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from tryggby.api.protocol import shapes
from tryggby.api.protocol.problems import Problem
from tryggby.ui.door import keyset_rows

EVERYBODY: dict[int, Any] = {304: None, 422: shapes.Problem, 429: shapes.Problem, 503: shapes.Problem}
OWN: dict[int, Any] = EVERYBODY | {401: shapes.Problem, 403: shapes.Problem}


def paged(queryset, asked: shapes.Paging, shaped: Callable[[Any], dict[str, Any]], by: str = "pk") -> dict[str, Any]:
    """One page of rows in the order in which they came to be, so that nothing is skipped when a row changes."""
    try:
        rows, after = keyset_rows(queryset, after=asked.after, by=(by,), size=asked.limit)
    except ValueError:
        raise Problem(422, _("Vi kjenner ikke igjen stedet å lese videre fra."), ("after",))
    return {"items": [shaped(row) for row in rows], "next": after or None}
