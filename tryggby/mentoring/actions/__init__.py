"""What people do: appoint and end, plan, move, cancel, answer, run, report."""

from tryggby.mentoring.actions.mandate import appoint_mentor, end_mandate
from tryggby.mentoring.actions.practice import answer_invitation, cancel_practice, move_practice, plan_practice
from tryggby.mentoring.actions.report import Pulse, report_practice
from tryggby.mentoring.actions.retention import forget_participants
from tryggby.mentoring.actions.run import go_to_step, pause_run, resume_run, start_run
from tryggby.mentoring.refusal import Refused

__all__ = [
    "Pulse",
    "Refused",
    "answer_invitation",
    "appoint_mentor",
    "cancel_practice",
    "end_mandate",
    "forget_participants",
    "go_to_step",
    "move_practice",
    "pause_run",
    "plan_practice",
    "report_practice",
    "resume_run",
    "start_run",
]
