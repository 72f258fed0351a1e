"""The obligations room's door: requirements, obligations, leaves, waivers, letters, and how they are reckoned."""

from tryggby.obligations.actions import (
    Result,
    ask_nightly,
    ask_reckoning,
    change_requirement,
    draft_requirement,
    end_leave,
    end_requirement,
    end_waiver,
    import_leaves,
    mark_affected,
    note_leave,
    put_in_force,
    reckon_affected,
    reckon_people,
    run_reckonings,
    send_digests,
    waive,
)
from tryggby.obligations.demo import build_demo, settle_demo
from tryggby.obligations.models import Digest, Leave, Obligation, Requirement, Waiver
from tryggby.obligations.reading import Card, cards_of, counted, waiting_cards
from tryggby.obligations.refusal import Refused
from tryggby.obligations.signals import obligations_changed
from tryggby.obligations.words import audience, rhythm, stands, why

__all__ = [
    "Card",
    "Digest",
    "Leave",
    "Obligation",
    "Refused",
    "Requirement",
    "Result",
    "Waiver",
    "ask_nightly",
    "ask_reckoning",
    "audience",
    "build_demo",
    "cards_of",
    "change_requirement",
    "counted",
    "draft_requirement",
    "end_leave",
    "end_requirement",
    "end_waiver",
    "import_leaves",
    "mark_affected",
    "note_leave",
    "obligations_changed",
    "put_in_force",
    "reckon_affected",
    "reckon_people",
    "rhythm",
    "run_reckonings",
    "send_digests",
    "settle_demo",
    "stands",
    "waiting_cards",
    "waive",
    "why",
]
