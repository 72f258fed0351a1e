"""The library of advice: what children have advised in the cities, found by theme, age, service and method."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tryggby.network.models import City, CityRelease
from tryggby.network.models.city import seen_from
from tryggby.network.reading import content_of
from tryggby.network.said import still_public
from tryggby.organisations.door import Service
from tryggby.voices.door import advice_words

# The name in the address → what is chosen by it.
KINDS = {"tema": "theme", "alder": "age", "tjeneste": "service", "maate": "method"}


@dataclass(frozen=True)
class Shelved:
    """One piece of advice with where it came from: whose, which release; and what that city answered."""

    city: City
    own: bool
    release: CityRelease
    codes: dict[str, str]
    words: dict[str, str]
    text: str
    since: dt.date
    until: dt.date
    answer: str
    answered_on: dt.date


@dataclass(frozen=True)
class Filter:
    """One choice above the list: its name in the address, its label, and what can be chosen."""

    name: str
    label: str
    options: list[tuple[str, str]]
    chosen: str


class Library:
    """The advice in the standing releases of one's own city and of those in one's networks. Four queries."""

    def __init__(self, person) -> None:
        cities = {city.pk: city for city in City.objects.visible_to(person)}
        own = seen_from(person)
        known = advice_words() | {"service": {service.code: str(service) for service in Service.objects.all()}}
        self.rows = [
            _shelved(row, cities[release.city_id], own, release, known)
            for release in CityRelease.objects.seen_in(cities.values())
            for row in _readable(release, cities[release.city_id])
        ]
        self.rows.sort(key=lambda row: (-row.until.toordinal(), row.city.name, row.text))

    def filters(self, query) -> list[Filter]:
        """What there is to choose among, by name; what is not there counts as everything."""
        labels = {"theme": _("Tema"), "age": _("Alder"), "service": _("Tjeneste"), "method": _("Slik kom rådet fram")}
        return [self._filter(name, kind, labels[kind], query.get(name, "")) for name, kind in KINDS.items()]

    def found(self, query) -> list[Shelved]:
        """The rows that fit every choice."""
        wanted = [(kind, query.get(name)) for name, kind in KINDS.items()]
        wanted = [(kind, code) for kind, code in wanted if any(row.codes[kind] == code for row in self.rows)]
        return [row for row in self.rows if all(row.codes[kind] == code for kind, code in wanted)]

    def _filter(self, name: str, kind: str, label: str, chosen: str) -> Filter:
        options = {row.codes[kind]: row.words[kind] for row in self.rows}
        ordered = sorted(options.items(), key=lambda option: option[1])
        return Filter(name, label, ordered, chosen if chosen in options else "")


def _readable(release: CityRelease, city: City) -> list[dict]:
    """Advice in a release; of the own city only what stands for everybody now, also before it is signed anew."""
    rows = content_of(release)["advice"]
    return still_public(rows, city) if city.organisation_id else rows


def _shelved(row: dict, city: City, own: frozenset[int], release: CityRelease, known: dict) -> Shelved:
    """A code that is not known here is shown as it is."""
    codes = {kind: row[kind] for kind in ("theme", "age", "service", "method", "band", "state")}
    return Shelved(
        city=city,
        own=city.organisation_id in own,
        release=release,
        codes=codes,
        words={kind: known[kind].get(code, code) for kind, code in codes.items()},
        text=row["text"],
        since=dt.date.fromisoformat(row["since"]),
        until=dt.date.fromisoformat(row["until"]),
        answer=row["answer"],
        answered_on=dt.date.fromisoformat(row["on"]),
    )
