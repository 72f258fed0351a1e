"""The verbs on drills: plan and lead a run, take part in it, talk about it afterwards, follow it up."""

from tryggby.drills.actions.afterwards import close_run, finish_follow_up, finish_talk, move_follow_up, say_if_it_worked
from tryggby.drills.actions.around import save_local_answers, set_rhythm
from tryggby.drills.actions.play import (
    end_play,
    give_inject,
    leave_out_inject,
    open_decision,
    pause_play,
    resume_play,
    show_answers,
    start_play,
    tick_act,
    write_notes,
)
from tryggby.drills.actions.practice import begin_practice
from tryggby.drills.actions.purge import break_off_runs, call_off_forgotten, forget_names
from tryggby.drills.actions.run import cancel_run, close_door, open_door, open_run, plan_run
from tryggby.drills.actions.seat import choose, choose_role, come_back, pass_over, stop_run, take_seat
from tryggby.drills.refusal import Refused

__all__ = [
    "Refused",
    "begin_practice",
    "break_off_runs",
    "call_off_forgotten",
    "cancel_run",
    "choose",
    "choose_role",
    "close_door",
    "close_run",
    "come_back",
    "end_play",
    "finish_follow_up",
    "finish_talk",
    "forget_names",
    "give_inject",
    "leave_out_inject",
    "move_follow_up",
    "open_decision",
    "open_door",
    "open_run",
    "pass_over",
    "pause_play",
    "plan_run",
    "resume_play",
    "save_local_answers",
    "say_if_it_worked",
    "set_rhythm",
    "show_answers",
    "start_play",
    "stop_run",
    "take_seat",
    "tick_act",
    "write_notes",
]
