"""The pieces of the phone's page that polling asks for, rendered once in each process for all phones that see the same.

What a phone sees is settled by the run's mark, the role, whether one sits out, one's own choice and the language.
"""

from django.db.models import OuterRef, Subquery
from django.template.loader import render_to_string
from django.utils.translation import get_language

from tryggby.drills.actions.seat import hash_of
from tryggby.drills.models import Choice, Seat

# Stands where each phone's own form token goes.
PLACE = "token-goes-here"
MOST_KEPT = 400
_KEPT: dict[tuple, str] = {}


def seat_state(key: str, token: str) -> tuple | None:
    """Role, sits out or not, and the choice at the open decision point of the seat that holds the token. One query."""
    chosen = Choice.objects.filter(seat=OuterRef("pk"), decision=OuterRef("run__decision")).order_by("pk")
    seats = Seat.objects.filter(run__key=key, token=hash_of(token)).order_by("pk")
    row = seats.values_list("role", "passed_at", Subquery(chosen.values("option")[:1])).first()
    return (row[0], row[1] is not None, row[2]) if row else None


def kept_piece(key: str, mark: str, token: str, form_token: str) -> str | None:
    """The piece for the phone with this token, when some phone has been shown the same before; else None."""
    state = seat_state(key, token) if token else None
    piece = _KEPT.get((key, mark, state, get_language())) if state else None
    return piece.replace(PLACE, form_token) if piece else None


def new_piece(page: dict, key: str, token: str, form_token: str) -> str:
    """Render the piece, and keep it for the next phone. `page` is what `phone_page` gave."""
    piece = render_to_string("drills/poll.html", page | {"csrf_token": PLACE})
    if len(_KEPT) >= MOST_KEPT:
        _KEPT.clear()
    state = seat_state(key, token)
    if state:
        _KEPT[key, page["mark"], state, get_language()] = piece
    return piece.replace(PLACE, form_token)
