"""Drills of a package: their files read, and one drill put together in one language with all it refers to."""

import re
from dataclasses import dataclass, field

from tryggby.packages.format.document import Document

DRILL = re.compile(r"drills/([a-z0-9][a-z0-9-]*)/drill\.yaml")
SHARED = re.compile(r"drills/(decision-points|local-answers|law|lines)\.yaml")
# A phone number is written as its key.
PHONE = re.compile(r"\btlf-[a-z0-9]+(?:-[a-z0-9]+)*")
AUDIENCES = ("staff", "children")
# What of the house a drill may exercise while it runs: the clock of those on duty for children's messages.
PRACTISES = ("duty-clock",)
EFFECTS = ("strengthens", "weakens", "depends")
# These belong to every staff drill; those a drill does not name are added last.
ALWAYS = ("bp-skriv", "bp-hvem", "bp-plikt", "bp-hos", "bp-videre", "bp-deg")
DEBRIEF = ("feelings", "facts", "learning")


@dataclass
class ParsedDrill:
    """One drill as it stands in its file."""

    folder: str
    document: Document

    @property
    def identifier(self) -> str:
        """The id that never changes."""
        return str(self.document.get("id", default=""))

    @property
    def is_for_children(self) -> bool:
        """True when two adults lead it together with children."""
        return self.document.get("audience") == "children"


@dataclass
class ParsedDrills:
    """All drills of a package and the files they share, by name."""

    drills: list[ParsedDrill] = field(default_factory=list)
    shared: dict[str, Document] = field(default_factory=dict)

    def rows(self, name: str, key: str = "id") -> dict[str, dict]:
        """The rows of a shared file by their key; rows without one are left out."""
        found = self.shared[name].data if name in self.shared else []
        rows = [row for row in found if isinstance(row, dict) and row.get(key)] if isinstance(found, list) else []
        return {str(row[key]): row for row in rows}


def drill_body(drills: ParsedDrills, drill: ParsedDrill, language: str) -> dict:
    """Everything a run needs of a drill that has been checked, in one language, references followed."""
    says = Said(language)
    get = drill.document.get
    body = {
        "purpose": says.text(get("purpose")),
        "card": says.text(get("card")),
        "replies": says.texts(get("lines")),
        "roles": [_role(says, row) for row in get("roles", default=[])],
        "acts": [_act(says, row) for row in get("acts", default=[])],
        "injects": [_inject(says, row) for row in get("injects", default=[])],
        "decisions": _decisions(drills, drill, says),
        "local": _local(drills, drill, says),
        "debrief": {phase: says.texts(get("debrief", phase)) for phase in DEBRIEF},
        "fix": {"text": says.text(get("fix")), "owner": says.text(get("fix", "owner"))},
        "knobs": says.texts(get("knobs")),
        "practises": str(get("practises", default="")),
        "parents": says.text(get("parents")),
        "sessions": [_session(says, row) for row in get("sessions", default=[])],
    }
    law, lines = drills.rows("law", "key"), drills.rows("lines", "key")
    keys = [*get("law", default=[]), *(key for point in body["decisions"] for key in point["law"])]
    body["law"] = [_law(says, law[key]) for key in dict.fromkeys(keys)]
    body["phones"] = {key: _phone(says, lines[key]) for key in sorted(set(PHONE.findall(str(body))))}
    return body


class Said:
    """Reads `{nb: …}` fields in one language."""

    def __init__(self, language: str):
        self.language = language

    def text(self, value) -> str:
        """One text."""
        return str(value.get(self.language) or "").strip() if isinstance(value, dict) else ""

    def texts(self, value) -> list[str]:
        """Several texts."""
        found = value.get(self.language) if isinstance(value, dict) else None
        return [str(text).strip() for text in found] if isinstance(found, list) else []


def _role(says: Said, row: dict) -> dict:
    return {"id": str(row["id"]), "name": says.text(row), "min": row.get("min", 0), "card": says.text(row.get("card"))}


def _act(says: Said, row: dict) -> dict:
    return {"id": str(row["id"]), "text": says.text(row), "expected": row.get("expected", True)}


def _inject(says: Said, row: dict) -> dict:
    return {
        "id": str(row["id"]),
        "when": row.get("when") or {},
        "to": row.get("to") or [],
        "text": says.text(row.get("text")),
        "answer": says.text(row.get("answer")),
    }


def _decisions(drills: ParsedDrills, drill: ParsedDrill, says: Said) -> list[dict]:
    shared = drills.rows("decision-points")
    rows = list(drill.document.get("decisions", default=[]))
    named = {row.get("ref") for row in rows}
    added = [] if drill.is_for_children else [{"ref": ref, "always": True} for ref in ALWAYS if ref not in named]
    return [_decision(says, row, shared[row["ref"]] if row.get("ref") else row) for row in rows + added]


def _decision(says: Said, row: dict, point: dict) -> dict:
    return {
        "id": str(point["id"]),
        "question": says.text(point.get("question")),
        "options": [
            {"id": str(option["id"]), "good": option["good"], "text": says.text(option)} for option in point["options"]
        ],
        "why": says.text(point.get("why")),
        "here": says.text(row.get("here")),
        "after": row.get("after") or "",
        "law": point.get("law") or [],
        "always": row.get("always", False),
    }


def _local(drills: ParsedDrills, drill: ParsedDrill, says: Said) -> list[dict]:
    shared = drills.rows("local-answers")
    rows = [shared[row["ref"]] if row.get("ref") else row for row in drill.document.get("local", default=[])]
    return [
        {
            "id": str(row["id"]),
            "scope": row["scope"],
            "kind": row["kind"],
            "required": row["required"],
            "review_days": row["review_days"],
            "question": says.text(row),
            "hint": says.text(row.get("hint")),
        }
        for row in rows
    ]


def _session(says: Said, row: dict) -> dict:
    texts = {name: says.text(row.get(name)) for name in ("title", "aim", "line")}
    return {"id": str(row["id"]), "minutes": row["minutes"], **texts} | {
        name: says.texts(row.get(name)) for name in ("things", "do")
    }


def _law(says: Said, row: dict) -> dict:
    plain = {name: row.get(name) or "" for name in ("key", "kind", "source", "checked", "sure")}
    return {**plain, "name": says.text(row), "gist": says.text(row.get("gist"))}


def _phone(says: Said, row: dict) -> dict:
    plain = {name: str(row.get(name) or "") for name in ("phone", "help", "checked", "sure")}
    return {**plain, "name": says.text(row)}
