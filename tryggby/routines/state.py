"""Where a unit stands with each routine, and what its leader should be reminded of."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from tryggby.ground.door import OSLO, months_before, today
from tryggby.organisations.door import Membership, Unit
from tryggby.routines.course import MOMENTS
from tryggby.routines.models import Adoption, PlanPoint, Routine, RoutineVersion, SelfReview, UnitRoutine
from tryggby.routines.overlay import mark
from tryggby.ui.door import date_format

# Days before the look at a routine, or the date of a point, in which the leader's home says so.
NEAR = 14
# Months after a whole self-review in which the unit takes its pulse.
PULSES = (6, 12)


@dataclass(frozen=True)
class RoutineState:
    """One routine in one unit."""

    routine: Routine
    version: RoutineVersion
    adoption: Adoption | None = None
    mine: UnitRoutine | None = None

    @property
    def code(self) -> str:
        """none, draft, adopted or due."""
        if self.adoption is None:
            return "draft" if self.mine else "none"
        return "due" if self.adoption.is_due else "adopted"

    @property
    def words(self) -> str:
        """The same, for people."""
        if self.adoption is None:
            return _("Dere har begynt") if self.mine else _("Ikke tatt i bruk ennå")
        facts = {"day": date_format(self.adoption.decided_on, "j. F Y")}
        if self.adoption.is_due:
            return _("Vedtatt %(day)s. Tid for å se på den igjen") % facts
        return _("Vedtatt %(day)s") % facts

    @property
    def colour(self) -> str:
        """The tag's colour; never red."""
        return {"none": "neutral", "draft": "info", "adopted": "success", "due": "warning"}[self.code]

    @property
    def has_newer(self) -> bool:
        """True when the template has a version that the unit has not looked at."""
        return self.mine is not None and self.version.number > self.mine.version.number

    @property
    def mark(self) -> str:
        """What is read now: handed in with what is written, so that nobody decides what they have not read."""
        return self.mine.mark if self.mine else mark(self.version.number, {}, [])

    @property
    def is_changed(self) -> bool:
        """True when the unit has changed its words since it adopted the routine."""
        return bool(self.mine and self.adoption and self.mine.edited_at > self.adoption.made_at)


def states(unit: Unit | None) -> list[RoutineState]:
    """Every routine, with what the unit has made of it; seven queries."""
    routines = Routine.objects.newest()
    if unit is None:
        return [RoutineState(routine, routine.version) for routine in routines]
    adoptions = {a.routine_id: a for a in Adoption.objects.in_force().filter(unit=unit)}
    mine = {m.routine_id: m for m in UnitRoutine.objects.filter(unit=unit).prefetch_related("version__texts")}
    return [RoutineState(r, r.version, adoptions.get(r.pk), mine.get(r.pk)) for r in routines]


def state_of(unit: Unit | None, routine: Routine) -> RoutineState:
    """One routine in a unit."""
    return next(state for state in states(unit) if state.routine.pk == routine.pk)


@dataclass(frozen=True)
class Reminders:
    """What waits for a unit's leader: the adoption to look at, the point that is near, the pulse that is due.

    `point_owner` is empty when whoever promised it does not work there any more.
    """

    adoption_key: str = ""
    adoption_title: str = ""
    review_by: dt.date | None = None
    point_key: str = ""
    point_text: str = ""
    point_owner: str = ""
    point_due: dt.date | None = None
    pulse: bool = False


def reminder_parts(key: str, day: dt.date) -> dict[str, Subquery]:
    """What `reminders_of` reads, of the unit with this key: to be laid on a query that is asked anyway."""
    near = day + dt.timedelta(days=NEAR)
    due = Adoption.objects.in_force().filter(unit__key=key, review_by__lte=near).order_by("review_by", "pk")
    points = PlanPoint.objects.waiting().filter(review__unit__key=key, due_on__lte=near)
    here = Membership.objects.current(day).filter(unit=OuterRef("review__unit"), person=OuterRef("owner"))
    name = here.filter(person__left_at__isnull=True).order_by("pk")
    done = SelfReview.objects.done().filter(unit__key=key)
    parts = {
        "adoption": due.values("key"),
        "title": due.values("content__title"),
        "review_by": due.values("review_by"),
        "point": points.values("key"),
        "text": points.values("text"),
        "given": points.values(given=Subquery(name.values("person__given_name")[:1])),
        "family": points.values(family=Subquery(name.values("person__family_name")[:1])),
        "due": points.values("due_on"),
        "latest": done.values("closed_at"),
        "whole": done.filter(kind=SelfReview.Kind.WHOLE).values("closed_at"),
    }
    return {f"routines_{name}": Subquery(rows[:1]) for name, rows in parts.items()}


def reminders_of(row: Sequence, day: dt.date) -> Reminders:
    """The reminders in a row's values, in the order of `reminder_parts`."""
    adoption, title, review_by, point, text, given, family, due, latest, whole = row
    return Reminders(
        adoption_key=adoption or "",
        adoption_title=title or "",
        review_by=review_by,
        point_key=point or "",
        point_text=text or "",
        point_owner=" ".join(filter(None, [given, family])),
        point_due=due,
        pulse=pulse_is_due(whole, latest, day),
    )


def reminders(unit: Unit, day: dt.date) -> Reminders:
    """Of one unit; one query."""
    parts = reminder_parts(unit.key, day)
    return reminders_of(Unit.objects.filter(pk=unit.pk).annotate(**parts).values_list(*parts).get(), day)


def pulse_is_due(whole: dt.datetime | None, latest: dt.datetime | None, day: dt.date) -> bool:
    """True when half a year or a year has gone since the last whole self-review, and nothing was asked for it yet.

    What was asked some weeks early is the one for that moment, as it is where the unit's course is shown.
    """
    if whole is None or latest is None:
        return False
    began, last = whole.astimezone(OSLO).date(), latest.astimezone(OSLO).date()
    return any(
        last < months_before(began, -MOMENTS[months][0]) and months_before(began, -months) <= day for months in PULSES
    )


def due_today(unit: Unit) -> bool:
    """True when the unit's pulse is due today."""
    return reminders(unit, today()).pulse
