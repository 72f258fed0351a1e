"""The shapes of what is answered and asked; the description in OpenAPI is made from them."""

import datetime as dt
import re
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

RFC3339 = re.compile(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})")


def _number(value: Any) -> int:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{1,3}", value):
        raise ValueError("not a whole number")
    return int(value)


def _instant(value: Any) -> dt.datetime:
    if not isinstance(value, str) or not RFC3339.fullmatch(value):
        raise ValueError("not a date with time and zone")
    # A leap second is the second before; before the first and after the last year, everything and nothing is later.
    found = dt.datetime.fromisoformat(re.sub(r":60(?=[.Z+-])", ":59", value.upper()))
    if not 1900 <= found.year <= 2200:
        return dt.datetime(1900 if found.year < 1900 else 2200, 1, 1, tzinfo=dt.UTC)
    return found.astimezone(dt.UTC)


Limit = Annotated[
    int,
    BeforeValidator(_number),
    Field(ge=1, le=100),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 100, "default": 50}),
]
After = Annotated[str, Field(max_length=200, pattern=r"^[A-Za-z0-9_-]*$")]
Since = Annotated[
    dt.datetime | None,
    BeforeValidator(_instant),
    WithJsonSchema({"type": "string", "format": "date-time", "examples": ["2026-01-01T00:00:00Z"]}),
]
Slug = Annotated[str, Field(max_length=255, pattern=r"^[A-Za-z0-9_-]+$")]
Language = Literal["nb", "nn", "en"]
TextLanguage = Literal["nb", "nn", "en", "se", "ar"]
# Times are written in UTC.
Instant = Annotated[
    dt.datetime,
    PlainSerializer(lambda at: at.astimezone(dt.UTC).isoformat().replace("+00:00", "Z"), return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}, mode="serialization"),
]


Number = Annotated[str, Field(pattern=r"^[0-9]{1,18}$")]


class Paging(Schema):
    """Which rows: after a cursor, so many."""

    after: After = ""
    limit: Limit = 50


class Spoken(Paging):
    """Which rows, in which language; bokmål where there is no translation."""

    language: Language = "nb"


class Written(Paging):
    """The same, of texts that more languages have."""

    language: TextLanguage = "nb"


class Listed(Paging):
    """Which rows, of what is to come, has been, or both."""

    when: Literal["coming", "past", "all"] = "coming"


class Dated(Paging):
    """Which rows, from an instant on."""

    since: Since = None


class Problem(Schema):
    """What was wrong, in the language that Accept-Language asks for (nb, nn, en)."""

    type: str
    title: str
    status: int
    detail: str | None = None
    parameters: list[str] | None = None


class Event(Schema):
    """A public event."""

    id: str
    title: str
    lead: str
    text: str
    kind: Literal["public", "training", "dialogue", "outreach"]
    state: Literal["published", "cancelled", "held"]
    starts_at: Instant
    ends_at: Instant
    doors_at: Instant | None
    place: str
    address: str
    organiser: str
    series: str | None
    audiences: list[str]
    modes: list[Literal["room", "stream"]]
    changed_at: Instant
    url: str


class Source(Schema):
    """What an article builds on."""

    mark: str
    kind: str
    title: str
    publisher: str
    year: int | None
    url: str


class ArticleLine(Schema):
    """A published article, without its text."""

    slug: str
    language: str
    title: str
    summary: str
    audience: str
    theme: str | None
    core_elements: list[str]
    written_on: dt.date
    review_on: dt.date | None
    url: str


class Article(ArticleLine):
    """A published article, with its text, its sources and what it does not know."""

    html: str
    limits: str
    sources: list[Source]


class Part(Schema):
    """A part of a package."""

    id: str
    title: str
    mode: Literal["self", "gathering", "practice", "drill", "supervision"]
    minutes: int
    core_elements: list[str]


class Package(Schema):
    """A competence package as it is read today."""

    id: str
    version: str
    digest: str
    title: str
    summary: str
    language: str
    licence: str | None
    minutes: int
    parts: list[Part]


class HelpLine(Schema):
    """Somebody who helps. Hours are null when nobody has checked them in time."""

    id: str
    name: str
    text: str
    audiences: list[str]
    age_min: int | None
    age_max: int | None
    phone: str
    sms: str
    chat_url: str
    web: str
    hours: str | None
    written_hours: str | None
    area: str
    source: str
    last_checked: dt.date
    overdue: bool


class Cell(Schema):
    """How many gave an answer; null is hidden, and `hidden_because` says why."""

    value: int
    label: str
    count: int | None
    hidden_because: Literal["small_number"] | None


class Figure(Schema):
    """What children answered to one question in one service, in all units together."""

    id: str
    service: str
    age_band: str
    question: str
    version: int
    text: str
    since: dt.date
    until: dt.date
    number: int
    cells: list[Cell]


class Unit(Schema):
    """A workplace of the token's organisation."""

    id: str
    name: str
    external_id: str
    org_number: str
    service: str
    district: str | None
    parent: str | None
    closed_on: dt.date | None


class Learner(Schema):
    """Who finished it. The number is null for people who have or had another employer too."""

    id: str
    external_id: str | None
    email: str


class Completion(Schema):
    """Somebody in the token's organisation finished a part while working there."""

    id: str
    person: Learner
    package: str
    part: str
    version: str
    finished_at: Instant


class _Page(Schema):
    next: str | None = Field(description="Give it as `after` to read on; null on the last page.")


class EventPage(_Page):
    """Some events."""

    items: list[Event]


class ArticlePage(_Page):
    """Some articles."""

    items: list[ArticleLine]


class PackagePage(_Page):
    """Some packages."""

    items: list[Package]


class HelpLinePage(_Page):
    """Some help lines."""

    items: list[HelpLine]


class FigurePage(_Page):
    """Some figures."""

    items: list[Figure]


class UnitPage(_Page):
    """Some units."""

    items: list[Unit]


class CompletionPage(_Page):
    """Some completions."""

    items: list[Completion]
