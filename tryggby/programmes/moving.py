"""What follows when a gathering moves: worked out first, shown, and only then done."""

import datetime as dt
from dataclasses import dataclass, field

from tryggby.ground.door import OSLO, oslo
from tryggby.programmes import mails
from tryggby.programmes.calendar import Calendar
from tryggby.programmes.models import BetweenTask, Gathering


@dataclass(frozen=True)
class Step:
    """One gathering's change. `old` and `new` are starts on the wall clock; `reasons` speak against the new day."""

    gathering: Gathering
    changes: dict
    old: dt.datetime
    new: dt.datetime
    mails: int = 0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Move:
    """The whole change: gatherings, and tasks with their new day."""

    steps: list[Step] = field(default_factory=list)
    tasks: list[tuple[BetweenTask, dt.date]] = field(default_factory=list)

    @property
    def mails(self) -> int:
        """How many mails go out."""
        return sum(step.mails for step in self.steps)


def plan_move(
    gathering: Gathering,
    *,
    starts_at: dt.datetime,
    ends_at: dt.datetime | None = None,
    place: str | None = None,
    address: str | None = None,
    together: bool = True,
    calendar: Calendar | None = None,
) -> Move:
    """Work out a move; nothing is written. Paired gatherings keep their distance in days and their hours."""
    start = starts_at.astimezone(OSLO)
    ends_at = ends_at or oslo(start.date(), _end_of(gathering, start))
    wanted = {"starts_at": starts_at, "ends_at": ends_at}
    wanted |= {name: text for name, text in (("place", place), ("address", address)) if text is not None}
    changes = {name: value for name, value in wanted.items() if getattr(gathering, name) != value}
    if not changes:
        return Move()
    days = start.date() - gathering.starts.date()
    steps = [_step(gathering, changes, calendar)]
    if together and days:
        steps += [_step(other, _shift(other, days), calendar) for other in moves_with(gathering)]
    moved = [step.gathering.pk for step in steps] if days else []
    tasks = (
        BetweenTask.objects.filter(after__in=moved).order_by("due_on", "id") if together else BetweenTask.objects.none()
    )
    return Move(steps, [(task, task.due_on + days) for task in tasks])


def moves_with(gathering: Gathering) -> list[Gathering]:
    """The gatherings tied to this one that are still to come, and not cancelled."""
    rows = Gathering.objects.filter(paired_with=gathering).coming()
    return list(rows.select_related("cohort__organisation", "cohort__programme"))


def _step(gathering: Gathering, changes: dict, calendar: Calendar | None) -> Step:
    new = changes.get("starts_at", gathering.starts_at).astimezone(OSLO)
    reasons = tuple(calendar.why_not(new.date())) if calendar else ()
    return Step(gathering, changes, gathering.starts, new, mails.receivers(gathering), reasons)


def _shift(gathering: Gathering, days: dt.timedelta) -> dict:
    """The same hours on the wall clock, some days later; summer time is seen to."""
    return {
        "starts_at": oslo(gathering.starts.date() + days, gathering.starts.time()),
        "ends_at": oslo(gathering.ends.date() + days, gathering.ends.time()),
    }


def _end_of(gathering: Gathering, start: dt.datetime) -> dt.time:
    """The end that keeps the length, on the wall clock."""
    wall = gathering.ends.replace(tzinfo=None) - gathering.starts.replace(tzinfo=None)
    return (start.replace(tzinfo=None) + wall).time()
