"""Reads routine files: one folder a routine, one file a version, with every fault named by file and field."""

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

import yaml

TEXTS = ("title", "summary", "purpose", "limits", "changes")
KINDS = ("child", "practitioner", "user_organisation", "research", "law")
# What a language's file holds beside steps and checks, and the languages it can be written in.
IN_LANGUAGE = {*TEXTS, "steps", "checks", "source_notes"}
LANGUAGES = ("nn", "en")
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
FOCUS_POINTS, MOST_STEPS, LONGEST = range(1, 7), 20, 2000


@dataclass(frozen=True)
class Problem:
    """A fault in a file, in words for whoever writes it."""

    file: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.message}"


class Unreadable(Exception):
    """Files with faults; `problems` lists all of them."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def read(path: Path) -> tuple[dict, list[Problem]]:
    """The content of a version's file, and what is wrong with it."""
    content, problems = _load(path)
    if problems:
        return {}, problems
    said = [*_plain(content), *_steps(content), *_sources(content)]
    if not NAME.fullmatch(path.parent.name) or not path.stem.isdecimal() or path.stem.startswith("0"):
        said.append("heter <id>/<nummer>.yaml")
    return content, [Problem(_name(path), message) for message in said]


def read_language(path: Path, original: dict) -> tuple[dict, list[Problem]]:
    """The same version in the language that its file is named after, and what is wrong with it.

    It has the original's steps in the original's order, as many checks, and a note for each source.
    """
    content, problems = _load(path)
    if problems:
        return {}, problems
    said = [f"{key} mangler" for key in sorted(IN_LANGUAGE - set(content))]
    said += [f"ukjent felt: {key}" for key in sorted(map(str, set(content) - IN_LANGUAGE))]
    said += [] if said else [*_like(content, original), *_steps(content)]
    if path.suffixes[-2] not in {f".{language}" for language in LANGUAGES}:
        said.append(f"heter <id>/<nummer>.<språk>.yaml, og språket er {' eller '.join(LANGUAGES)}")
    return content, [Problem(_name(path), message) for message in said]


def digest(content: dict) -> str:
    """A mark of what a unit agrees to: changes when anything does but the notes about the sources."""
    agreed = {key: value for key, value in content.items() if key != "source_notes"}
    if "sources" in agreed:
        agreed["sources"] = [{k: v for k, v in source.items() if k != "note"} for source in agreed["sources"]]
    return hashlib.sha256(json.dumps(agreed, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _load(path: Path) -> tuple[dict, list[Problem]]:
    try:
        content = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        return {}, [Problem(_name(path), f"kan ikke leses: {error}")]
    if not isinstance(content, dict):
        return {}, [Problem(_name(path), "er ikke en liste av felter")]
    return content, []


def _like(content: dict, original: dict) -> list[str]:
    """What a language's file lacks beside the original."""
    said = [f"{key} er tom eller ikke en tekst" for key in TEXTS if bool(content[key]) != bool(original[key])]
    for key, rows in (("checks", original["checks"]), ("source_notes", original["sources"])):
        texts = content[key]
        if not isinstance(texts, list) or len(texts) != len(rows) or not all(isinstance(t, str) and t for t in texts):
            said.append(f"{key} har {len(rows)} tekster, som på bokmål")
    steps = content["steps"] if isinstance(content["steps"], list) else []
    ids = [step.get("id") for step in steps if isinstance(step, dict)]
    if ids != [step["id"] for step in original["steps"]]:
        said.append("steps har de samme stegene i samme rekkefølge som på bokmål")
    return said


def _plain(content: dict) -> list[str]:
    said = [f"{key} mangler" for key in TEXTS if not isinstance(content.get(key), str)]
    said += [f"{key} er tom" for key in TEXTS[:4] if content.get(key) == ""]
    if content.get("focus") not in FOCUS_POINTS:
        said.append("focus er et tall fra 1 til 6")
    for key in ("checks", "laws"):
        rows = content.get(key)
        if not isinstance(rows, list) or not rows or not all(isinstance(row, str) and row for row in rows):
            said.append(f"{key} er en liste av tekster")
    unknown = set(content) - {*TEXTS, "focus", "checks", "laws", "steps", "sources"}
    return said + [f"ukjent felt: {key}" for key in sorted(map(str, unknown))]


def _steps(content: dict) -> list[str]:
    steps = content.get("steps")
    if not isinstance(steps, list) or not 2 <= len(steps) <= MOST_STEPS:
        return [f"steps er en liste med 2 til {MOST_STEPS} steg"]
    said, seen = [], set()
    for number, step in enumerate(steps, 1):
        if not isinstance(step, dict) or set(step) != {"id", "title", "text"}:
            said.append(f"steg {number} har id, title og text")
            continue
        if not NAME.fullmatch(str(step["id"])) or step["id"] in seen:
            said.append(f"steg {number}: id er små bokstaver og bindestrek, og brukes én gang")
        if not all(isinstance(step[k], str) and 0 < len(step[k]) <= LONGEST for k in ("title", "text")):
            said.append(f"steg {number}: tittel og tekst må være fylt ut")
        seen.add(step["id"])
    return said


def _sources(content: dict) -> list[str]:
    sources = content.get("sources")
    if not isinstance(sources, list) or not all(isinstance(source, dict) for source in sources):
        return ["sources er en liste av kilder"]
    said = []
    for number, source in enumerate(sources, 1):
        if source.get("kind") not in KINDS or not all(source.get(key) for key in ("title", "publisher", "note")):
            said.append(f"kilde {number} har kind, title, publisher, year og note")
    kinds = {source.get("kind") for source in sources}
    if not kinds & {"child", "user_organisation"} or not kinds - {"child", "user_organisation"}:
        said.append("minst én kilde fra barn eller brukere, og minst én annen")
    return said
