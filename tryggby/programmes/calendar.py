"""Days to avoid and dates to propose: weekends, public holidays, squeezed days, school holidays. No database."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.translation import gettext as _

from tryggby.programmes.design import Design
from tryggby.ui.door import date_format

WEEK = dt.timedelta(days=7)
# How far a proposal may be pushed before we say that no day was found.
FURTHEST = 20


@dataclass(frozen=True)
class Closure:
    """A stretch of days to avoid: what it is called, and where, when it is not everywhere."""

    since: dt.date
    until: dt.date
    name: str
    place: str = ""

    def covers(self, day: dt.date) -> bool:
        """True when the day lies in the stretch."""
        return self.since <= day <= self.until


@dataclass(frozen=True)
class Proposal:
    """A proposed day for one gathering, and what it kept clear of on the way."""

    track: str
    number: int
    day: dt.date
    avoided: tuple[str, ...] = ()
    warning: str = ""


@dataclass(frozen=True)
class Calendar:
    """The days of one plan: Norway's, and the school holidays of the places that take part."""

    closures: tuple[Closure, ...] = ()
    known: dict[str, dt.date] = field(default_factory=dict)

    def why_not(self, day: dt.date) -> list[str]:
        """Reasons to avoid a day; empty when it is free."""
        return national(day) + in_words(c for c in self.closures if c.covers(day))

    def free(self, wanted: dt.date) -> tuple[dt.date, tuple[str, ...]]:
        """The first free day from `wanted`, a week at a time, and what was avoided.

        A weekend is moved to the Monday first. Falls back on `wanted` when nothing is free.
        """
        avoided: list[str] = []
        hit: set[Closure] = set()
        day = wanted
        if day.weekday() > 4:
            avoided += national(day)
            day += dt.timedelta(days=7 - day.weekday())
        for _turn in range(FURTHEST):
            reasons = self.why_not(day)
            if not reasons:
                return day, (*avoided, *in_words(hit))
            avoided += [reason for reason in national(day) if reason not in avoided]
            hit |= {closure for closure in self.closures if closure.covers(day)}
            day += WEEK
        return wanted, (*avoided, *in_words(hit))

    def unknown(self, day: dt.date) -> list[str]:
        """Places whose school holidays are not known as late as the day, by name."""
        return sorted(name for name, until in self.known.items() if until < day)


def in_words(closures: Iterable[Closure]) -> list[str]:
    """«høstferie i Lia og Nes»: each name once, with its places."""
    places: dict[str, set[str]] = {}
    for closure in sorted(closures, key=lambda c: (c.since, c.name)):
        places.setdefault(closure.name, set()).add(closure.place)
    return [
        _("%(holiday)s i %(place)s") % {"holiday": name, "place": join(sorted(where))} if where != {""} else name
        for name, where in ((name, found - {""} or {""}) for name, found in places.items())
    ]


@lru_cache(maxsize=16)
def public_holidays(year: int) -> dict[dt.date, str]:
    """Norway's public holidays of a year, in Norwegian."""
    import holidays  # half a second of reading that most processes never need

    return {
        day: name.replace("; ", " og ").lower() for day, name in holidays.country_holidays("NO", years=year).items()
    }


def national(day: dt.date) -> list[str]:
    """Why a day is no working day for anybody, or a poor one: one reason at most."""
    holiday = public_holidays(day.year).get(day)
    if holiday and day.weekday() < 5:
        return [_("%(name)s %(day)s") % {"name": holiday, "day": short(day)}]
    if day.weekday() > 4:
        return [_("helg")]
    if (day.month, day.day) >= (12, 24):
        return [_("jul og romjul")]
    if is_easter_week(day):
        return [_("påskeuka")]
    if day.month == 7:
        return [_("fellesferien i juli")]
    if is_squeezed(day):
        return [_("inneklemt dag %(day)s") % {"day": short(day)}]
    return []


def is_off(day: dt.date) -> bool:
    """True on Saturdays, Sundays and public holidays."""
    return day.weekday() > 4 or day in public_holidays(day.year)


def is_squeezed(day: dt.date) -> bool:
    """True for a working day with a day off on both sides (inneklemt)."""
    one = dt.timedelta(days=1)
    return not is_off(day) and is_off(day - one) and is_off(day + one)


def is_easter_week(day: dt.date) -> bool:
    """True from Monday to Wednesday before Maundy Thursday."""
    thursday = day + dt.timedelta(days=3 - day.weekday())
    return day.weekday() < 3 and public_holidays(thursday.year).get(thursday, "").startswith("skjærtorsdag")


def propose(design: Design, first: dt.date, calendar: Calendar, weeks: int | None = None) -> list[Proposal]:
    """A day for every gathering of the design, tracks that stand on their own first.

    The first day of each unpaired track is `first`; then one every `weeks` (when not given: the
    gathering's own distance, or the programme's rhythm). A day pushed by a holiday pushes those
    after it only when they would come closer than half the rhythm.
    A paired gathering follows its day at its distance.
    """
    found: dict[tuple[str, int], Proposal] = {}
    for track in design.tracks:
        alone = [g for g in design.of_track(track.code) if g.paired is None]
        wanted = first
        for index, gathering in enumerate(alone):
            start = wanted
            if index:
                step = weeks or gathering.weeks or design.weeks
                wanted += WEEK * step
                before = found[track.code, alone[index - 1].number].day
                start = max(wanted, before + WEEK * max(1, step // 2))
            found[track.code, gathering.number] = _proposal(gathering, start, calendar)
    for gathering in design.gatherings:
        if gathering.paired is not None:
            anchor = found[gathering.paired.track, gathering.paired.number].day
            start = anchor + dt.timedelta(days=gathering.paired.days)
            found[gathering.track, gathering.number] = _proposal(gathering, start, calendar)
    order = {track.code: index for index, track in enumerate(design.tracks)}
    return sorted(found.values(), key=lambda p: (p.day, order[p.track], p.number))


def _proposal(gathering, start: dt.date, calendar: Calendar) -> Proposal:
    day, avoided = calendar.free(start)
    warning = ""
    if calendar.why_not(day):
        warning = _("Fant ingen ledig dag i nærheten. Velg en dag selv.")
    elif missing := calendar.unknown(day):
        warning = _("Skoleferiene i %(places)s er ikke lagt inn så langt fram.") % {"places": join(missing)}
    return Proposal(gathering.track, gathering.number, day, avoided, warning)


def join(words: Sequence[str]) -> str:
    """«a, b og c»."""
    words = [str(word) for word in words]
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s og %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def short(day: dt.date) -> str:
    """«25. mars»."""
    return date_format(day, "j. F")
