"""A unit's own words laid on a template, and what a later version would change. Pure: no database."""

import hashlib
import json
from dataclasses import dataclass


@dataclass(frozen=True)
class StepText:
    """A step as it stands in a unit: `own` when the words are the unit's, `before` the template's beneath them."""

    id: str
    title: str
    text: str
    own: bool = False
    before: str = ""


@dataclass(frozen=True)
class Difference:
    """What a later version does with one step. `own` is set when the unit has words of its own there: both are shown,
    and the unit chooses; the own words stay unless it says otherwise."""

    id: str
    title: str
    kind: str
    before: str = ""
    after: str = ""
    own: str = ""


def steps(content: dict, own: dict, added: list[dict]) -> list[StepText]:
    """The steps of a unit's routine, in order: the template's with own words on top, then the unit's own."""
    found = []
    for step in content["steps"]:
        mine = own.get(step["id"])
        if mine:
            found.append(StepText(step["id"], step["title"], mine["text"], own=True, before=step["text"]))
        else:
            found.append(StepText(step["id"], step["title"], step["text"]))
    # Own words for a step that a later version took away stay, as a step of the unit's own.
    left = [StepText(key, mine["title"], mine["text"], own=True) for key, mine in _orphans(content, own)]
    return found + left + [StepText(step["id"], step["title"], step["text"], own=True) for step in added]


def differences(old: dict, new: dict, own: dict) -> list[Difference]:
    """Step by step what is new, changed or gone from `old` to `new`."""
    was = {step["id"]: step for step in old["steps"]}
    comes = {step["id"]: step for step in new["steps"]}
    found = []
    for key, step in comes.items():
        mine = own.get(key, {}).get("text", "")
        if key not in was:
            found.append(Difference(key, step["title"], "new", after=step["text"]))
        elif (was[key]["title"], was[key]["text"]) != (step["title"], step["text"]):
            found.append(Difference(key, step["title"], "changed", was[key]["text"], step["text"], mine))
    for key, step in was.items():
        if key not in comes:
            mine = own.get(key, {}).get("text", "")
            found.append(Difference(key, step["title"], "gone", before=step["text"], own=mine))
    return found


def mark(version: int, own: dict, added: list[dict]) -> str:
    """Tells a routine as it was read from the same with one word changed, or on another version of the template."""
    return hashlib.sha256(json.dumps([version, own, added], sort_keys=True).encode()).hexdigest()[:20]


def frozen(content: dict, own: dict, added: list[dict]) -> dict:
    """The whole routine as it is adopted."""
    whole = {key: content[key] for key in ("title", "summary", "purpose", "checks", "laws", "sources", "limits")}
    rows = [{"title": s.title, "text": s.text, "own": s.own} for s in steps(content, own, added)]
    return whole | {"language": content.get("language", "nb"), "steps": rows}


def _orphans(content: dict, own: dict) -> list[tuple[str, dict]]:
    known = {step["id"] for step in content["steps"]}
    return [(key, mine) for key, mine in own.items() if key not in known]
