"""Who may: a person's standing (units, organisations, roles) and the predicates built on it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db import connection
from django.db.models.expressions import RawSQL

from tryggby.ground.door import today
from tryggby.organisations.models import Appointment, Installation, Membership, Unit

Role = Appointment.Role


@dataclass(frozen=True)
class Standing:
    """What a person is today. All sets hold row numbers.

    `member` units one works in; `led_directly` units one leads; `coordinated` own
    organisations as coordinator; `reach` those and their partners; `roles` appointed role ->
    organisations; `organisations` everything visible; `units` everything visible (a query when asked for).
    """

    member: frozenset[int] = frozenset()
    led_directly: frozenset[int] = frozenset()
    coordinated: frozenset[int] = frozenset()
    reach: frozenset[int] = frozenset()
    organisations: frozenset[int] = frozenset()
    roles: dict[str, frozenset[int]] = field(default_factory=dict)

    @cached_property
    def led(self) -> frozenset[int]:
        """Units one leads with the tree below. For filters on units use `Unit.objects.led_by(person)`."""
        return below(self.led_directly)

    @cached_property
    def units(self) -> frozenset[int]:
        """Units one works in, leads or coordinates. For filters use `Unit.objects.visible_to(person)`."""
        reached = Unit.objects.filter(organisation__in=self.reach).values_list("pk", flat=True) if self.reach else ()
        return self.member | self.led | frozenset(reached)

    @property
    def outward(self) -> frozenset[int]:
        """Organisations one meets others for: networks of cities, young advisers, whoever asks for a day."""
        return self.coordinated | self.roles.get(Role.NETWORK_COORDINATOR, frozenset())

    def has(self, role: str) -> bool:
        """True when the person is appointed to `role` in any organisation."""
        return bool(self.roles.get(role))


def standing(person, *, fresh: bool = False) -> Standing:
    """The person's standing today; read once per person object (i.e. per request) unless `fresh`."""
    if not getattr(person, "is_authenticated", False):
        return Standing()
    if fresh or not hasattr(person, "_standing"):
        person._standing = _read(person)
        if hasattr(person, "_kept"):
            del person._kept
    return person._standing


def installation(request=None) -> Installation | None:
    """Whose installation this is, with its owner; None before the set-up. One query, once per request."""
    if request is None:
        return Installation.objects.select_related("owner").first()
    if not hasattr(request, "_installation"):
        request._installation = installation()
    return request._installation


def first_coordinator(made: Installation):
    """The person who was appointed when the installation was set up."""
    appointments = Appointment.objects.filter(organisation=made.owner_id, role=Role.COORDINATOR)
    return appointments.select_related("person").order_by("pk")[0].person


def leads(person, unit: Unit) -> bool:
    """True when the person leads the unit or a unit above it."""
    directly = standing(person).led_directly
    return bool(directly) and (unit.pk in directly or not directly.isdisjoint(_above(unit)))


def leads_directly(person, unit: Unit) -> bool:
    """True when the person is the unit's own leader."""
    return unit.pk in standing(person).led_directly


def own_units(person) -> list[Unit]:
    """Open units the person works in or leads directly, with service, by name."""
    held = standing(person)
    units = Unit.objects.open().filter(pk__in=held.member | held.led_directly).select_related("service")
    return list(units.order_by("name", "pk"))


def coordinates(person, organisation) -> bool:
    """True when the person is coordinator in the organisation (an object or a number)."""
    return getattr(organisation, "pk", organisation) in standing(person).coordinated


def kept(person) -> frozenset[int]:
    """The organisations whose units and people the person may change; read once per person object.

    Those they coordinate, and partners that have no coordinator of their own.
    """
    held = standing(person)
    partners = held.reach - held.coordinated
    if not partners:
        return held.coordinated
    if not hasattr(person, "_kept"):
        own = Appointment.objects.current().filter(organisation__in=partners, role=Role.COORDINATOR)
        person._kept = held.coordinated | partners - frozenset(own.values_list("organisation_id", flat=True))
    return person._kept


def keeps(person, organisation) -> bool:
    """True when the person may change the organisation's units and people."""
    return getattr(organisation, "pk", organisation) in kept(person)


def overseen(person) -> frozenset[int]:
    """The organisations where the person sees who holds roles: as coordinator or privacy officer."""
    held = standing(person)
    return held.coordinated | held.roles.get(Role.PRIVACY_OFFICER, frozenset())


