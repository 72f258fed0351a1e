"""What the buttons of the one who leads mean: a word, or a word and what it is about."""

from collections.abc import Callable

from tryggby.drills import actions
from tryggby.drills.models import DrillRun


def carry_out(*, by, run: DrillRun, go: str, data) -> None:
    """Do what a button asked for; anything unknown is left alone. Raises Refused with a sentence for the person."""
    verb, _colon, about = go.partition(":")
    plain: dict[str, Callable] = {
        "play": actions.start_play,
        "pause": actions.pause_play,
        "resume": actions.resume_play,
        "end": actions.end_play,
        "show": actions.show_answers,
        "duty": actions.begin_practice,
        "shut": actions.close_door,
        "unshut": actions.open_door,
    }
    if verb in plain:
        plain[verb](by=by, run=run)
    elif verb in ("tick", "untick"):
        actions.tick_act(by=by, run=run, act=about, seen=verb == "tick")
    elif verb == "give":
        actions.give_inject(by=by, run=run, inject=about)
    elif verb == "leave":
        actions.leave_out_inject(by=by, run=run, inject=about)
    elif verb == "decide":
        actions.open_decision(by=by, run=run, decision=about)
    elif verb == "talk":
        actions.finish_talk(by=by, run=run, step=about)
    elif verb == "notes":
        actions.write_notes(by=by, run=run, notes=data.get("notes", ""))
