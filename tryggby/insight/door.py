"""The insight room's door: figures, reasons, next steps, exports. It reads through doors and writes nothing."""

from tryggby.insight.coverage import Coverage, element_coverage, members_of, unit_coverage, weakest_element
from tryggby.insight.export import cohort_workbook, workbook
from tryggby.insight.progress import UnitProgress, cohort_progress, standing_still
from tryggby.insight.steps import Step, leader_steps, without_place
from tryggby.insight.suppression import hide_share, hide_small
from tryggby.insight.totals import CityRow, city_rows, public_figures

__all__ = [
    "CityRow",
    "Coverage",
    "Step",
    "UnitProgress",
    "city_rows",
    "cohort_progress",
    "cohort_workbook",
    "element_coverage",
    "hide_share",
    "hide_small",
    "leader_steps",
    "members_of",
    "public_figures",
    "standing_still",
    "unit_coverage",
    "weakest_element",
    "without_place",
    "workbook",
]
