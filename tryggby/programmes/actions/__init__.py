"""The verbs of the programmes room. Keyword-only, `by=` always, one transaction, one audit entry."""

from tryggby.programmes.actions.arrival import (
    arrive,
    arrive_signed_in,
    claim_arrival,
    enrol_arrival,
    forget_arrival_names,
    loosen_arrival,
    match_arrival,
    restore_arrival,
    undo_arrival,
)
from tryggby.programmes.actions.attendance import check_in, record_attendance, record_headcount
from tryggby.programmes.actions.cohort import (
    PlannedGathering,
    cancel_cohort,
    close_cohort,
    discard_draft,
    publish_cohort,
    publish_draft,
    save_draft,
    start_cohort,
    start_draft,
)
from tryggby.programmes.actions.enrolment import (
    accept_invitation,
    decline_invitation,
    end_enrolment,
    enrol,
    invite,
    remind_invited,
    take_back,
)
from tryggby.programmes.actions.forgetting import forget_drafts, forget_invitations
from tryggby.programmes.actions.gathering import cancel_gathering, hold_gathering, move_gathering
from tryggby.programmes.actions.learning import answer_goals, check_commitments, record_goal_counts
from tryggby.programmes.actions.room import close_room, open_room

__all__ = [
    "PlannedGathering",
    "accept_invitation",
    "answer_goals",
    "arrive",
    "arrive_signed_in",
    "cancel_cohort",
    "cancel_gathering",
    "check_commitments",
    "check_in",
    "claim_arrival",
    "close_cohort",
    "close_room",
    "decline_invitation",
    "discard_draft",
    "end_enrolment",
    "enrol",
    "enrol_arrival",
    "forget_arrival_names",
    "forget_drafts",
    "forget_invitations",
    "hold_gathering",
    "invite",
    "loosen_arrival",
    "match_arrival",
    "move_gathering",
    "open_room",
    "publish_cohort",
    "publish_draft",
    "record_attendance",
    "record_goal_counts",
    "record_headcount",
    "remind_invited",
    "restore_arrival",
    "save_draft",
    "start_cohort",
    "start_draft",
    "take_back",
    "undo_arrival",
]
