"""Runs of drills, seats and choices while they last, follow-ups, local answers, a unit's rhythm."""

from tryggby.drills.models.follow_up import FollowUp
from tryggby.drills.models.local_answer import LocalAnswer
from tryggby.drills.models.rhythm import Rhythm
from tryggby.drills.models.run import DrillRun, Phase
from tryggby.drills.models.seat import Choice, Seat

__all__ = ["Choice", "DrillRun", "FollowUp", "LocalAnswer", "Phase", "Rhythm", "Seat"]
