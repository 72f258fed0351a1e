"""From facts to duties. Pure: no database, no clock; the same facts always give the same rows.

A person is in the audience while the shares of the places that fit add up; gaps of up to 30 days between two places
are one move, not a new start. Within such a stretch each cycle opens on a day, is due after so many days that were
not spent on leave or let off, and is followed by the next when what was done soon is no longer valid, or when a new
major release came. Earlier completions count from the first day.
"""

import bisect
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

DAY = dt.timedelta(days=1)
# Away from the audience for so long is a move; longer is a new start.
MOVE = dt.timedelta(days=30)
# More cycles than anybody lives through: a guard against rules that open a cycle a day.
MOST = 60

Period = tuple[dt.date, dt.date | None]


@dataclass(frozen=True, slots=True)
class Terms:
    """What a requirement says about time and share; who fits it is decided before."""

    since: dt.date
    until: dt.date | None = None
    due_days: int = 60
    valid_months: int | None = None
    window_days: int = 60
    min_share: int = 0
    started_after: dt.date | None = None
    widened_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A membership: `fits` says that it is of the audience's unit, service, district and role."""

    unit: int
    since: dt.date
    until: dt.date | None = None
    share: int = 100
    leads: bool = False
    fits: bool = True


@dataclass(frozen=True, slots=True)
class Course:
    """What is to be finished, for one package: its major releases by day, and per major the sets of parts that do."""

    package: int
    majors: tuple[tuple[dt.date, int], ...]
    sets: Mapping[int, Sequence[frozenset[str]]]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one person: places, leaves, waivers of this rule, and when parts were finished.

    `finished` is (package, major) → part → days, in order. `first_asked` is the day this rule first asked the
    person, when it has.
    """

    places: Sequence[Place] = ()
    leaves: Sequence[Period] = ()
    waivers: Sequence[Period] = ()
    finished: Mapping[tuple[int, int], Mapping[str, Sequence[dt.date]]] = field(default_factory=dict)
    first_asked: dt.date | None = None


@dataclass(slots=True)
class Cycle:
    """One row as it should be. Field names are those of the model."""

    cycle: int
    unit: int
    state: str
    asked: str
    cause: str
    place: Place
    opens_on: dt.date
    due_on: dt.date | None
    last_on: dt.date | None = None
    paused_on: dt.date | None = None
    done_on: dt.date | None = None
    valid_until: dt.date | None = None
    waived_on: dt.date | None = None
    lapsed_on: dt.date | None = None
    ended_on: dt.date | None = None
    followed_on: dt.date | None = None


def cycles(terms: Terms, courses: Sequence[Course], facts: Facts, on: dt.date) -> list[Cycle]:
    """The person's rows under the rule as they stand on a day, oldest first."""
    fitting = [place for place in facts.places if place.fits]
    if not fitting or terms.since > on:
        return []
    rows: list[Cycle] = []
    for stretch in stretches(fitting, terms.min_share):
        if terms.started_after is None or stretch[0] > terms.started_after:
            rows += _of_stretch(terms, courses, facts, fitting, stretch, on)
    for number, row in enumerate(rows, 1):
        row.cycle = number
        if number < len(rows):
            row.followed_on = rows[number].opens_on
    return rows


def stretches(places: Sequence[Place], min_share: int) -> list[Period]:
    """The periods in which the shares reach what is asked, short gaps joined; oldest first, at most the last open."""
    if len(places) == 1:
        only = places[0]
        return [(only.since, only.until)] if only.share >= min_share else []
    changes: dict[dt.date, list[int]] = {}
    for place in places:
        added = changes.setdefault(place.since, [0, 0])
        added[0], added[1] = added[0] + 1, added[1] + place.share
        if place.until is not None:
            gone = changes.setdefault(place.until + DAY, [0, 0])
            gone[0], gone[1] = gone[0] - 1, gone[1] - place.share
    found: list[Period] = []
    count = share = 0
    start: dt.date | None = None
    for day in sorted(changes):
        count, share = count + changes[day][0], share + changes[day][1]
        inside = count > 0 and share >= min_share
        if inside and start is None:
            start = day
        elif not inside and start is not None:
            found.append((start, day - DAY))
            start = None
    if start is not None:
        found.append((start, None))
    return _joined(found)


