"""What stands in a release that was taken in, and what the pages show of it: figures side by side, and the board."""

import datetime as dt
import json
from collections import Counter
from dataclasses import dataclass, field

from tryggby.network.contents import scope_of
from tryggby.network.models import City, CityRelease, FocusPoint, FocusState, Network
from tryggby.network.wording import parts_of
from tryggby.organisations.door import Service
from tryggby.voices.door import answer_rows, question_words

# One small chart: so wide and high, the columns stand on the floor; a whole column is everybody.
WIDTH, HEIGHT, FLOOR, TOP = 200, 96, 84, 10
HATCHED = 100


@dataclass(frozen=True)
class Part:
    """One answer in a chart: its words, how many of a hundred (None is hidden), and where its column stands."""

    label: str
    count: int | None
    share: int | None
    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> int:
        """Where its number stands."""
        return self.x + self.width // 2


@dataclass(frozen=True)
class Chart:
    """One city's answers to the question; no parts when it has none."""

    city: City
    own: bool
    number: int = 0
    since: dt.date | None = None
    until: dt.date | None = None
    release: CityRelease | None = None
    parts: list[Part] = field(default_factory=list)
    table: dict = field(default_factory=dict)

    @property
    def hides(self) -> bool:
        """True when something is hidden."""
        return any(part.share is None for part in self.parts)


@dataclass(frozen=True)
class Choice:
    """One question that can be compared: how it is named in the address, and in words."""

    scope: str
    question: str
    detail: str
    cities: int
    agreed: int


@dataclass(frozen=True)
class Told:
    """Where a city stands in one point, as it says itself."""

    city: City
    own: bool
    state: str = ""
    routine: str = ""
    evidence: str = ""
    next_step: str = ""
    said_on: dt.date | None = None

    @property
    def state_words(self) -> str:
        """The state in words; nothing when the city has not said."""
        return str(FocusState.State(self.state).label) if self.state else ""


def content_of(release: CityRelease) -> dict:
    """The release that was signed; it was checked when it came. An older schema has no advice or agreed questions."""
    return {"advice": [], "agreed": []} | json.loads(release.document)["release"]


class Releases:
    """The standing releases of a network's cities, opened once."""

    def __init__(self, network: Network, own: frozenset[int]) -> None:
        self.network, self.own = network, own
        self.cities = network.cities()
        self.rows = {row.city_id: row for row in CityRelease.objects.seen_in(self.cities)}
        self.contents = {city: content_of(row) for city, row in self.rows.items()}

    def is_own(self, city: City) -> bool:
        """True for the reader's own."""
        return city.organisation_id in self.own

    def choices(self) -> list[Choice]:
        """What can be compared: questions that most cities agreed on first, then those that most cities have."""
        found: dict[str, list[dict]] = {}
        for content in self.contents.values():
            for table in content["tables"]:
                found.setdefault(scope_of(table), []).append(table)
        agreed = self.agreed()
        services = {service.code: str(service) for service in Service.objects.all()}
        rows = [_choice(scope, tables, agreed, services) for scope, tables in found.items()]
        return sorted(rows, key=lambda row: (-row.agreed, -row.cities, row.question, row.detail))

    def agreed(self) -> dict[str, int]:
        """How many cities have agreed to ask a question: those here by their own list, the others by their releases."""
        own = set(self.network.questions.filter(until=None).values_list("slug", flat=True))
        here = len([city for city in self.cities if city.organisation_id])
        found = Counter(dict.fromkeys(own, here))
        for city in self.cities:
            if city.organisation_id is None:
                rows = self.contents.get(city.pk, {}).get("agreed", [])
                found.update(slug for row in rows if row["network"] == self.network.slug for slug in row["questions"])
        return dict(found)

    def other_codes(self) -> list[tuple[str, str]]:
        """Cities that say nothing under this network's code but something under one that nobody here knows."""
        found = []
        for city in self.cities:
            content = self.contents.get(city.pk) if city.organisation_id is None else None
            codes = {row["network"] for row in (*content["focus"], *content["agreed"])} if content else set()
            if codes and self.network.slug not in codes:
                found += [(city.name, code) for code in sorted(codes)]
        known = set(Network.objects.filter(slug__in=[code for _name, code in found]).values_list("slug", flat=True))
        return [(name, code) for name, code in found if code not in known]

    def charts(self, scope: str) -> list[Chart]:
        """A chart for every city, by name; those without figures too."""
        return [self._chart(city, scope) for city in self.cities]

    def _chart(self, city: City, scope: str) -> Chart:
        tables = self.contents.get(city.pk, {}).get("tables", [])
        table = next((table for table in tables if scope_of(table) == scope), None)
        if table is None:
            return Chart(city, self.is_own(city))
        return Chart(
            city,
            self.is_own(city),
            table["number"],
            dt.date.fromisoformat(table["since"]),
            dt.date.fromisoformat(table["until"]),
            self.rows[city.pk],
            _parts(table),
            table,
        )

    def board(self, points: list[FocusPoint]) -> list[tuple[FocusPoint, list[Told]]]:
        """For every point where each city stands: the own city's rows, the others' releases."""
        own = self._own_states()
        told = {
            (city, row["point"]): row
            for city, content in self.contents.items()
            for row in content["focus"]
            if row["network"] == self.network.slug
        }
        return [(point, [self._told(city, point, own, told) for city in self.cities]) for point in points]

    def _own_states(self) -> dict[tuple, FocusState]:
        rows = FocusState.objects.filter(point__network=self.network, city__in=self.cities)
        return {(row.city_id, row.point_id): row for row in rows.order_by("said_on", "pk")}

    def _told(self, city: City, point: FocusPoint, own: dict, told: dict) -> Told:
        here = own.get((city.pk, point.pk))
        if here:
            facts = (here.state, here.routine, here.evidence, here.next_step, here.said_on)
            return Told(city, self.is_own(city), *facts)
        row = told.get((city.pk, point.number))
        if row is None:
            return Told(city, self.is_own(city))
        on = dt.date.fromisoformat(row["on"])
        return Told(city, self.is_own(city), row["state"], row["routine"], row["evidence"], row["next"], on)


def _choice(scope: str, tables: list[dict], agreed: dict[str, int], services: dict[str, str]) -> Choice:
    one = tables[0]
    parts = parts_of(one, services)
    detail = " · ".join(parts)
    return Choice(scope, question_words(one["words"]), detail, len(tables), agreed.get(one["question"], 0))


def _parts(table: dict) -> list[Part]:
    """The best answer first, skipped last; the height is the share of everybody who was asked."""
    rows = answer_rows(**{name: table[name] for name in ("labels", "scale", "choices", "cells")})
    slot = (WIDTH - 8) / len(rows)
    width = round(slot * 0.7)
    found = []
    for place, (label, count) in enumerate(rows):
        share = None if count is None else round(100 * count / table["number"])
        height = round((FLOOR - TOP) * (HATCHED if share is None else share) / 100)
        x = round(4 + slot * place + (slot - width) / 2)
        found.append(Part(label, count, share, x, FLOOR - height, width, height))
    return found
