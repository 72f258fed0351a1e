"""Reads requirements once for many people: which units fit, what is to be finished, and the terms."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from tryggby.ground.door import OSLO
from tryggby.obligations.cycles import Course, Place, Terms
from tryggby.obligations.models import Requirement
from tryggby.organisations.door import Membership, Unit, below
from tryggby.packages.door import Mode, Part, Release, common_training_packages


@dataclass(frozen=True)
class Rule:
    """A requirement ready to be reckoned: `fitting` holds the numbers of the units its audience works in."""

    requirement: Requirement
    terms: Terms
    courses: tuple[Course, ...]
    fitting: frozenset[int]

    def covers(self, unit: int, leads: bool) -> bool:
        """True when a post in the unit, as leader or not, is of the audience."""
        role = self.requirement.role
        return unit in self.fitting and (not role or (role == Membership.Role.LEADER) == leads)


@dataclass
class Rules:
    """The rules of some organisations, with the names of their units and whose unit each is."""

    rules: list[Rule]
    units: dict[int, tuple[int, str]] = field(default_factory=dict)
    packages: frozenset[int] = frozenset()
    places: dict[tuple, Place] = field(default_factory=dict)

    @property
    def organisations(self) -> set[int]:
        """Those that have a rule here."""
        return {rule.requirement.organisation_id for rule in self.rules}


def read_rules(requirements: Iterable[Requirement]) -> Rules:
    """The rules as they are now; a handful of queries however many people they reach."""
    requirements = list(requirements)
    organisations = {requirement.organisation_id for requirement in requirements}
    rows = Unit.objects.filter(organisation__in=organisations).order_by()
    units = list(rows.values_list("pk", "organisation_id", "service_id", "district_id", "name"))
    courses = _courses(requirements)
    rules = [
        Rule(requirement, terms_of(requirement), courses[requirement.package_id], _fitting(requirement, units))
        for requirement in requirements
    ]
    packages = frozenset(course.package for rule in rules for course in rule.courses)
    return Rules(rules, {pk: (organisation, name) for pk, organisation, _s, _d, name in units}, packages)


def terms_of(requirement: Requirement) -> Terms:
    """What the requirement says about time and share."""
    return Terms(
        since=requirement.since,
        until=requirement.until,
        due_days=requirement.due_days,
        valid_months=requirement.valid_months,
        window_days=requirement.window_days,
        min_share=requirement.min_share,
        started_after=requirement.started_after,
        widened_on=requirement.widened_on,
    )


def _fitting(requirement: Requirement, units) -> frozenset[int]:
    tree = below([requirement.unit_id]) if requirement.unit_id else None
    return frozenset(
        pk
        for pk, organisation, service, district, _name in units
        if organisation == requirement.organisation_id
        and (requirement.service_id is None or service == requirement.service_id)
        and (requirement.district_id is None or district == requirement.district_id)
        and (tree is None or pk in tree)
    )


def _courses(requirements) -> dict[int | None, tuple[Course, ...]]:
    """What each cited package asks for; under None the packages of the common training."""
    cited = {requirement.package_id for requirement in requirements}
    common = [release.package_id for release in common_training_packages()] if None in cited else []
    packages = {package for package in cited if package} | set(common)
    courses = {course.package: course for course in _read_courses(packages)}
    found: dict[int | None, tuple[Course, ...]] = {
        package: (courses[package],) if package in courses else () for package in packages
    }
    found[None] = tuple(courses[package] for package in common if package in courses)
    return {package: _from_the_beginning(cited) for package, cited in found.items()}


def _from_the_beginning(courses: tuple[Course, ...]) -> tuple[Course, ...]:
    """The packages that came first are reckoned as always there: an installation may be younger than its rules."""
    first = min((course.majors[0][0] for course in courses if course.majors), default=None)
    return tuple(
        replace(course, majors=((dt.date.min, course.majors[0][1]), *course.majors[1:]))
        if course.majors and course.majors[0][0] == first
        else course
        for course in courses
    )


def _read_courses(packages: set[int]) -> list[Course]:
    """Majors by the day they came, and the sets of own parts that finish them; a withdrawn major asks nobody.

    What somebody finished with a minor release that was withdrawn later stays finished.
    """
    parts: dict[int, set[str]] = defaultdict(set)
    rows = Part.objects.filter(release__package__in=packages, mode=Mode.SELF).order_by()
    for release, part in rows.values_list("release_id", "identifier"):
        parts[release].add(part)
    came: dict[int, dict[int, list]] = defaultdict(lambda: defaultdict(list))
    sets: dict[int, dict[int, list[frozenset[str]]]] = defaultdict(lambda: defaultdict(list))
    releases = Release.objects.filter(package__in=packages).order_by("accepted_at", "pk")
    for pk, package, major, at, withdrawn in releases.values_list(
        "pk", "package_id", "major", "accepted_at", "withdrawn_on"
    ):
        wanted = frozenset(parts[pk])
        if wanted and wanted not in sets[package][major]:
            sets[package][major].append(wanted)
        if withdrawn is None:
            came[package][major].append(at.astimezone(OSLO).date())
    return [Course(package, _rising(majors), dict(sets[package])) for package, majors in came.items()]


def _rising(majors: dict[int, list]) -> tuple:
    """The majors in the order they took over: an older one that comes later takes over nothing."""
    found: list = []
    for day, major in sorted((min(days), major) for major, days in majors.items()):
        if not found or major > found[-1][1]:
            found.append((day, major))
    return tuple(found)
