"""YAML read into plain values, with the line of everything, so that a message can point at it."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import yaml

from tryggby.packages.format.problem import Problem, error

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_DEPTH = 20


@dataclass
class Document:
    """A YAML file or a fenced block: its data (dates as text) and where each value stands."""

    file: str
    data: dict = field(default_factory=dict)
    lines: dict[tuple, int] = field(default_factory=dict)
    offset: int = 0

    def line(self, *path) -> int:
        """The line of a value, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1) + self.offset

    def get(self, *path, default: Any = None) -> Any:
        """The value at a path, or `default` when anything on the way is missing."""
        value: Any = self.data
        for key in path:
            try:
                value = value[key]
            except (KeyError, IndexError, TypeError):
                return default
        return default if value is None else value


def read_yaml(file: str, text: str, offset: int = 0) -> tuple[Document, list[Problem]]:
    """The document of a mapping, and what is wrong with it. Anchors and aliases are refused (they can explode)."""
    document = Document(file, offset=offset)
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, LOADER)):
            return document, [error(file, 0, "Bruk ikke ankere og alias (& og *) i YAML.")]
        node = yaml.compose(text, LOADER)
        problems = _walk(document, node, ()) if node else []
        data = yaml.load(text, LOADER)  # noqa: S506 - a safe loader
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        line = (mark.line + 1 if mark else 0) + offset
        return document, [error(file, line, f"YAML kan ikke leses: {fault.problem or 'ukjent feil'}.")]
    except (yaml.YAMLError, ValueError, RecursionError):
        return document, [error(file, 0, "YAML kan ikke leses.")]
    if not isinstance(data, dict | list):
        return document, [*problems, error(file, 1 + offset, "Her skal det stå felt på formen «navn: verdi».")]
    document.data = _plain(data)
    return document, problems


def _walk(document: Document, node: yaml.Node, path: tuple) -> list[Problem]:
    """Notes the line of every value; reports a key given twice."""
    document.lines[path] = node.start_mark.line + 1
    problems: list[Problem] = []
    if len(path) > MAX_DEPTH:
        return [error(document.file, document.line(*path), "For mange nivåer inni hverandre.")]
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            deeper = (*path, key.value)
            if deeper in document.lines:
                line = key.start_mark.line + 1 + document.offset
                problems.append(error(document.file, line, f"«{key.value}» står to ganger."))
            problems += _walk(document, value, deeper)
            document.lines[deeper] = key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            problems += _walk(document, value, (*path, index))
    return problems


def _plain(value):
    """The same value in what JSON can hold: dates as text, keys as text."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set):
        return [_plain(item) for item in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value
