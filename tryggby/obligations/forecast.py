"""What a requirement would mean before anything is written: whom it reaches, who is done, and what a change does."""

from dataclasses import dataclass, field

from tryggby.ground.door import today
from tryggby.obligations.cycles import cycles
from tryggby.obligations.facts import COLUMNS, placed, read_known
from tryggby.obligations.models import Requirement
from tryggby.obligations.rules import read_rules
from tryggby.organisations.door import Membership
from tryggby.people.door import Person

PIECE = 2000
STATE, DUE, FOLLOWED = (COLUMNS.index(name) for name in ("state", "due_on", "followed_on"))


@dataclass
class Forecast:
    """Counts of people: `people` it applies to, `done` already, `waived`, `away` on leave, and what a change does.

    `new` are asked who are not now, `gone` no longer are, `moved` get another due day.
    """

    people: int = 0
    units: set[int] = field(default_factory=set)
    done: int = 0
    waived: int = 0
    away: int = 0
    new: int = 0
    gone: int = 0
    moved: int = 0

    @property
    def unit_count(self) -> int:
        """How many units they work in."""
        return len(self.units)

    @property
    def changes_nothing(self) -> bool:
        """True when nobody is asked more, less or at another time."""
        return not (self.new or self.gone or self.moved)


def foresee(requirement: Requirement, *, put_in_force: bool = True) -> Forecast:
    """The requirement as it stands in memory, held against the rows that stand. Writes nothing.

    A rule that begins later is foreseen as on its first day.
    """
    rules, forecast, after = read_rules([requirement]), Forecast(), 0
    on = max(today(), requirement.since) if put_in_force else today()
    while people := _people(requirement, after):
        known = read_known(people, rules)
        for person, rule, places in placed(known, rules):
            rows = cycles(rule.terms, rule.courses, known.facts(person, rule, places), on)
            stand = known.rows.get((person, requirement.pk), {}).values()
            _count(forecast, rows[-1] if rows else None, next((row for row in stand if row[FOLLOWED] is None), None))
        after = people[-1]
    return forecast


def _count(forecast: Forecast, row, old) -> None:
    applied = old is not None and old[STATE] != "ended"
    if row is None or row.state == "ended":
        forecast.gone += applied
        return
    forecast.people += 1
    forecast.units.add(row.unit)
    forecast.done += row.state == "done"
    forecast.waived += row.state == "waived"
    forecast.away += row.paused_on is not None
    forecast.new += not applied
    forecast.moved += applied and row.state != "done" and row.due_on != old[DUE]


def _people(requirement: Requirement, after: int) -> list[int]:
    places = Membership.objects.live().filter(unit__organisation=requirement.organisation_id).order_by()
    people = Person.objects.filter(pk__gt=after, pk__in=places.values("person")).order_by("pk")
    return list(people.values_list("pk", flat=True)[:PIECE])