def due_after(opens: dt.date, days: int, pauses: Sequence[Period]) -> dt.date | None:
    """The day when so many days have gone that were not paused; None when a pause without an end comes first."""
    due = opens + dt.timedelta(days=days)
    for start, end in pauses:
        if end is not None and end < opens:
            continue
        if start > due:
            break
        if end is None:
            return None
        due += end - max(start, opens) + DAY
    return due


def merged(periods: Iterable[Period]) -> list[Period]:
    """The periods in order, those that meet or overlap as one."""
    found: list[Period] = []
    for start, end in sorted(periods, key=lambda period: period[0]):
        if found and (found[-1][1] is None or start <= found[-1][1] + DAY):
            last = found[-1][1]
            found[-1] = (found[-1][0], None if last is None or end is None else max(last, end))
        else:
            found.append((start, end))
    return found


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day of the month so many months later, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return dt.date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def finished_on(
    courses: Sequence[Course], majors: Mapping[int, int], facts: Facts, since: dt.date | None
) -> dt.date | None:
    """The day the last of the wanted packages was finished, counting parts from `since`; None while one is not."""
    latest: dt.date | None = None
    for course in courses:
        if course.package not in majors:
            continue
        major = majors[course.package]
        days = _parts_on(course.sets.get(major, ()), facts.finished.get((course.package, major), {}), since)
        if days is None:
            return None
        latest = days if latest is None else max(latest, days)
    return latest


def _parts_on(sets: Sequence[frozenset[str]], finished, since: dt.date | None) -> dt.date | None:
    """The earliest day on which one of the sets was whole."""
    best: dt.date | None = None
    for wanted in sets:
        latest: dt.date | None = None
        for part in wanted:
            days = finished.get(part, ())
            at = bisect.bisect_left(days, since) if since is not None else 0
            if at == len(days):
                break
            latest = days[at] if latest is None else max(latest, days[at])
        else:
            if latest is not None:
                best = latest if best is None else min(best, latest)
    return best


def _joined(found: list[Period]) -> list[Period]:
    joined: list[Period] = []
    for start, end in found:
        if joined and joined[-1][1] is not None and start - joined[-1][1] <= MOVE + DAY:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _of_stretch(terms, courses, facts, fitting, stretch, on) -> list[Cycle]:
    """The cycles of one stretch in the audience."""
    begin = max(stretch[0], terms.since)
    if terms.widened_on and (facts.first_asked is None or facts.first_asked >= terms.widened_on):
        begin = max(begin, terms.widened_on)
    releases = sorted({day for course in courses for day, _major in course.majors})
    if not releases:
        return []
    begin = max(begin, releases[0])
    ends = [day for day in (stretch[1], terms.until) if day is not None]
    last = min(ends) if ends else None
    if begin > on or (last is not None and last < begin):
        return []
    return _Run(terms, courses, facts, fitting, begin, last, on, releases).rows()


