"""Packages, their frozen releases with parts, drills and tools, and what people have finished."""

from tryggby.packages.models.completion import Completion, Progress
from tryggby.packages.models.drill import Drill
from tryggby.packages.models.intake import Intake
from tryggby.packages.models.package import CoreElement, Mode, Package
from tryggby.packages.models.part import Overlay, Part, Tool
from tryggby.packages.models.release import Frozen, Release, ReleaseFile

__all__ = [
    "Completion",
    "CoreElement",
    "Drill",
    "Frozen",
    "Intake",
    "Mode",
    "Overlay",
    "Package",
    "Part",
    "Progress",
    "Release",
    "ReleaseFile",
    "Tool",
]
