"""The text of a practice: steps to say and do, from the release it was planned from."""

from tryggby.mentoring.models import Practice
from tryggby.packages.door import Part, PracticeSheet, part_by_reference, practice_sheet


def part_of(practice: Practice) -> Part | None:
    """The part as it was when the practice was planned; the present one when that release is gone."""
    planned = Part.objects.filter(
        release__package__identifier=practice.package, release__version=practice.release, identifier=practice.part
    )
    found = planned.select_related("release__package").first()
    return found or part_by_reference(f"{practice.package}#{practice.part}")


def sheet_of(practice: Practice) -> PracticeSheet | None:
    """The practice sheet, or None when the package is no longer installed."""
    part = part_of(practice)
    return practice_sheet(part) if part else None
