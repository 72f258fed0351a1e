"""What a unit has done: common training, practice, the four core elements, the leader track. Counts only."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tryggby.mentoring.door import practised_by_element
from tryggby.organisations.door import Membership, Unit
from tryggby.packages.door import CoreElement, common_training_packages, element_reach, package_reach
from tryggby.programmes.door import Gathering, enrolled_people


@dataclass(frozen=True)
class Coverage:
    """One row of bars: `done` and `planned` of `total` people; `about` says what is counted."""

    label: str
    done: int
    planned: int
    total: int
    about: str = ""
    url: str = ""


def members_of(unit: Unit) -> list[int]:
    """Numbers of the people who work in the unit today."""
    rows = Membership.objects.current().filter(unit=unit, person__left_at__isnull=True)
    return sorted(set(rows.order_by().values_list("person_id", flat=True)))


def unit_coverage(unit: Unit, members: list[int] | None = None) -> list[Coverage]:
    """The main rows: common training, practice in the last three months, a place on the training days."""
    people = members_of(unit) if members is None else members
    rows = []
    for release in common_training_packages():
        reach = package_reach({unit.pk: people}, release.package)[unit.pk]
        rows.append(
            Coverage(
                _("Felles opplæring: %(package)s") % {"package": release.title},
                reach.done,
                reach.started,
                reach.total,
                _("Har lest alle delene på egen hånd. De som er i gang, vises skravert."),
            )
        )
    covered = practised_by_element([unit])[unit.pk]
    rows.append(
        Coverage(
            _("Øvd med kolleger siste tre måneder"),
            len(covered.practised),
            len(covered.planned),
            len(covered.members),
            _("Har vært på minst én øving. De som er invitert til neste, vises skravert."),
        )
    )
    days = enrolled_people(unit, kinds=[Gathering.Kind.DAY])
    if days:
        here = set(people)
        rows.append(
            Coverage(
                _("Har plass på fagdagene"),
                len(days & here),
                0,
                len(here),
                _("Er påmeldt spor for ansatte i et program som pågår."),
            )
        )
    return rows


def element_coverage(unit: Unit, members: list[int] | None = None) -> list[Coverage]:
    """The four core elements in the common training: who has done all of each, and who is on the way."""
    people = members_of(unit) if members is None else members
    reach = element_reach(people)
    return [
        Coverage(
            str(CoreElement(code).label),
            reach[code].done,
            reach[code].started,
            reach[code].total,
            _("Har gjort alle delene med dette kjerneelementet, også øvinger og samlinger. Skravert: i gang."),
        )
        for code in CoreElement.values
    ]


def weakest_element(rows: list[Coverage]) -> Coverage | None:
    """The element in which the unit has come the shortest way; None when they are even."""
    if not rows or len({(row.done, row.planned) for row in rows}) == 1:
        return None
    return min(rows, key=lambda row: (row.done, row.planned))
