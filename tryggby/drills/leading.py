"""What the buttons of the one who leads mean: a word, or a word and what it is about."""

from collections.abc import Callable

from tryggby.drills import actions
from tryggby.drills.models import DrillRun

PLACES = {
    "give": "skjer-h",
    "leave": "skjer-h",
    "tick": "sett-h",
    "untick": "sett-h",
    "show": "apen-h",
    "notes": "not-h",
    "duty": "vakt-h",
    "look": "vakt-h",
}


def carry_out(*, by, run: DrillRun, go: str, data) -> None:
    """Do what a button asked for, and keep the notes that came with it; anything unknown is left alone.

    Raises Refused with a sentence for the person. Notes that were not touched on this page are not written.
    """
    before = _lines(data.get("notes_before", ""))
    if "notes" in data and _lines(data["notes"]) != before:
        actions.write_notes(by=by, run=run, notes=_lines(data["notes"]), before=before)
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


def place_of(go: str) -> str:
    """The part of the page that a button belongs to, for whoever comes back without JavaScript; empty is the top."""
    verb, _colon, about = go.partition(":")
    if verb == "decide":
        return "#apen-h" if about else "#punkt-h"
    place = PLACES.get(verb)
    return f"#{place}" if place else ""


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n")
