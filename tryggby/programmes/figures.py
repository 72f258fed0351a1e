"""Figures other rooms ask for: timelines, who takes part, who has been trained. All reads, constant query counts."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, F, Sum
from django.utils import timezone

from tryggby.programmes.models import Arrival, Attendance, Cohort, Enrolment, Gathering, Headcount

# States of a gathering on a timeline.
DONE, NEXT, COMING, CANCELLED = "done", "next", "coming", "cancelled"


@dataclass(frozen=True)
class Stop:
    """One gathering on a timeline. `state` is done, next, coming or cancelled."""

    gathering: Gathering
    track_name: str
    state: str


@dataclass(frozen=True)
class UnitFigures:
    """One unit's figures in one cohort; persons counted once, headcounts apart.

    `enrolled` by track, `attended` those present at one gathering or more by track, `by_gathering`
    present by gathering number (row number), `heads` by gathering (row number): the headcount, or where nobody has
    counted, those who came in with the code on the wall and are on no line of the roll.
    """

    enrolled: dict[str, int] = field(default_factory=dict)
    attended: dict[str, int] = field(default_factory=dict)
    by_gathering: dict[int, int] = field(default_factory=dict)
    heads: dict[int, int] = field(default_factory=dict)


def timeline(cohort: Cohort, *, track: str | None = None, now: dt.datetime | None = None) -> list[Stop]:
    """A cohort's gatherings in order of time; the first that has not ended is `next`. One query."""
    rows = Gathering.objects.filter(cohort=cohort).order_by("starts_at", "track", "run", "id")
    if track:
        rows = rows.filter(track=track)
    return _stops(rows, {cohort.pk: cohort.programme.design}, now)


def timeline_of_unit(unit, *, now: dt.datetime | None = None) -> list[Stop]:
    """The gatherings of every running cohort the unit takes part in. Two queries."""
    return _timeline(Cohort.objects.running().of_unit(unit), None, now)


def timeline_of_person(person, *, now: dt.datetime | None = None) -> list[Stop]:
    """The gatherings a person is enrolled in, of running cohorts. Two queries."""
    mine = Enrolment.objects.open().filter(person=person).values("cohort")
    return _timeline(Cohort.objects.running().filter(pk__in=mine), person, now)


def gatherings_for(person):
    """The gatherings a person is enrolled in: «Mine samlinger». Add `.coming()` or `.past()`."""
    return Gathering.objects.for_person(person).select_related("cohort")


def trained_people(people: Iterable | None = None) -> set[int]:
    """Of `people` (objects or numbers; everybody when not given), those who came to a training day.

    A mentor training counts, and so does a staff day; a supervision or a network gathering does not.
    """
    rows = Attendance.objects.attended().filter(gathering__kind__in=[Gathering.Kind.TRAINING, Gathering.Kind.DAY])
    if people is not None:
        rows = rows.filter(enrolment__person__in=people)
    return set(rows.order_by().values_list("enrolment__person", flat=True).distinct())


def figures_by_unit(cohort: Cohort) -> dict[int, UnitFigures]:
    """Unit number -> figures. Five queries, whatever the size."""
    found: dict[int, UnitFigures] = {}

    def of(unit: int) -> UnitFigures:
        return found.setdefault(unit, UnitFigures())

    open_rows = Enrolment.objects.participants().filter(cohort=cohort).order_by()
    for unit, track, count in (
        open_rows.values("unit", "track").annotate(n=Count("pk")).values_list("unit", "track", "n")
    ):
        of(unit).enrolled[track] = count
    present = Attendance.objects.attended().filter(gathering__cohort=cohort).order_by()
    people = present.values("enrolment__unit", "enrolment__track").annotate(n=Count("enrolment__person", distinct=True))
    for unit, track, count in people.values_list("enrolment__unit", "enrolment__track", "n"):
        of(unit).attended[track] = count
    days = present.values("enrolment__unit", "gathering").annotate(n=Count("pk"))
    for unit, gathering, count in days.values_list("enrolment__unit", "gathering", "n"):
        of(unit).by_gathering[gathering] = count
    heads = Headcount.objects.filter(gathering__cohort=cohort).order_by()
    for unit, gathering, count in (
        heads.values("unit", "gathering").annotate(n=Sum("count")).values_list("unit", "gathering", "n")
    ):
        of(unit).heads[gathering] = count
    guests = Arrival.objects.waiting().filter(gathering__cohort=cohort, unit__isnull=False).order_by()
    for unit, gathering, count in (
        guests.values("unit", "gathering").annotate(n=Count("pk")).values_list("unit", "gathering", "n")
    ):
        of(unit).heads.setdefault(gathering, count)
    return found


def enrolled_people(unit, *, kinds: Iterable[str] = ()) -> set[int]:
    """People with a place in a running cohort for the unit; `kinds` narrows to tracks with such gatherings."""
    rows = Enrolment.objects.open().filter(unit=unit, cohort__in=Cohort.objects.running())
    if kinds:
        rows = rows.filter(cohort__gatherings__kind__in=list(kinds), cohort__gatherings__track=F("track"))
    return set(rows.order_by().values_list("person", flat=True).distinct())


def last_held(cohort: Cohort, kind: str | None = None, now: dt.datetime | None = None) -> Gathering | None:
    """The newest gathering that has ended and was not cancelled."""
    rows = Gathering.objects.filter(cohort=cohort).past(now)
    return (rows.filter(kind=kind) if kind else rows).first()


def _timeline(cohorts, person, now) -> list[Stop]:
    designs = {cohort.pk: cohort.programme.design for cohort in cohorts.select_related("programme")}
    rows = Gathering.objects.filter(cohort__in=designs) if person is None else Gathering.objects.for_person(person)
    rows = rows.filter(cohort__in=designs).order_by("starts_at", "track", "run", "id")
    return _stops(rows.select_related("cohort"), designs, now)


def _stops(rows, designs, now) -> list[Stop]:
    now = now or timezone.now()
    stops, found_next = [], False
    for row in rows:
        if row.cancelled_at:
            state = CANCELLED
        elif row.ends_at < now:
            state = DONE
        else:
            state, found_next = (COMING, True) if found_next else (NEXT, True)
        stops.append(Stop(row, designs[row.cohort_id].track_name(row.track), state))
    return stops
