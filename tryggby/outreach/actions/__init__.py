"""The verbs of the room, split by noun."""

from tryggby.outreach.actions.agenda import add_agenda_point, decide_agenda_point, remove_agenda_point
from tryggby.outreach.actions.answer import answer_evaluation, send_due_evaluations
from tryggby.outreach.actions.day import (
    ask_outreach_day,
    cancel_outreach_day,
    count_outreach_people,
    decline_outreach_day,
    plan_outreach_day,
    withdraw_outreach_day,
)
from tryggby.outreach.actions.forgetting import forget_contacts, forget_meeting_names, forget_promise_names
from tryggby.outreach.actions.meeting import (
    cancel_meeting,
    change_meeting,
    check_safety,
    hold_meeting,
    invite_leader,
    note_leader,
    plan_meeting,
    show_meeting,
    uninvite_leader,
    withdraw_meeting,
)
from tryggby.outreach.actions.promise import (
    finish_promise,
    hand_promise,
    make_promise,
    move_promise,
    remind_of_promises,
)

__all__ = [
    "add_agenda_point",
    "answer_evaluation",
    "ask_outreach_day",
    "cancel_meeting",
    "cancel_outreach_day",
    "change_meeting",
    "check_safety",
    "count_outreach_people",
    "decide_agenda_point",
    "decline_outreach_day",
    "finish_promise",
    "forget_contacts",
    "forget_meeting_names",
    "forget_promise_names",
    "hand_promise",
    "hold_meeting",
    "invite_leader",
    "make_promise",
    "move_promise",
    "note_leader",
    "plan_meeting",
    "plan_outreach_day",
    "remind_of_promises",
    "remove_agenda_point",
    "send_due_evaluations",
    "show_meeting",
    "uninvite_leader",
    "withdraw_meeting",
    "withdraw_outreach_day",
]
