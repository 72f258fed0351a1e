"""The verbs of the programmes room. Keyword-only, `by=` always, one transaction, one audit entry."""

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
from tryggby.programmes.actions.gathering import cancel_gathering, hold_gathering, move_gathering
from tryggby.programmes.actions.learning import answer_goals, check_commitments, record_goal_counts

__all__ = [
    "PlannedGathering",
    "accept_invitation",
    "answer_goals",
    "cancel_cohort",
    "cancel_gathering",
    "check_commitments",
    "check_in",
    "close_cohort",
    "decline_invitation",
    "discard_draft",
    "end_enrolment",
    "enrol",
    "hold_gathering",
    "invite",
    "move_gathering",
    "publish_cohort",
    "publish_draft",
    "record_attendance",
    "record_goal_counts",
    "record_headcount",
    "remind_invited",
    "save_draft",
    "start_cohort",
    "start_draft",
    "take_back",
]
