"""What a person has finished of each package, what is next, and how many of a group have come how far."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, F, Q, QuerySet

from tryggby.organisations.door import Unit, standing
from tryggby.packages.models import Completion, CoreElement, Mode, Package, Part, Progress, Release

# Above this many people we read a package's completions whole instead of asking for each person.
MANY = 2000
# What a page about parts does not need: the texts.
TEXTS = ("steps", "practice", "evidence")


@dataclass
class PartState:
    """One part as one person stands to it. `position` is the step they have come to, 0 when not begun."""

    part: Part
    completion: Completion | None = None
    position: int = 0

    @property
    def done(self) -> bool:
        """True when the person has finished it in this major version."""
        return self.completion is not None

    @property
    def minutes_left(self) -> int:
        """Minutes still to read, as the writer reckons them; at least one."""
        if self.done:
            return 0
        steps = max(self.part.step_count, 1)
        return max(1, round(self.part.minutes * (steps - max(self.position - 1, 0)) / steps))


@dataclass
class PackageState:
    """One package as one person stands to it."""

    release: Release
    parts: list[PartState] = field(default_factory=list)
    finished: bool = False

    @property
    def own(self) -> list[PartState]:
        """The parts one does on one's own."""
        return [state for state in self.parts if state.part.mode == Mode.SELF]

    @property
    def next(self) -> PartState | None:
        """The part to go on with: one that is begun, else the first that is not done."""
        left = [state for state in self.own if not state.done]
        return next((state for state in left if state.position > 1), left[0] if left else None)

    @property
    def minutes_left(self) -> int:
        """Minutes of own reading that remain; none when the package is finished."""
        return 0 if self.finished else sum(state.minutes_left for state in self.own)

    @property
    def elements(self) -> list[tuple[str, int, int]]:
        """(core element, parts done, parts in all), in the fixed order; elements without parts are left out."""
        rows = []
        for element in CoreElement.values:
            tagged = [state for state in self.parts if element in state.part.elements]
            if tagged:
                rows.append((element, sum(state.done for state in tagged), len(tagged)))
        return rows


@dataclass(frozen=True)
class Reach:
    """How far a group has come. `started` counts those who have begun and are not done."""

    done: int
    started: int
    total: int


def package_states(person, releases: Iterable[Release] | None = None) -> list[PackageState]:
    """The person's standing in each current package, common training first. At most four queries."""
    releases = list(Release.objects.current().select_related("package") if releases is None else releases)
    states = {release.pk: PackageState(release) for release in releases}
    completions = _mine(Completion, person, releases)
    places = _mine(Progress, person, releases)
    wanted: dict = defaultdict(lambda: defaultdict(set))
    for part in (
        Part.objects.filter(Q(release__in=states) | _same_majors(releases))
        .defer(*TEXTS)
        .annotate(package=F("release__package"), major=F("release__major"))
    ):
        if part.mode == Mode.SELF:
            wanted[part.package, part.major][part.release_id].add(part.identifier)
        if part.release_id not in states:
            continue
        release = part.release = states[part.release_id].release
        cited = (release.package_id, release.major, part.identifier)
        place = places.get(cited)
        position = min(place.position, part.step_count) if place else 0
        states[part.release_id].parts.append(PartState(part, completions.get(cited), position))
    for state in states.values():
        release = state.release
        done = {part for package, major, part in completions if (package, major) == (release.package_id, release.major)}
        state.finished = any(parts <= done for parts in wanted[release.package_id, release.major].values())
    return sorted(states.values(), key=lambda state: _order(state.release))


def package_state(person, release: Release) -> PackageState:
    """The person's standing in one release's package."""
    return package_states(person, [release])[0]


def next_part_for(person, *, services: frozenset[str] | None = None, leads: bool | None = None) -> PartState | None:
    """The part a person should go on with now: begun ones first, then common training, then the rest that is theirs.

    Whoever knows the person's services and whether they lead says so, and saves the asking.
    """
    state = following(own_states(person, services=services, leads=leads)[0])
    return state.next if state else None


def is_common(release: Release) -> bool:
    """True for common training: a package meant for every service that builds on no other package."""
    return "alle" in (release.manifest.get("audience") or []) and not release.manifest.get("requires")


def is_for_everybody(release: Release) -> bool:
    """True for a package meant for every service."""
    return "alle" in (release.manifest.get("audience") or [])


def reader_services(person) -> frozenset[str]:
    """Codes of the services the person works in."""
    units = Unit.objects.filter(pk__in=standing(person).member).order_by()
    return frozenset(units.values_list("service__code", flat=True))


def own_states(
    person, *, services: frozenset[str] | None = None, leads: bool | None = None
) -> tuple[list[PackageState], list[PackageState]]:
    """The person's packages, and the packages meant for other services or roles."""
    services = reader_services(person) if services is None else services
    leads = bool(standing(person).led_directly) if leads is None else leads
    states = package_states(person)
    own = [state for state in states if _is_for(state.release, services, leads)]
    return own, [state for state in states if state not in own]


