"""Three times to choose between for the next practice, each with its reason. Pure: no database."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tryggby.ground.door import OSLO, oslo
from tryggby.ui.door import date_format

# Colleagues hear of it this many days before; first we look three weeks ahead, then further.
NOTICE, NEAR, FAR = 2, 21, 63
# Tuesday at the end of the day, Wednesday before it begins, Thursday after lunch.
COMMON = ((1, dt.time(14, 30)), (2, dt.time(8, 15)), (3, dt.time(13, 30)))


@dataclass(frozen=True)
class Slot:
    """One proposed time, and why just this one."""

    starts_at: dt.datetime
    reason: str

    @property
    def value(self) -> str:
        """As the form sends it: wall clock in Oslo."""
        return self.starts_at.astimezone(OSLO).strftime("%Y-%m-%dT%H:%M")


def propose(
    today: dt.date,
    former: Iterable[dt.datetime] = (),
    taken: Mapping[dt.date, str] | None = None,
    why_not: Callable[[dt.date], Iterable[str]] = lambda _day: (),
) -> list[Slot]:
    """Up to three times on different days, soonest first.

    `former` are the unit's earlier practices: a weekday and time used twice or more is its rhythm and
    comes first. `taken` are days on which the unit is busy, with the word for why; `why_not` says why
    nobody works on a day (holidays). What was stepped over is told in the reason.
    """
    taken = taken or {}
    rhythm = usual(former)
    patterns = [*([rhythm] if rhythm else []), *(p for p in COMMON if p != rhythm)]
    slots: list[Slot] = []
    for weekday, time in patterns:
        days = {slot.starts_at.astimezone(OSLO).date() for slot in slots}
        found = _find(today, weekday, {**taken, **dict.fromkeys(days, "")}, why_not)
        if found is not None and len(slots) < 3:
            day, skipped = found
            slots.append(Slot(oslo(day, time), " ".join([_why(weekday, time, rhythm), *skipped])))
    return sorted(slots, key=lambda slot: slot.starts_at)


def usual(former: Iterable[dt.datetime]) -> tuple[int, dt.time] | None:
    """The weekday and wall-clock time that has been used most, when it has been used at least twice."""
    walls = [moment.astimezone(OSLO) for moment in former]
    counted = Counter((wall.weekday(), wall.time().replace(second=0, microsecond=0)) for wall in walls)
    if not counted:
        return None
    pattern, times = max(counted.items(), key=lambda item: (item[1], item[0]))
    return pattern if times >= 2 else None


def _find(today, weekday, taken, why_not) -> tuple[dt.date, list[str]] | None:
    """The first free day on the weekday, else on any weekday nearby, else further ahead; and what was skipped."""
    skipped: list[str] = []
    near = [today + dt.timedelta(days=n) for n in range(NOTICE, NEAR + 1)]
    far = [today + dt.timedelta(days=n) for n in range(NEAR + 1, FAR + 1)]
    for day in [d for d in near if d.weekday() == weekday]:
        reason = next(iter(why_not(day)), None)
        if reason is None and day not in taken:
            return day, skipped[:1]
        if words := reason or taken.get(day):
            skipped.append(_("Vi hoppet over %(day)s: %(why)s.") % {"day": date_format(day, "j. F"), "why": words})
    for day in [*near, *far]:
        if day.weekday() < 5 and day not in taken and not list(why_not(day)):
            return day, skipped[:1]
    return None


def _why(weekday: int, time: dt.time, rhythm) -> str:
    if (weekday, time) == rhythm:
        return _("Da pleier dere å øve.")
    if time < dt.time(10):
        return _("Før dagen er ordentlig i gang.")
    if time < dt.time(14):
        return _("Midt på dagen, når flere er på jobb samtidig.")
    return _("Mot slutten av arbeidsdagen.")
