"""The routines room's door: loading what is shipped, what a leader is reminded of, a person's own points, the demo."""

from tryggby.routines.actions import finish_plan_point
from tryggby.routines.course import MOMENTS, ItemCourse, own_course, pulse_items, review_counts
from tryggby.routines.demo import build as build_demo
from tryggby.routines.loading import load_shipped
from tryggby.routines.models import Adoption, PlanPoint, Routine, SelfReview
from tryggby.routines.own import points_of
from tryggby.routines.state import Reminders, reminder_parts, reminders_of

__all__ = [
    "MOMENTS",
    "Adoption",
    "ItemCourse",
    "PlanPoint",
    "Reminders",
    "Routine",
    "SelfReview",
    "build_demo",
    "finish_plan_point",
    "load_shipped",
    "own_course",
    "points_of",
    "pulse_items",
    "reminder_parts",
    "reminders_of",
    "review_counts",
]
