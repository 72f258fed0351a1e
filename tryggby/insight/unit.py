"""Reads everything the leader's pages tell about one unit, in seven queries, whatever the unit's size."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.core.cache import caches
from django.db.models import Count, Exists, F, Min, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from tryggby.drills.door import DrillState, drill_state
from tryggby.ground.door import OSLO, months_before, oslo, today
from tryggby.mentoring.door import Mandate, Participation, Practice
from tryggby.organisations.door import Membership, Unit
from tryggby.outreach.door import PromiseReminder, promise_of, promise_parts
from tryggby.packages.door import Completion, Mode, Part, common_training_packages
from tryggby.programmes.door import Attendance, Cohort, Enrolment, Gathering, Headcount
from tryggby.routines.door import Reminders, reminder_parts, reminders_of
from tryggby.voices.door import Advice

# «Siste tre måneder»; practices are read for a year.
RECENT, YEAR = 3, 12
# Seconds that facts may be shown again.
KEPT = 30
FOREVER = dt.date(9999, 12, 31)
TEACHING = [Gathering.Kind.DAY, Gathering.Kind.TRAINING]


@dataclass(frozen=True)
class Member:
    """Somebody who works in the unit today. `mandate_until` is set for mentors."""

    number: int
    name: str
    given_name: str
    is_leader: bool
    since: dt.date
    mandate_until: dt.date | None
    has_place: bool


@dataclass(frozen=True)
class Held:
    """A practice that was held or is planned, with the people in it (numbers)."""

    number: int
    key: str
    title: str
    elements: tuple[str, ...]
    starts: dt.datetime
    ends: dt.datetime
    held_on: dt.date | None
    mentor: int
    mentor_name: str
    present: set[int] = field(default_factory=set)
    expected: set[int] = field(default_factory=set)
    unanswered: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Stop:
    """A gathering of a cohort the unit takes part in."""

    key: str
    title: str
    kind: str
    track: dict
    cohort_key: str
    cohort: str
    starts: dt.datetime
    ends: dt.datetime
    place: str
    is_cancelled: bool
    was_there: bool
    places: int
    free: int | None

    @property
    def is_representative(self) -> bool:
        """True when the unit sends a few, not everybody."""
        return (self.track.get("representation") or {}).get("max") is not None


@dataclass(frozen=True)
class Common:
    """The common training: the sets of own reading that finish it, and what carries each core element."""

    title: str
    sets: tuple[frozenset, ...]
    read: dict[str, frozenset]
    practised: dict[str, frozenset]


@dataclass
class UnitFacts:
    """One unit on one day."""

    number: int
    key: str
    name: str
    service: str
    organisation: int
    now: dt.datetime
    members: list[Member]
    done: dict[int, set]
    common: list[Common]
    practices: list[Held]
    stops: list[Stop]
    drills: DrillState = field(default_factory=DrillState)
    routines: Reminders = field(default_factory=Reminders)
    promise: PromiseReminder = field(default_factory=PromiseReminder)
    advice_waiting: int = 0
    advice_since: dt.datetime | None = None

    @cached_property
    def people(self) -> frozenset[int]:
        """Numbers of those who work here."""
        return frozenset(member.number for member in self.members)

    @cached_property
    def today(self) -> dt.date:
        """The day the facts are of."""
        return self.now.astimezone(OSLO).date()

    @property
    def mentors(self) -> list[Member]:
        """Colleagues with a mandate in force."""
        return [member for member in self.members if member.mandate_until]

    @property
    def coming(self) -> list[Held]:
        """Practices that are planned and not over, soonest first."""
        planned = [p for p in self.practices if p.held_on is None and p.ends > self.now]
        return sorted(planned, key=lambda practice: practice.starts)

    @property
    def unreported(self) -> list[Held]:
        """Practices that are over and nobody has said whether they were held."""
        return [p for p in self.practices if p.held_on is None and p.ends <= self.now]

    def held_since(self, day: dt.date) -> list[Held]:
        """Held practices from a day on."""
        return [p for p in self.practices if p.held_on and p.held_on >= day]

    @property
    def recent(self) -> list[Held]:
        """Held practices of the last three months."""
        return self.held_since(months_before(self.today, RECENT))


def read_unit(key: str, stamp: str = "") -> UnitFacts:
    """The facts of the unit with this key, which exists. The caller has checked who asks.

    `stamp` is the number of the newest audit entry: while nobody has done anything, facts are kept for half a minute.
    """
    if not stamp:
        return _read(key)
    kept = caches["figures"]
    return kept.get_or_set(f"unit:{key}:{today()}:{stamp}", lambda: _read(key), timeout=KEPT)


def _read(key: str) -> UnitFacts:
    now, day = timezone.now(), today()
    members, unit = _members(key, day, now)
    unit = unit or (
        *Unit.objects.values_list("pk", "name", "service__code", "organisation_id").get(key=key),
        None,
        None,
    )
    common, done = _learning([member.number for member in members])
    return UnitFacts(
        number=unit[0],
        key=key,
        name=unit[1],
        service=unit[2],
        organisation=unit[3],
        now=now,
        members=members,
        common=common,
        done=done,
        practices=_practices(unit[0], day, now),
        stops=_stops(unit[0], now),
        drills=drill_state(unit[0], unit[2], day),
        routines=reminders_of(unit[9:], day) if members else Reminders(),
        promise=promise_of(unit[6:9]) if members else PromiseReminder(),
        advice_waiting=unit[4] or 0,
        advice_since=unit[5],
    )


def _members(key: str, day: dt.date, now: dt.datetime) -> tuple[list[Member], tuple]:
    mandate = Mandate.objects.current(day).filter(person=OuterRef("person"), unit=OuterRef("unit")).order_by("-since")
    place = Enrolment.objects.open().filter(
        person=OuterRef("person"),
        cohort__in=Cohort.objects.running(),
        cohort__gatherings__track=F("track"),
        cohort__gatherings__kind__in=TEACHING,
        cohort__gatherings__ends_at__gt=now,
        cohort__gatherings__cancelled_at__isnull=True,
    )
    owed = Advice.objects.owed(day).filter(unit__key=key).order_by().values("unit")
    unanswered = Advice.objects.unanswered().filter(unit__key=key).order_by().values("unit")
    routines, promise = reminder_parts(key, day), promise_parts(key, day)
    rows = (
        Membership.objects.current(day)
        .filter(unit__key=key, person__left_at__isnull=True)
        .annotate(
            mandate_until=Subquery(mandate.annotate(end=Coalesce("until", Value(FOREVER))).values("end")[:1]),
            has_place=Exists(place),
            advice_waiting=Subquery(owed.annotate(number=Count("pk")).values("number")),
            advice_since=Subquery(unanswered.annotate(oldest=Min("made_at")).values("oldest")),
            **promise,
            **routines,
        )
        .order_by("person__given_name", "person__family_name", "person_id", "-role")
        .values_list(
            "person_id",
            "person__given_name",
            "person__family_name",
            "role",
            "since",
            "mandate_until",
            "has_place",
            "unit_id",
            "unit__name",
            "unit__service__code",
            "unit__organisation_id",
            "advice_waiting",
            "advice_since",
            *promise,
            *routines,
        )
    )
    found: dict[int, Member] = {}
    unit: tuple = ()
    for row in rows:
        (number, given, family, role, since, until, has_place), unit = row[:7], row[7:]
        leads = role == Membership.Role.LEADER
        if number not in found or leads:
            found[number] = Member(number, f"{given} {family}".strip(), given, leads, since, until, has_place)
    return list(found.values()), unit


def _learning(people: list[int]) -> tuple[list[Common], dict[int, set]]:
    """The common training's make-up, and each person's finished parts as (package, part)."""
    releases = common_training_packages()
    of = Q(pk__in=[])
    for release in releases:
        of |= Q(release__package=release.package_id, release__major=release.major)
    parts = defaultdict(list)
    rows = Part.objects.filter(of, release__withdrawn_on__isnull=True).order_by()
    for release, package, identifier, mode, elements in rows.values_list(
        "release_id", "release__package_id", "identifier", "mode", "elements"
    ):
        parts[release].append(((package, identifier), mode, elements, package))
    done: dict[int, set] = {person: set() for person in people}
    majors = {(release.package_id, release.major) for release in releases}
    finished = Completion.objects.filter(person__in=people, package__in=[r.package_id for r in releases]).order_by()
    for person, package, major, part in finished.values_list("person_id", "package_id", "major", "part"):
        if (package, major) in majors:
            done[person].add((package, part))
    return [_common(release, parts) for release in releases], done


def _common(release, parts) -> Common:
    sets = [
        frozenset(place for place, mode, _elements, _package in rows if mode == Mode.SELF)
        for rows in parts.values()
        if rows[0][3] == release.package_id
    ]
    read, practised = defaultdict(set), defaultdict(set)
    for place, mode, elements, _package in parts[release.pk]:
        for element in elements:
            if mode == Mode.SELF:
                read[element].add(place)
            elif mode == Mode.PRACTICE:
                practised[element].add(place)
    return Common(
        release.title,
        tuple(found for found in sets if found),
        {element: frozenset(found) for element, found in read.items()},
        {element: frozenset(found) for element, found in practised.items()},
    )


def _practices(unit: int, day: dt.date, now: dt.datetime) -> list[Held]:
    begin = oslo(months_before(day, YEAR), dt.time.min)
    rows = Practice.objects.filter(unit=unit, cancelled_at__isnull=True, starts_at__gte=begin).order_by("starts_at")
    found: dict[int, Held] = {}
    since = months_before(day, RECENT)
    wanted = set()
    for number, key, title, elements, starts, ends, held_at, mentor, name, *place in rows.values_list(
        "pk",
        "key",
        "title",
        "elements",
        "starts_at",
        "ends_at",
        "held_at",
        "mandate__person_id",
        "mandate__person__given_name",
        "participations__person_id",
        "participations__answer",
        "participations__present_at",
    ):
        if number not in found:
            held_on = held_at.astimezone(OSLO).date() if held_at else None
            begins = starts.astimezone(OSLO)
            found[number] = Held(number, key, title, tuple(elements), begins, ends, held_on, mentor, name)
            if (held_on and held_on >= since) or (not held_on and ends > now):
                wanted.add(number)
        if number in wanted and place[0] is not None:
            _take_part(found[number], *place)
    for number in wanted:
        (found[number].present if found[number].held_on else found[number].expected).add(found[number].mentor)
    return list(found.values())


def _take_part(practice: Held, person: int, answer: str, present_at: dt.datetime | None) -> None:
    """Put somebody who was invited or present where they belong."""
    if present_at:
        practice.present.add(person)
    if answer != Participation.Answer.NO:
        practice.expected.add(person)
    if answer == Participation.Answer.NONE:
        practice.unanswered.add(person)


def _stops(unit: int, now: dt.datetime) -> list[Stop]:
    """The gatherings of the running cohorts the unit takes part in, in order of time."""
    taken = (
        Enrolment.objects.participants()
        .filter(cohort=OuterRef("cohort"), track=OuterRef("track"), run=OuterRef("run"))
        .order_by()
        .values("cohort")
        .annotate(n=Count("pk"))
        .values("n")
    )
    own = (
        Enrolment.objects.participants()
        .filter(cohort=OuterRef("cohort"), track=OuterRef("track"), unit=unit)
        .order_by()
        .values("cohort")
        .annotate(n=Count("pk"))
        .values("n")
    )
    was_there = Attendance.objects.attended().filter(gathering=OuterRef("pk"), enrolment__unit=unit)
    counted = Headcount.objects.filter(gathering=OuterRef("pk"), unit=unit, count__gt=0)
    cohorts = Cohort.objects.running().filter(cohort_units__unit=unit, cohort_units__left_on__isnull=True)
    rows = (
        Gathering.objects.filter(cohort__in=cohorts.order_by().values("pk"))
        .annotate(
            was_there=Exists(was_there) | Exists(counted),
            own=Coalesce(Subquery(own), 0),
            taken=Coalesce(Subquery(taken), 0),
        )
        .order_by("starts_at", "track", "run", "id")
    )
    fields = rows.values(
        "key",
        "title",
        "kind",
        "track",
        "cohort__programme__content__tracks",
        "cohort__key",
        "cohort__name",
        "starts_at",
        "ends_at",
        "place",
        "cancelled_at",
        "was_there",
        "own",
        "taken",
        "capacity",
    )
    return [_stop(row) for row in fields]


def _stop(row: dict) -> Stop:
    tracks = row["cohort__programme__content__tracks"] or []
    return Stop(
        key=row["key"],
        title=row["title"],
        kind=row["kind"],
        track=next((track for track in tracks if track.get("code") == row["track"]), {"code": row["track"]}),
        cohort_key=row["cohort__key"],
        cohort=row["cohort__name"],
        starts=row["starts_at"].astimezone(OSLO),
        ends=row["ends_at"],
        place=row["place"],
        is_cancelled=row["cancelled_at"] is not None,
        was_there=bool(row["was_there"]),
        places=row["own"],
        free=None if row["capacity"] is None else max(0, row["capacity"] - row["taken"]),
    )