class _Run:
    """One stretch being gone through, cycle by cycle."""

    def __init__(self, terms, courses, facts, fitting, begin, last, on, releases):
        self.terms, self.courses, self.facts, self.fitting = terms, courses, facts, fitting
        self.begin, self.last, self.on, self.releases = begin, last, on, releases
        self.until = on if last is None else min(on, last)
        self.place = _main(fitting, self.until)
        self.pauses = merged([*facts.leaves, *facts.waivers])
        # The day whose major releases the newest cycle was finished with.
        self.met = begin

    def rows(self) -> list[Cycle]:
        """The cycles, oldest first; the last one says how the person stands."""
        asked = "leads" if self.place.leads else "employed"
        rows = [self._cycle(self.begin, asked, None)]
        while rows[-1].done_on is not None and len(rows) < MOST:
            following = self._following(rows[-1])
            if following is None:
                break
            rows.append(self._cycle(*following, covered=rows[-1].valid_until))
            rows[-1].last_on = rows[-2].done_on
        self._settle(rows[-1])
        return rows

    def _cycle(self, opens, asked, since, covered=None) -> Cycle:
        """A cycle that opens on a day, with when it was done; parts count from `since`, or while they are valid."""
        days = self.terms.window_days if asked == "refresher" else self.terms.due_days
        due = due_after(opens, days, self.pauses)
        if asked == "refresher" and due is not None and covered is not None:
            due = max(due, covered)
        if since is None and self.terms.valid_months:
            since = months_after(opens, -self.terms.valid_months)
        done, due, self.met = self._done(opens, due, since)
        row = Cycle(0, self.place.unit, "due", asked, asked, self.place, opens, due)
        if done is not None:
            row.done_on, row.state, row.cause = done, "done", "earlier" if done < opens else "finished"
            if self.terms.valid_months:
                row.valid_until = months_after(done, self.terms.valid_months)
        return row

    def _done(self, opens, due, since) -> tuple[dt.date | None, dt.date | None, dt.date]:
        """When it was finished, the day it is due, and the day whose major releases it was finished with.

        A new major release on the way gives new time; who had finished that one already owes nothing more.
        """
        come = bisect.bisect_right(self.releases, opens)
        for release in [*self.releases[come:], None]:
            done = finished_on(self.courses, self._majors(opens), self.facts, since)
            if done is not None and done <= self.until and (release is None or done <= release):
                return done, due, opens
            if release is None or release > self.until:
                return None, due, opens
            if due is not None and release <= due and self._majors(release) != self._majors(opens):
                longer = due_after(release, self.terms.due_days, self.pauses)
                due = None if longer is None else max(due, longer)
            opens = release
        return None, due, opens

    def _following(self, row: Cycle) -> tuple[dt.date, str, dt.date | None] | None:
        """The next cycle after a finished one: when it opens, why, and from when parts count."""
        assert row.done_on is not None
        done, before = row.done_on, row.opens_on
        release: dt.date | None = next(
            (day for day in self.releases if day >= done and day > self.met and self._renewed(day)), None
        )
        refresher = None
        if row.valid_until is not None:
            refresher = max(row.valid_until - dt.timedelta(days=self.terms.window_days), done + DAY, before + DAY)
        found: tuple[dt.date, str, dt.date | None] | None = None
        if release is not None and (refresher is None or release <= refresher):
            found = (release, "release", None)
        elif refresher is not None:
            found = (refresher, "refresher", refresher)
        return found if found and found[0] <= self.until else None

    def _renewed(self, day: dt.date) -> bool:
        return self._majors(day) != self._majors(day - DAY)

    def _majors(self, day: dt.date) -> dict[int, int]:
        """The major release of each package that is wanted on a day."""
        wanted: dict[int, int] = {}
        for course in self.courses:
            for since, major in course.majors:
                if since <= day:
                    wanted[course.package] = major
        return wanted

    def _settle(self, row: Cycle) -> None:
        """How the newest cycle stands: over, waived, lapsed, or due; and whether the clock stands still."""
        if self.last is not None and self.last < self.on:
            row.state, row.ended_on, row.cause = "ended", self.last + DAY, self._why_ended()
            return
        if row.done_on is not None:
            return
        leave = _holding(self.facts.leaves, self.on)
        row.paused_on = leave[0] if leave else None
        waiver = _holding(self.facts.waivers, self.on)
        if waiver:
            row.state, row.cause, row.waived_on = "waived", "waived", max(waiver[0], row.opens_on)
        elif row.asked in ("refresher", "release") and row.due_on is not None and row.due_on < self.on:
            row.state, row.cause, row.lapsed_on = "lapsed", "lapsed", row.due_on + DAY

    def _why_ended(self) -> str:
        """Why it no longer applies, in one word."""
        if self.terms.until == self.last:
            return "rule_ended"
        after = [place for place in self.facts.places if _holding([(place.since, place.until)], self.last + DAY)]
        if any(place.fits for place in after):
            return "share"
        return "moved" if after else "left"


def _main(places: Sequence[Place], on: dt.date) -> Place:
    """The place a person is counted in on a day: the largest share, then the oldest; the last one held in a gap."""
    here = [place for place in places if place.since <= on and (place.until is None or place.until >= on)]
    if here:
        return min(here, key=lambda place: (-place.share, place.since, place.unit))
    begun = [place for place in places if place.since <= on]
    return max(begun, key=lambda place: (place.until, place.share, -place.unit))


def _holding(periods: Iterable[Period], on: dt.date) -> Period | None:
    return next((period for period in periods if period[0] <= on and (period[1] is None or period[1] >= on)), None)
