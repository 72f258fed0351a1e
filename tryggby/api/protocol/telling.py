"""The description of the API as the page shows it: each operation with what is asked, answered and needed."""

from dataclasses import dataclass
from typing import Any

from tryggby.api.protocol.description import description, operations
from tryggby.api.words import ANSWERS, OPERATIONS, PARAMETERS


@dataclass(frozen=True)
class Field:
    """A field of an answer or a question: what it is called and what it can be."""

    name: str
    kind: str
    text: str = ""


@dataclass(frozen=True)
class Told:
    """One operation."""

    name: str
    title: str
    text: str
    path: str
    scope: str
    asked: list[Field]
    answered: list[Field]
    statuses: list[tuple[str, str]]


def told() -> list[Told]:
    """Every operation, open ones first, in the reader's language."""
    return [_told(path, operation) for path, operation in operations(description())]


def _told(path: str, operation: dict[str, Any]) -> Told:
    name = operation["operationId"]
    title, text = OPERATIONS[name]
    asked = [Field(one["name"], _kind(one["schema"]), str(PARAMETERS[one["name"]])) for one in operation["parameters"]]
    return Told(
        name=name,
        title=str(title),
        text=str(text),
        path=path,
        scope=operation.get("x-scope", ""),
        asked=asked,
        answered=_answered(operation["responses"]["200"]["content"]["application/json"]["schema"]),
        statuses=[(status, str(ANSWERS[status])) for status in operation["responses"]],
    )


def _answered(schema: dict[str, Any]) -> list[Field]:
    shape = _resolved(schema)
    if "items" in shape["properties"]:
        shape = _resolved(shape["properties"]["items"]["items"])
    return [Field(name, _kind(one)) for name, one in shape["properties"].items()]


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    reference = schema.get("$ref", "")
    return description()["components"]["schemas"][reference.rpartition("/")[2]] if reference else schema


def _kind(schema: dict[str, Any]) -> str:
    """The kind as it is written in JSON: `string`, `date | null`, `"coming" | "past"` …"""
    if "anyOf" in schema:
        return " | ".join(_kind(one) for one in schema["anyOf"])
    if "$ref" in schema:
        return schema["$ref"].rpartition("/")[2]
    if "enum" in schema or "const" in schema:
        return " | ".join(f"«{one}»" for one in schema.get("enum", [schema.get("const")]))
    if schema.get("type") == "array":
        return f"[{_kind(schema['items'])}]"
    return schema.get("format") or schema.get("type", "")