def is_appointed(person, role: str, organisation=None) -> bool:
    """True when the person holds the role, in the given organisation or anywhere."""
    held = standing(person).roles.get(role, frozenset())
    return bool(held) if organisation is None else getattr(organisation, "pk", organisation) in held


def _read(person) -> Standing:
    memberships, roles, partners = _rows(person.pk, today())
    member = frozenset(unit for unit, _, _ in memberships)
    directly = frozenset(unit for unit, role, _ in memberships if role == Membership.Role.LEADER)
    coordinated = frozenset(roles.get(Role.COORDINATOR, ()))
    reach = coordinated | partners
    organisations = reach | frozenset(o for _, _, o in memberships) | frozenset(o for r in roles.values() for o in r)
    return Standing(
        member=member,
        led_directly=directly,
        coordinated=coordinated,
        reach=reach,
        organisations=organisations,
        roles={role: frozenset(held) for role, held in roles.items()},
    )


# Every signed-in request asks this first, so it is one statement of its own: three queries through
# the mapper cost three times as much to put together as to answer.
BELOW = """
WITH RECURSIVE tree(id) AS (
  SELECT id FROM organisations_unit WHERE id IN ({})
  UNION SELECT u.id FROM organisations_unit u JOIN tree ON u.parent_id = tree.id
) SELECT id FROM tree"""
ABOVE = """
WITH RECURSIVE chain(id, parent_id) AS (
  SELECT id, parent_id FROM organisations_unit WHERE id = %s
  UNION SELECT u.id, u.parent_id FROM organisations_unit u JOIN chain ON u.id = chain.parent_id
) SELECT id FROM chain"""
STANDING = """
SELECT 'unit', m.unit_id, m.role, u.organisation_id
  FROM organisations_membership m JOIN organisations_unit u ON u.id = m.unit_id
 WHERE m.person_id = %(person)s AND m.since <= %(on)s AND (m.until IS NULL OR m.until >= %(on)s)
UNION ALL
SELECT 'role', 0, a.role, a.organisation_id
  FROM organisations_appointment a
 WHERE a.person_id = %(person)s AND a.since <= %(on)s AND (a.until IS NULL OR a.until >= %(on)s)
UNION ALL
SELECT 'partner', 0, a.role, p.partner_id
  FROM organisations_partnership p JOIN organisations_appointment a ON a.organisation_id = p.organisation_id
 WHERE a.person_id = %(person)s AND a.role = %(coordinator)s AND a.since <= %(on)s
   AND (a.until IS NULL OR a.until >= %(on)s) AND p.since <= %(on)s AND (p.until IS NULL OR p.until >= %(on)s)
"""


def _rows(person: int, on: dt.date) -> tuple[list[tuple[int, str, int]], dict[str, set[int]], frozenset[int]]:
    """(unit, role, organisation) of each membership; role -> organisations; partners of those coordinated."""
    day = connection.ops.adapt_datefield_value(on)
    memberships: list[tuple[int, str, int]] = []
    roles: dict[str, set[int]] = {}
    partners: set[int] = set()
    with connection.cursor() as cursor:
        cursor.execute(STANDING, {"person": person, "on": day, "coordinator": Role.COORDINATOR.value})
        for kind, unit, role, organisation in cursor.fetchall():
            if kind == "unit":
                memberships.append((unit, role, organisation))
            elif kind == "role":
                roles.setdefault(role, set()).add(organisation)
            else:
                partners.add(organisation)
    return memberships, roles, frozenset(partners)


def below(units: Iterable[int]) -> frozenset[int]:
    """The units and everything below them in the tree. One query, none without units; a ring in the tree ends."""
    above = sorted(set(units))
    if not above:
        return frozenset()
    with connection.cursor() as cursor:
        cursor.execute(*_tree(above))
        return frozenset(pk for (pk,) in cursor.fetchall())


def in_tree(units: Iterable[int]) -> RawSQL | tuple[()]:
    """The same for a filter with `__in`, worked out by the database: thousands of units are no thousands of numbers."""
    above = sorted(set(units))
    return RawSQL(*_tree(above)) if above else ()  # noqa: S611  the numbers are parameters


def _above(unit: Unit) -> frozenset[int]:
    """The units above a unit, up to the top. One query at most."""
    if unit.parent_id is None:
        return frozenset()
    with connection.cursor() as cursor:
        cursor.execute(ABOVE, [unit.parent_id])
        return frozenset(pk for (pk,) in cursor.fetchall())


def _tree(above: list[int]) -> tuple[str, list[int]]:
    return BELOW.format(", ".join(["%s"] * len(above))), above
