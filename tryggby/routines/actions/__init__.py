"""The room's verbs."""

from tryggby.routines.actions.forgetting import forget_names
from tryggby.routines.actions.routine import adapt_routine, adopt_routine, review_routine, take_version
from tryggby.routines.actions.self_review import (
    agree_on,
    begin_self_review,
    close_self_review,
    drop_self_review,
    finish_plan_point,
    hand_plan_point,
    move_plan_point,
    plan_point,
)

__all__ = [
    "adapt_routine",
    "adopt_routine",
    "agree_on",
    "begin_self_review",
    "close_self_review",
    "drop_self_review",
    "finish_plan_point",
    "forget_names",
    "hand_plan_point",
    "move_plan_point",
    "plan_point",
    "review_routine",
    "take_version",
]
