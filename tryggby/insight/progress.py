"""Where the units of cohorts stand, and why some stand still. Alphabetical, never a ranking."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.ground.door import today
from tryggby.insight.words import share_words
from tryggby.mentoring.door import Reach, gaps, last_held, reach
from tryggby.organisations.door import Unit
from tryggby.programmes.door import (
    Attendance,
    Cohort,
    CohortUnit,
    Enrolment,
    Gathering,
    Headcount,
    Invitation,
    UnitRow,
)
from tryggby.ui.door import date_format

# A unit without practice for longer than this stands still.
STILL = dt.timedelta(weeks=8)
TEACHING = {Gathering.Kind.DAY, Gathering.Kind.TRAINING}


@dataclass
class UnitProgress:
    """One unit in one cohort: figures, and in words why it stands still (empty when it does not)."""

    unit: Unit
    reach: Reach
    last_practice: dt.date | None
    places: int = 0
    attended: int = 0
    reasons: list[str] = field(default_factory=list)

    @property
    def reached(self) -> str:
        """Colleagues reached in twelve months, said so that nobody can be picked out."""
        return share_words(self.reach.reached_12, self.reach.colleagues)


@dataclass
class CohortProgress:
    """One cohort: its units by name, and its gatherings."""

    cohort: Cohort
    units: list[UnitProgress]
    gatherings: list[Gathering]

    @property
    def still(self) -> list[UnitProgress]:
        """The units with at least one reason."""
        return [row for row in self.units if row.reasons]

    @property
    def held(self) -> list[Gathering]:
        """Gatherings that have been."""
        return [row for row in self.gatherings if row.is_over]

    @property
    def next(self) -> Gathering | None:
        """The first that has not ended."""
        return next((row for row in self.gatherings if not row.is_over and not row.cancelled_at), None)


@dataclass(frozen=True)
class _Facts:
    """What the reasons are read from, of all the cohorts at once. Keys begin with the cohort's number."""

    units: dict[int, list[Unit]]
    gatherings: dict[int, list[Gathering]]
    places: Counter
    invited: Counter
    people: dict[tuple[int, int], set[int]]
    there: set[tuple[int, int]]
    reach: dict[int, Reach]
    practised: dict[int, dt.date]
    gaps: dict


def cohort_progress(cohort: Cohort) -> list[UnitProgress]:
    """Every unit of one cohort."""
    return cohorts_progress([cohort])[0].units


def standing_still(cohort: Cohort) -> list[UnitProgress]:
    """The units of one cohort with at least one reason."""
    return cohorts_progress([cohort])[0].still


def cohorts_progress(cohorts: Iterable[Cohort]) -> list[CohortProgress]:
    """Every unit of each cohort (which need `programme`); as many queries for many cohorts as for one."""
    rows = list(cohorts)
    facts = _read([row.pk for row in rows])
    return [
        CohortProgress(row, [_unit(row, unit, facts) for unit in facts.units[row.pk]], facts.gatherings[row.pk])
        for row in rows
    ]


def _read(cohorts: list[int]) -> _Facts:
    units, gatherings = defaultdict(list), defaultdict(list)
    joined = CohortUnit.objects.filter(cohort__in=cohorts, left_on__isnull=True)
    joined = joined.select_related("unit__organisation", "unit__service")
    for row in joined.order_by("unit__name", "unit__organisation__name", "unit_id"):
        units[row.cohort_id].append(row.unit)
    for row in Gathering.objects.filter(cohort__in=cohorts).order_by("starts_at", "track", "run", "id"):
        gatherings[row.cohort_id].append(row)
    everywhere = {unit.pk: unit for found in units.values() for unit in found}
    invited = Invitation.objects.filter(
        cohort__in=cohorts, accepted_at__isnull=True, declined_at__isnull=True, expires_at__gt=timezone.now()
    )
    places = Enrolment.objects.participants().filter(cohort__in=cohorts).order_by()
    people, there = _attendance(cohorts)
    return _Facts(
        units=units,
        gatherings=gatherings,
        places=Counter(places.values_list("cohort_id", "track", "unit_id")),
        invited=Counter(invited.order_by().values_list("cohort_id", "track", "unit_id")),
        people=people,
        there=there,
        reach=reach(everywhere.values()),
        practised=last_held(everywhere.values()),
        gaps=gaps(everywhere.values()),
    )


