"""Where the units of a cohort stand, and why some stand still. Alphabetical, never a ranking."""

import datetime as dt
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from tryggby.ground.door import today
from tryggby.mentoring.door import Reach, gaps, last_held, reach
from tryggby.organisations.door import Unit
from tryggby.programmes.door import Cohort, Gathering, UnitFigures, figures_by_unit, representation, units_of
from tryggby.programmes.door import last_held as last_gathering

# A unit without practice for longer than this stands still.
STILL = dt.timedelta(weeks=8)


@dataclass
class UnitProgress:
    """One unit in one cohort: figures, and in words why it stands still (empty when it does not)."""

    unit: Unit
    figures: UnitFigures
    reach: Reach
    last_practice: dt.date | None
    reasons: list[str] = field(default_factory=list)


def cohort_progress(cohort: Cohort) -> list[UnitProgress]:
    """Every unit of the cohort by organisation and name; a constant number of queries."""
    units = list(units_of(cohort))
    figures, reaches, practised, missing = figures_by_unit(cohort), reach(units), last_held(units), gaps(units)
    newest = last_gathering(cohort, Gathering.Kind.DAY) or last_gathering(cohort, Gathering.Kind.TRAINING)
    short = {row.unit.pk: row for row in representation(cohort, units=units) if row.track.minimum and row.missing}
    rows = []
    for unit in units:
        row = UnitProgress(unit, figures.get(unit.pk, UnitFigures()), reaches[unit.pk], practised.get(unit.pk))
        row.reasons = [
            reason
            for reason in (
                _mentor(missing.get(unit.pk), row.reach),
                _practice(row, cohort),
                _day(row, newest),
                _delegates(short.get(unit.pk)),
            )
            if reason
        ]
        rows.append(row)
    return rows


def standing_still(cohort: Cohort) -> list[UnitProgress]:
    """The units with at least one reason."""
    return [row for row in cohort_progress(cohort) if row.reasons]


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


def _day(row: UnitProgress, newest: Gathering | None) -> str:
    if newest is None or not row.figures.enrolled.get(newest.track):
        return ""
    if row.figures.by_gathering.get(newest.pk) or row.figures.heads.get(newest.pk):
        return ""
    return _("Ingen var med på «%(title)s» %(day)s.") % {"title": newest.title, "day": _date(newest.starts.date())}


def _delegates(row) -> str:
    if row is None:
        return ""
    return _("%(track)s: %(words)s") % {"track": row.track.name, "words": row.words}


def _date(day: dt.date) -> str:
    from django.utils.formats import date_format

    return date_format(day, "j. F")
