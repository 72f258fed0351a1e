"""The insight room's door: figures, reasons, next steps, exports. The only rows it writes are its own sums."""

from tryggby.insight.coverage import (
    Coverage,
    begun,
    element_coverage,
    finished,
    last_practised,
    supervision_coverage,
    unit_coverage,
    weakest_element,
)
from tryggby.insight.demo import build_demo
from tryggby.insight.export import cohort_workbook
from tryggby.insight.progress import CohortProgress, UnitProgress, cohort_progress, cohorts_progress, standing_still
from tryggby.insight.sheets import csv_text, workbook
from tryggby.insight.steps import Step, leader_steps
from tryggby.insight.suppression import hide_share, hide_small
from tryggby.insight.totals import CityRow, city_rows, public_figures
from tryggby.insight.unit import Member, Stop, UnitFacts, read_unit
from tryggby.insight.words import share_words

__all__ = [
    "CityRow",
    "CohortProgress",
    "Coverage",
    "Member",
    "Step",
    "Stop",
    "UnitFacts",
    "UnitProgress",
    "begun",
    "build_demo",
    "city_rows",
    "cohort_progress",
    "cohort_workbook",
    "cohorts_progress",
    "csv_text",
    "element_coverage",
    "finished",
    "hide_share",
    "hide_small",
    "last_practised",
    "leader_steps",
    "public_figures",
    "read_unit",
    "share_words",
    "standing_still",
    "supervision_coverage",
    "unit_coverage",
    "weakest_element",
    "workbook",
]
