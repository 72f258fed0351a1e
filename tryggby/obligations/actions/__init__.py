"""The room's verbs: on requirements, on leave and waivers, on the weekly letter, and the reckoning."""

from tryggby.obligations.actions.absence import (
    end_leave,
    end_waiver,
    forget_absences,
    import_leaves,
    note_leave,
    waive,
)
from tryggby.obligations.actions.digest import follow_mails, forget_digests, send_digests, want_digest
from tryggby.obligations.actions.reckon import (
    Result,
    ask_nightly,
    ask_reckoning,
    mark_affected,
    reckon_affected,
    reckon_people,
    run_reckonings,
    settle_person,
)
from tryggby.obligations.actions.requirement import (
    change_requirement,
    discard_requirement,
    draft_requirement,
    end_requirement,
    put_in_force,
)

__all__ = [
    "Result",
    "ask_nightly",
    "ask_reckoning",
    "change_requirement",
    "discard_requirement",
    "draft_requirement",
    "end_leave",
    "end_requirement",
    "end_waiver",
    "follow_mails",
    "forget_absences",
    "forget_digests",
    "import_leaves",
    "mark_affected",
    "note_leave",
    "put_in_force",
    "reckon_affected",
    "reckon_people",
    "run_reckonings",
    "send_digests",
    "settle_person",
    "waive",
    "want_digest",
]
