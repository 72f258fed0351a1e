"""The room's tables. Nothing about the sharing plan or the safe person is among them."""

from tryggby.routines.models.adoption import Adoption, RoutineReview, UnitRoutine
from tryggby.routines.models.routine import Routine, RoutineText, RoutineVersion
from tryggby.routines.models.self_review import PlanPoint, ReviewAnswer, SelfReview

__all__ = [
    "Adoption",
    "PlanPoint",
    "ReviewAnswer",
    "Routine",
    "RoutineReview",
    "RoutineText",
    "RoutineVersion",
    "SelfReview",
    "UnitRoutine",
]
