"""Who gets a weekly letter, what needs an act in their units, and when it goes. A few queries for a whole city."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q

from tryggby.ground.door import oslo
from tryggby.obligations.models import Digest, DigestOptOut, Leave, Obligation, Waiver
from tryggby.organisations.door import Membership, Unit
from tryggby.people.door import Person
from tryggby.programmes.door import is_off

SEVEN = dt.time(7)
# Due within so many days, or a waiver that ends within them, is worth knowing this week.
SOON = dt.timedelta(days=14)


@dataclass
class Needs:
    """What needs an act in one leader's units: counts, never names."""

    late: int = 0
    soon: int = 0
    waivers: int = 0

    def add(self, other: "Needs") -> None:
        """The two together."""
        self.late, self.soon, self.waivers = (
            self.late + other.late,
            self.soon + other.soon,
            self.waivers + other.waivers,
        )

    @property
    def nothing(self) -> bool:
        """True when there is nothing to act on."""
        return not (self.late or self.soon or self.waivers)


def goes_at(week: dt.date) -> dt.datetime:
    """Monday 07:00 in Oslo, or the next day that is not a day off."""
    day = week
    while is_off(day):
        day += dt.timedelta(days=1)
    return oslo(day, SEVEN)


def leaders_of(week: dt.date) -> dict[int, tuple[int, set[int]]]:
    """Leader → organisation and the units whose letter they get: led ones, and those below without a leader."""
    led: dict[int, set[int]] = defaultdict(set)
    leading = Membership.objects.current().leading().filter(unit__closed_on__isnull=True, person__left_at__isnull=True)
    for person, unit in leading.order_by().values_list("person_id", "unit_id"):
        led[unit].add(person)
    found: dict[int, tuple[int, set[int]]] = {}
    # A unit that is closed has no letter, but those below it still have somebody above.
    units = Unit.objects.order_by("pk").values_list("pk", "parent_id", "organisation_id", "closed_on")
    above = {pk: parent for pk, parent, _organisation, _closed in units}
    for pk, _parent, organisation, closed in units:
        for person in set() if closed else _nearest(pk, led, above):
            found.setdefault(person, (organisation, set()))[1].add(pk)
    former = Digest.objects.filter(week__lt=week, week__gte=week - dt.timedelta(weeks=4), leader__left_at__isnull=True)
    for person, organisation in former.order_by("-week").values_list("leader_id", "organisation_id"):
        found.setdefault(person, (organisation, set()))
    return found


def needs_of(units: set[int], on: dt.date) -> dict[int, Needs]:
    """Unit → what needs an act there. Two queries."""
    found: dict[int, Needs] = defaultdict(Needs)
    waiting = Obligation.objects.waiting().filter(paused_on__isnull=True, due_on__lte=on + SOON).order_by()
    counted = waiting.values("unit").annotate(late=Count("pk", filter=Q(due_on__lt=on)), number=Count("pk"))
    for unit, late, number in counted.values_list("unit", "late", "number"):
        if unit in units:
            found[unit].late, found[unit].soon = late, number - late
    ending = Waiver.objects.current(on).filter(until__lte=on + SOON).order_by()
    stands = Obligation.objects.counting().filter(state=Obligation.State.WAIVED, waived_on__isnull=False)
    rows = stands.values_list("person_id", "requirement_id", "unit_id")
    unit_of = {(person, requirement): unit for person, requirement, unit in rows}
    for place in ending.values_list("person_id", "requirement_id"):
        if unit_of.get(place) in units:
            found[unit_of[place]].waivers += 1
    return found


def why_not(leaders: dict[int, tuple[int, set[int]]], on: dt.date) -> dict[int, str]:
    """Leader → why no letter can go, for those it cannot go to whatever stands in it."""
    why: dict[int, str] = {}
    opted_out = set(DigestOptOut.objects.current(on).values_list("person_id", flat=True))
    on_leave = set(Leave.objects.current(on).values_list("person_id", flat=True))
    bad = Person.objects.filter(Q(email__endswith=".invalid") | ~Q(email__contains="@"))
    no_address = set(bad.values_list("pk", flat=True))
    for person, (_organisation, units) in leaders.items():
        if not units:
            why[person] = Digest.Why.NO_UNIT
        elif person in opted_out:
            why[person] = Digest.Why.OPTED_OUT
        elif person in on_leave:
            why[person] = Digest.Why.ON_LEAVE
        elif person in no_address:
            why[person] = Digest.Why.NO_ADDRESS
    return why


def _nearest(unit: int | None, led: dict[int, set[int]], above: dict[int, int | None]) -> set[int]:
    """The leaders of the unit, or of the nearest unit above that has one."""
    seen: set[int] = set()
    while unit is not None and unit not in seen:
        if led.get(unit):
            return led[unit]
        seen.add(unit)
        unit = above.get(unit)
    return set()
