"""The nouns of the insight room: kept sums, made from other rooms' rows and never the other way round; and reports."""

from tryggby.insight.models.effect import EffectMonth, EffectQuarter, ReviewSpread
from tryggby.insight.models.place import CoveragePlace, MainPost
from tryggby.insight.models.report import EffectReport, ReportFile
from tryggby.insight.models.row import CoverageMonth, CoverageRow
from tryggby.insight.models.training import Counting, Training

__all__ = [
    "Counting",
    "CoverageMonth",
    "CoveragePlace",
    "CoverageRow",
    "EffectMonth",
    "EffectQuarter",
    "EffectReport",
    "MainPost",
    "ReportFile",
    "ReviewSpread",
    "Training",
]
