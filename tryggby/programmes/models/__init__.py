"""The nouns of the programmes room."""

from tryggby.programmes.models.attendance import Attendance, Headcount
from tryggby.programmes.models.cohort import Cohort, CohortOrganisation, CohortUnit
from tryggby.programmes.models.draft import CohortDraft
from tryggby.programmes.models.enrolment import Enrolment, Invitation
from tryggby.programmes.models.gathering import Gathering
from tryggby.programmes.models.holiday import SchoolHoliday
from tryggby.programmes.models.programme import Programme
from tryggby.programmes.models.progress import BetweenTask, CommitmentCheck, GoalAnswer
from tryggby.programmes.models.room import Arrival, RoomCode

__all__ = [
    "Arrival",
    "Attendance",
    "BetweenTask",
    "Cohort",
    "CohortDraft",
    "CohortOrganisation",
    "CohortUnit",
    "CommitmentCheck",
    "Enrolment",
    "Gathering",
    "GoalAnswer",
    "Headcount",
    "Invitation",
    "Programme",
    "RoomCode",
    "SchoolHoliday",
]
