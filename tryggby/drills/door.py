"""The drills room's door: how a unit stands with its drills, and what waits after them."""

from tryggby.drills.actions import Refused, finish_follow_up
from tryggby.drills.demo import build as build_demo
from tryggby.drills.models import DrillRun, FollowUp
from tryggby.drills.next_drill import DrillState, Proposal, Waiting, drill_state, due_words
from tryggby.drills.signals import practice_begins, practice_ends, practice_possible, practice_state

__all__ = [
    "DrillRun",
    "DrillState",
    "FollowUp",
    "Proposal",
    "Refused",
    "Waiting",
    "build_demo",
    "drill_state",
    "due_words",
    "finish_follow_up",
    "follow_ups_of",
    "practice_begins",
    "practice_ends",
    "practice_possible",
    "practice_state",
]


def follow_ups_of(person):
    """What a person has promised to do after a drill and not yet done, the nearest date first; one query."""
    return FollowUp.objects.waiting().owned_by(person).select_related("unit")
