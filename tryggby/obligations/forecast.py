"""What a requirement would mean before anything is written: how many it reaches, and what a change does."""

from dataclasses import dataclass, field

from tryggby.ground.door import today
from tryggby.obligations.cycles import cycles
from tryggby.obligations.facts import COLUMNS, placed, read_known
from tryggby.obligations.models import Requirement
from tryggby.obligations.rules import read_rules
from tryggby.organisations.door import Membership
from tryggby.people.door import Person

PIECE = 2000
STATE, FOLLOWED = (COLUMNS.index(name) for name in ("state", "followed_on"))
# Fewer people are not counted on a page above unit level; of those who are done only whole tens are told.
LEAST, TENS = 5, 10
# What decides when somebody is due.
TIMES = ("since", "package_id", "due_days", "valid_months", "window_days", "started_after")


@dataclass
class Forecast:
    """Counts of people: `people` it applies to, `done` already; `new` are asked who are not now, `gone` no longer are.

    `people`, `new` and `gone` say who works where, never how somebody stands. `done` does: see `shown_done`.
    `has_new_times` is set when those who are not done get another due day, `is_wide` as in `foresee`.
    """

    people: int = 0
    units: set[int] = field(default_factory=set)
    done: int = 0
    new: int = 0
    gone: int = 0
    has_new_times: bool = False
    is_wide: bool = False

    @property
    def unit_count(self) -> int:
        """How many units they work in."""
        return len(self.units)

    @property
    def is_small(self) -> bool:
        """True for fewer people than are counted on a page above unit level."""
        return 0 < self.people < LEAST

    @property
    def shown_done(self) -> int:
        """How many are done at least, in whole tens; 0 where it is not told.

        Never of an audience that is drawn by unit, role, share or start, which could be drawn around one person, and
        never when fewer than five are left: two drafts that differ by one tell nothing of that one.
        """
        tens = self.done // TENS * TENS
        return tens if self.is_wide and self.people - self.done >= LEAST else 0

    @property
    def changes_nothing(self) -> bool:
        """True when nobody is asked more, less or at another time."""
        return not (self.new or self.gone or self.has_new_times)


def foresee(requirement: Requirement, *, put_in_force: bool = True) -> Forecast:
    """The requirement as it stands in memory, held against the rows that stand. Writes nothing.

    A rule that begins later is foreseen as on its first day.
    """
    rules, forecast, after = read_rules([requirement]), _begun(requirement), 0
    on = max(today(), requirement.since) if put_in_force else today()
    while people := _people(requirement, after):
        known = read_known(people, rules)
        for person, rule, places in placed(known, rules):
            rows = cycles(rule.terms, rule.courses, known.facts(person, rule, places), on)
            stand = known.rows.get((person, requirement.pk), {}).values()
            _count(forecast, rows[-1] if rows else None, next((row for row in stand if row[FOLLOWED] is None), None))
        after = people[-1]
    return forecast


def _begun(requirement: Requirement) -> Forecast:
    """A forecast with what the requirement says by itself, and nobody counted yet."""
    drawn = (requirement.unit_id, requirement.role, requirement.min_share, requirement.started_after)
    stands = Requirement.objects.filter(pk=requirement.pk).values_list(*TIMES).first()
    is_new = stands is not None and stands != tuple(getattr(requirement, name) for name in TIMES)
    return Forecast(is_wide=not any(drawn), has_new_times=is_new)


def _count(forecast: Forecast, row, old) -> None:
    applied = old is not None and old[STATE] != "ended"
    if row is None or row.state == "ended":
        forecast.gone += applied
        return
    forecast.people += 1
    forecast.units.add(row.unit)
    forecast.done += row.state == "done"
    forecast.new += not applied


def _people(requirement: Requirement, after: int) -> list[int]:
    places = Membership.objects.live().filter(unit__organisation=requirement.organisation_id).order_by()
    people = Person.objects.filter(pk__gt=after, pk__in=places.values("person")).order_by("pk")
    return list(people.values_list("pk", flat=True)[:PIECE])