def following(states: Iterable[PackageState]) -> PackageState | None:
    """The package to go on with: one that is begun, else the first that is not finished."""
    waiting = [state for state in states if state.next and not state.finished]
    return next((state for state in waiting if state.next.position > 1), waiting[0] if waiting else None)


def common_training_packages() -> list[Release]:
    """The current releases of the packages meant for every service."""
    return [release for release in Release.objects.current().select_related("package") if is_common(release)]


def completed_parts(people: Collection[int], package: Package) -> dict[int, set[str]]:
    """Person number → identifiers of the parts finished in the package's current major version."""
    done: dict[int, set[str]] = {person: set() for person in people}
    for person, part in _completions(people, package):
        if person in done:
            done[person].add(part)
    return done


def package_reach(groups: Mapping[Hashable, Collection[int]], package: Package) -> dict[Hashable, Reach]:
    """How far each group (for example a unit's members, as person numbers) has come with own reading.

    Done is: every self part of one release in the current major version. Constant number of queries.
    """
    release = Release.objects.current().filter(package=package).first()
    if release is None:
        return {name: Reach(0, 0, len(set(people))) for name, people in groups.items()}
    everyone = {person for people in groups.values() for person in people}
    parts = completed_parts(everyone, package)
    wanted = _wanted([release])[package.pk, release.major]
    done = {person for person in everyone if any(need and need <= parts[person] for need in wanted)}
    begun = {person for person in everyone if parts[person]} - done
    return {
        name: Reach(len(done & set(people)), len(begun & set(people)), len(set(people)))
        for name, people in groups.items()
    }


def finished_count(places: QuerySet, release: Release) -> int:
    """How many people of `places` (rows with a `person`, e.g. memberships) have finished the release's package.

    Counted by the database: for whole cities. Two queries.
    """
    found = Q(pk__in=[])
    for parts in _wanted([release])[release.package_id, release.major]:
        finished = Completion.objects.filter(package=release.package_id, major=release.major, part__in=parts).order_by()
        counted = finished.values("person").annotate(parts=Count("part", distinct=True)).filter(parts=len(parts))
        found |= Q(person__in=counted.values("person"))
    return places.filter(found).order_by().values("person").distinct().count()


def element_reach(people: Collection[int], releases: Iterable[Release] | None = None) -> dict[str, Reach]:
    """Core element → how far a group has come with it in the common training.

    Done is: every part tagged with the element, whatever its mode; started is at least one.
    """
    releases = common_training_packages() if releases is None else list(releases)
    needed: dict[str, set[tuple[int, str]]] = defaultdict(set)
    for part in Part.objects.filter(release__in=releases).select_related("release").defer(*TEXTS, "release__manifest"):
        for element in part.elements:
            needed[element].add((part.release.package_id, part.identifier))
    have: dict[int, set[tuple[int, str]]] = {person: set() for person in people}
    for release in releases:
        for person, parts in completed_parts(have, release.package).items():
            have[person] |= {(release.package_id, part) for part in parts}
    return {element: _element(needed[element], have) for element in CoreElement.values}


def _is_for(release: Release, services: frozenset[str], leads: bool) -> bool:
    """True when the package is meant for the person's service, and for leaders only when they lead."""
    roles = release.manifest.get("roles") or []
    meant = is_for_everybody(release) or bool(set(release.manifest.get("audience") or []) & services)
    return meant and (leads or "leader" not in roles)


def _order(release: Release) -> tuple:
    """Common training first, then packages that build on few others."""
    return (not is_common(release), len(release.manifest.get("requires") or []), release.title, release.pk)


def _element(needed, have) -> Reach:
    done = sum(1 for parts in have.values() if needed and needed <= parts)
    begun = sum(1 for parts in have.values() if needed & parts)
    return Reach(done, begun - done, len(have))


def _completions(people, package):
    release = Release.objects.current().filter(package=package).values_list("major", flat=True)
    rows = Completion.objects.filter(package=package, major__in=list(release))
    if len(people) <= MANY:
        rows = rows.filter(person__in=list(people))
    return rows.order_by().values_list("person_id", "part")


def _mine(model, person, releases) -> dict:
    """The person's rows in these packages, by package, major version and part."""
    rows = model.objects.filter(person=person, package__in=[release.package_id for release in releases])
    return {(row.package_id, row.major, row.part): row for row in rows}


def _wanted(releases) -> dict[tuple[int, int], list[set[str]]]:
    """(package, major) → the self parts of each release of it: finishing one of the sets finishes the package."""
    sets: dict = defaultdict(lambda: defaultdict(set))
    rows = Part.objects.filter(_same_majors(releases), mode=Mode.SELF).order_by()
    for package, major, release, part in rows.values_list(
        "release__package", "release__major", "release", "identifier"
    ):
        sets[package, major][release].add(part)
    return defaultdict(list, {cited: list(found.values()) for cited, found in sets.items()})


def _same_majors(releases) -> Q:
    """Parts of every release of the same package and major version that is not withdrawn."""
    of = Q(pk__in=[])
    for release in releases:
        of |= Q(release__package=release.package_id, release__major=release.major, release__withdrawn_on__isnull=True)
    return of
