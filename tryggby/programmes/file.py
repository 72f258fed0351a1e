"""The programme file: reads it, says what is wrong with file and line. No database. See docs/programme-format.md."""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

KINDS = {"day", "supervision", "training", "network"}
AUDIENCES = {"employees", "leaders", "mentors"}
CODE = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
CLOCK = re.compile(r"^([01][0-9]|2[0-3]):[0-5][0-9]$")
TOP = {
    "format", "identifier", "version", "title", "summary", "about", "licence", "language", "sources", "rhythm",
    "tracks", "goals", "gatherings", "tasks", "phases", "commitments", "services",
}  # fmt: skip
LIMIT = 1_000_000


@dataclass(frozen=True)
class Problem:
    """Something wrong in a file. `line` counts from 1."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class Text(str):
    """A text that remembers its line."""

    line = 1


class Rows(list):
    """A list that remembers its line."""

    line = 1


class Facts(dict):
    """A mapping that remembers its line."""

    line = 1


def read(path: Path) -> tuple[dict, list[Problem]]:
    """The content of a file and what is wrong with it; the content is usable when nothing is."""
    name = path.name
    if path.stat().st_size > LIMIT:
        return {}, [Problem(name, 1, "Fila er for stor.")]
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 (a SafeLoader)
    except UnicodeDecodeError:
        return {}, [Problem(name, 1, "Fila må være lagret som UTF-8.")]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return {}, [
            Problem(name, mark.line + 1 if mark else 1, f"Fila kan ikke leses: {getattr(error, 'problem', error)}.")
        ]
    if not isinstance(content, dict):
        return {}, [Problem(name, 1, "Fila må begynne med felt, for eksempel «identifier:».")]
    problems = sorted(
        {Problem(name, line, message) for line, message in check(content)}, key=lambda p: (p.line, p.message)
    )
    return content, problems


def digest(content: dict) -> str:
    """SHA-256 over the content's canonical text."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def check(content: dict) -> Iterator[tuple[int, str]]:
    """Everything that is wrong, as line and message."""
    try:
        yield from _head(content)
        yield from _lists(content)
        yield from _gatherings(content)
        yield from _references(content)
    except (KeyError, TypeError, AttributeError, ValueError):
        yield 1, "Noe mangler eller har feil form; rett feilene over først."


def _head(content: dict) -> Iterator[tuple[int, str]]:
    for name in content.keys() - TOP:
        yield _line(content), f"Feltet «{name}» er ukjent."
    if content.get("format") != 1:
        yield _line(content), "«format» må være 1."
    for name in ("identifier", "version", "title", "summary"):
        if not isinstance(content.get(name), str) or not content[name].strip():
            yield _line(content), f"«{name}» mangler."
    if not re.fullmatch(r"[a-z0-9.-]+/[a-z0-9-]+", str(content.get("identifier", ""))):
        yield _line(content.get("identifier")), "«identifier» må se ut som no.eksempel/navn."
    if not re.fullmatch(r"\d+\.\d+\.\d+", str(content.get("version", ""))):
        yield _line(content.get("version")), "«version» må ha tre tall: 1.0.0."
    weeks = (content.get("rhythm") or {}).get("weeks")
    if not isinstance(weeks, int) or not 1 <= weeks <= 52:
        yield _line(content.get("rhythm")), "«rhythm: weeks» må være et tall fra 1 til 52."


def _lists(content: dict) -> Iterator[tuple[int, str]]:
    wanted = {
        "tracks": ("code", "name"),
        "goals": ("code", "text"),
        "phases": ("code", "title"),
        "commitments": ("code", "title"),
        "tasks": ("code", "title", "minutes", "days", "track", "after"),
        "gatherings": ("track", "number", "title", "kind", "from", "to"),
    }
    for name, fields in wanted.items():
        rows = content.get(name, [])
        if name in ("tracks", "gatherings") and not rows:
            yield _line(content), f"«{name}» mangler."
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            yield _line(rows), f"«{name}» må være en liste."
            continue
        seen = set()
        for row in rows:
            for field in fields:
                if row.get(field) in (None, ""):
                    yield _line(row), f"«{field}» mangler i {name}."
            code = row.get("code")
            if code is not None and (not isinstance(code, str) or not CODE.match(code)):
                yield _line(row), f"Koden «{code}» kan bare ha små bokstaver, tall og bindestrek."
            if code is not None and code in seen:
                yield _line(row), f"Koden «{code}» er brukt før i {name}."
            seen.add(code)
    for track in content.get("tracks", []):
        yield from _track(track)


