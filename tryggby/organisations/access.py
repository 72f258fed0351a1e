"""Who may: a person's standing (units, organisations, roles) and the predicates built on it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from tryggby.ground.door import today
from tryggby.organisations.models import Appointment, Installation, Membership, Partnership, Unit

Role = Appointment.Role


@dataclass(frozen=True)
class Standing:
    """What a person is today. All sets hold row numbers.

    `member` units one works in; `led` units one leads with the tree below; `coordinated` own
    organisations as coordinator; `reach` those and their partners; `roles` appointed role ->
    organisations; `organisations` everything visible; `units` everything visible (a query when asked for).
    """

    member: frozenset[int] = frozenset()
    led: frozenset[int] = frozenset()
    led_directly: frozenset[int] = frozenset()
    coordinated: frozenset[int] = frozenset()
    reach: frozenset[int] = frozenset()
    organisations: frozenset[int] = frozenset()
    roles: dict[str, frozenset[int]] = field(default_factory=dict)

    @cached_property
    def units(self) -> frozenset[int]:
        """Units one works in, leads or coordinates. For filters use `Unit.objects.visible_to(person)`."""
        reached = Unit.objects.filter(organisation__in=self.reach).values_list("pk", flat=True) if self.reach else ()
        return self.member | self.led | frozenset(reached)

    def has(self, role: str) -> bool:
        """True when the person is appointed to `role` in any organisation."""
        return bool(self.roles.get(role))


def standing(person, *, fresh: bool = False) -> Standing:
    """The person's standing today; read once per person object (i.e. per request) unless `fresh`."""
    if not getattr(person, "is_authenticated", False):
        return Standing()
    if fresh or not hasattr(person, "_standing"):
        person._standing = _read(person)
    return person._standing


def installation(request=None) -> Installation | None:
    """Whose installation this is, with its owner; None before the set-up. One query, once per request."""
    if request is None:
        return Installation.objects.select_related("owner").first()
    if not hasattr(request, "_installation"):
        request._installation = installation()
    return request._installation


def leads(person, unit: Unit) -> bool:
    """True when the person leads the unit or a unit above it."""
    return unit.pk in standing(person).led


def coordinates(person, organisation) -> bool:
    """True when the person is coordinator in the organisation (an object or a number)."""
    return getattr(organisation, "pk", organisation) in standing(person).coordinated


def keeps(person, organisation) -> bool:
    """True when the person may change the organisation's units and people.

    That is its coordinator; for a partner without a coordinator of its own, the coordinator it agreed with.
    """
    number = getattr(organisation, "pk", organisation)
    held = standing(person)
    if number in held.coordinated:
        return True
    return (
        number in held.reach
        and not Appointment.objects.current().filter(organisation=number, role=Role.COORDINATOR).exists()
    )


def oversees(person, organisation) -> bool:
    """True when the person may see who holds roles in the organisation: coordinator and privacy officer."""
    return coordinates(person, organisation) or is_appointed(person, Role.PRIVACY_OFFICER, organisation)


def is_appointed(person, role: str, organisation=None) -> bool:
    """True when the person holds the role, in the given organisation or anywhere."""
    held = standing(person).roles.get(role, frozenset())
    return bool(held) if organisation is None else getattr(organisation, "pk", organisation) in held


def _read(person) -> Standing:
    on = today()
    memberships = list(
        Membership.objects.current(on).filter(person=person).values_list("unit_id", "role", "unit__organisation_id")
    )
    member = frozenset(unit for unit, _, _ in memberships)
    directly = frozenset(unit for unit, role, _ in memberships if role == Membership.Role.LEADER)
    roles: dict[str, set[int]] = {}
    for role, organisation in (
        Appointment.objects.current(on).filter(person=person).values_list("role", "organisation_id")
    ):
        roles.setdefault(role, set()).add(organisation)
    coordinated = frozenset(roles.get(Role.COORDINATOR, ()))
    partners = (
        Partnership.objects.current(on).filter(organisation__in=coordinated).values_list("partner_id", flat=True)
        if coordinated
        else ()
    )
    reach = coordinated | frozenset(partners)
    led = below(directly)
    organisations = reach | frozenset(o for _, _, o in memberships) | frozenset(o for r in roles.values() for o in r)
    return Standing(
        member=member,
        led=led,
        led_directly=directly,
        coordinated=coordinated,
        reach=reach,
        organisations=organisations,
        roles={role: frozenset(held) for role, held in roles.items()},
    )


def below(units: Iterable[int]) -> frozenset[int]:
    """The units and everything below them in the tree, one query per level."""
    seen = set(units)
    level = set(seen)
    while level:
        level = set(Unit.objects.filter(parent__in=level).values_list("pk", flat=True)) - seen
        seen |= level
    return frozenset(seen)
