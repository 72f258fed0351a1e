"""The package format: reading, checking, rendering and packing files. Knows nothing of the database or of pages."""

from tryggby.packages.format.check import check
from tryggby.packages.format.files import Refused, read, read_folder, read_kpk
from tryggby.packages.format.pack import digest, lock, pack
from tryggby.packages.format.parse import ParsedPackage, ParsedPart, ParsedTool, parse
from tryggby.packages.format.problem import ERROR, WARNING, Problem, has_errors

__all__ = [
    "ERROR",
    "WARNING",
    "ParsedPackage",
    "ParsedPart",
    "ParsedTool",
    "Problem",
    "Refused",
    "check",
    "digest",
    "has_errors",
    "lock",
    "pack",
    "parse",
    "read",
    "read_folder",
    "read_kpk",
]