def _track(track: dict) -> Iterator[tuple[int, str]]:
    if track.get("audience", "employees") not in AUDIENCES:
        yield _line(track), "«audience» må være employees, leaders eller mentors."
    rule = track.get("representation") or {}
    low, high = rule.get("min", 0), rule.get("max")
    if (
        not isinstance(low, int)
        or not (high is None or isinstance(high, int))
        or (high is not None and high < max(1, low))
    ):
        yield _line(track), "«representation» må ha min og max i rett rekkefølge."


def _gatherings(content: dict) -> Iterator[tuple[int, str]]:
    seen = set()
    for row in content.get("gatherings", []):
        key = (row.get("track"), row.get("number"))
        if key in seen:
            yield _line(row), f"Samling {key[1]} finnes to ganger i sporet «{key[0]}»."
        seen.add(key)
        if row.get("kind") not in KINDS:
            yield _line(row), f"Slaget «{row.get('kind')}» er ukjent: day, supervision, training eller network."
        if not all(CLOCK.match(str(row.get(name, ""))) for name in ("from", "to")):
            yield _line(row), '«from» og «to» må være klokkeslett i hermetegn: "09:00".'
            continue
        length = _minutes(row["to"]) - _minutes(row["from"])
        if length <= 0:
            yield _line(row), "«to» må være senere enn «from»."
        total = sum(item.get("minutes", 0) for item in row.get("agenda", []))
        if row.get("agenda") and total != length:
            yield _line(row), f"Programmet for «{row.get('title')}» er {total} minutter, men samlingen varer {length}."


def _references(content: dict) -> Iterator[tuple[int, str]]:
    tracks = {row.get("code") for row in content.get("tracks", [])}
    goals = {row.get("code") for row in content.get("goals", [])}
    rows = content.get("gatherings", [])
    known = {(row.get("track"), row.get("number")) for row in rows}
    paired = {(row.get("track"), row.get("number")) for row in rows if row.get("paired")}
    for row in rows:
        if row.get("track") not in tracks:
            yield _line(row), f"Sporet «{row.get('track')}» finnes ikke."
        for goal in row.get("goals", []):
            if goal not in goals:
                yield _line(row), f"Læringsmålet «{goal}» finnes ikke."
        for part in row.get("parts", []):
            if not re.fullmatch(r"[a-z0-9.-]+/[a-z0-9-]+#[a-z0-9-]+", str(part)):
                yield _line(row), f"Delen «{part}» må se ut som no.eksempel/pakke#del."
        pair = row.get("paired")
        if pair and (pair.get("track"), pair.get("number")) not in known - paired:
            yield (
                _line(row),
                f"«{row.get('title')}» er knyttet til en samling som ikke finnes, eller som selv er knyttet.",
            )
        if pair and not isinstance(pair.get("days"), int):
            yield _line(row), "«paired: days» må være et antall dager."
    for task in content.get("tasks", []):
        after = task.get("after") or {}
        if task.get("track") not in tracks or (after.get("track"), after.get("number")) not in known:
            yield _line(task), f"Oppgaven «{task.get('code')}» viser til et spor eller en samling som ikke finnes."


def _minutes(clock: str) -> int:
    time = dt.time.fromisoformat(clock)
    return time.hour * 60 + time.minute


def _line(value) -> int:
    return getattr(value, "line", 1)


class _Loader(yaml.SafeLoader):
    """Plain YAML whose lists, mappings and texts know their line; a key given twice is refused."""


def _mapping(loader, node):
    loader.flatten_mapping(node)
    found = Facts()
    found.line = node.start_mark.line + 1
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in found:
            raise yaml.constructor.ConstructorError(None, None, f"feltet «{key}» står to ganger", key_node.start_mark)
        found[key] = loader.construct_object(value_node, deep=True)
    return found


def _sequence(loader, node):
    found = Rows(loader.construct_object(child, deep=True) for child in node.value)
    found.line = node.start_mark.line + 1
    return found


def _text(loader, node):
    found = Text(loader.construct_yaml_str(node))
    found.line = node.start_mark.line + 1
    return found


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
_Loader.add_constructor("tag:yaml.org,2002:seq", _sequence)
_Loader.add_constructor("tag:yaml.org,2002:str", _text)
