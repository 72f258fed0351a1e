"""The programmes room's door: cohorts, gatherings, who takes part, and the verbs on them."""

from tryggby.programmes.figures import (
    Stop,
    UnitFigures,
    enrolled_people,
    figures_by_unit,
    gatherings_for,
    last_held,
    timeline,
    timeline_of_person,
    timeline_of_unit,
    trained_people,
)
from tryggby.programmes.models import (
    Attendance,
    BetweenTask,
    Cohort,
    CohortDraft,
    CohortUnit,
    Enrolment,
    Gathering,
    Headcount,
    Invitation,
    Programme,
)
from tryggby.programmes.representation import UnitRow, representation, units_of
from tryggby.programmes.school import calendar_for

__all__ = [
    "Attendance",
    "BetweenTask",
    "Cohort",
    "CohortDraft",
    "CohortUnit",
    "Enrolment",
    "Gathering",
    "Headcount",
    "Invitation",
    "Programme",
    "Stop",
    "UnitFigures",
    "UnitRow",
    "calendar_for",
    "enrolled_people",
    "figures_by_unit",
    "gatherings_for",
    "last_held",
    "representation",
    "timeline",
    "timeline_of_person",
    "timeline_of_unit",
    "trained_people",
    "units_of",
]