def _attendance(cohorts: list[int]) -> tuple[dict[tuple[int, int], set[int]], set[tuple[int, int]]]:
    """(cohort, unit) → people who have been at something; and the (gathering, unit) pairs with somebody there."""
    people, there = defaultdict(set), set()
    present = Attendance.objects.attended().filter(gathering__cohort__in=cohorts).order_by()
    for cohort, gathering, unit, person in present.values_list(
        "gathering__cohort_id", "gathering_id", "enrolment__unit_id", "enrolment__person_id"
    ):
        people[cohort, unit].add(person)
        there.add((gathering, unit))
    heads = Headcount.objects.filter(gathering__cohort__in=cohorts, count__gt=0).order_by()
    there.update(heads.values_list("gathering_id", "unit_id"))
    return people, there


def _unit(cohort: Cohort, unit: Unit, facts: _Facts) -> UnitProgress:
    tracks = cohort.programme.design.tracks
    row = UnitProgress(
        unit=unit,
        reach=facts.reach[unit.pk],
        last_practice=facts.practised.get(unit.pk),
        places=sum(facts.places[cohort.pk, track.code, unit.pk] for track in tracks),
        attended=len(facts.people.get((cohort.pk, unit.pk), ())),
    )
    reasons = [
        _mentor(facts.gaps.get(unit.pk), row.reach),
        _practice(row, cohort),
        _day(cohort, unit, facts),
        *(_delegates(cohort, unit, track, facts) for track in tracks),
    ]
    row.reasons = [reason for reason in reasons if reason]
    return row


def _mentor(gap, reached: Reach) -> str:
    if gap is not None and gap.kind == "none":
        return _("Har ingen mentor ennå.")
    if gap is not None and gap.kind == "left":
        return _("%(name)s sluttet som mentor %(day)s. Ingen er utnevnt etter det.") % {
            "name": gap.person,
            "day": _date(gap.day),
        }
    if gap is not None:
        return _("Mandatet til %(name)s går ut %(day)s.") % {"name": gap.person, "day": _date(gap.day)}
    if reached.appointed and not reached.trained:
        return _("Mentoren har ikke fått opplæring ennå.")
    return ""


def _practice(row: UnitProgress, cohort: Cohort) -> str:
    if not row.reach.appointed or cohort.published_at is None:
        return ""
    if row.last_practice is None:
        return _("Har ikke holdt øving ennå.")
    if today() - row.last_practice > STILL:
        return _("Siste øving var %(day)s.") % {"day": _date(row.last_practice)}
    return ""


def _day(cohort: Cohort, unit: Unit, facts: _Facts) -> str:
    """Nobody was at the newest training day, though the unit has places."""
    held = [g for g in facts.gatherings[cohort.pk] if g.is_over and g.kind in TEACHING]
    if not held or not facts.places[cohort.pk, held[-1].track, unit.pk]:
        return ""
    newest = [g for g in held if (g.track, g.number) == (held[-1].track, held[-1].number)]
    if any((g.pk, unit.pk) in facts.there for g in newest):
        return ""
    words = {"title": newest[-1].title, "day": _date(newest[-1].starts.date())}
    return _("Ingen var med på «%(title)s» %(day)s.") % words


def _delegates(cohort: Cohort, unit: Unit, track, facts: _Facts) -> str:
    place = (cohort.pk, track.code, unit.pk)
    row = UnitRow(unit, track, facts.places[place], 0, facts.invited[place])
    if not track.minimum or not row.missing:
        return ""
    return _("%(track)s: %(words)s") % {"track": track.name, "words": row.words}


def _date(day: dt.date | None) -> str:
    return date_format(day, "j. F") if day else ""
