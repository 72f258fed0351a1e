"""The packages room's door: packages, releases, parts, practices, drills, and who has finished what."""

from collections.abc import Callable, Iterable

from tryggby.packages.access import edits_packages
from tryggby.packages.actions import keep_place, record_completion, record_completions
from tryggby.packages.format import Problem, check
from tryggby.packages.format.drills import PHONE
from tryggby.packages.imports import file_content, load_shipped
from tryggby.packages.learning import (
    PackageState,
    PartState,
    Reach,
    common_training_packages,
    completed_parts,
    element_reach,
    finished_count,
    next_part_for,
    package_reach,
    package_state,
    package_states,
)
from tryggby.packages.models import Completion, CoreElement, Drill, Mode, Package, Part, Release, Tool
from tryggby.packages.practice import PracticeRole, PracticeSheet, PracticeStep, practice_sheet
from tryggby.packages.signals import part_finished, releases_changed

__all__ = [
    "Completion",
    "CoreElement",
    "Drill",
    "Mode",
    "Package",
    "PackageState",
    "Part",
    "PartState",
    "PracticeRole",
    "PracticeSheet",
    "PracticeStep",
    "Problem",
    "Reach",
    "Release",
    "Tool",
    "common_training_packages",
    "completed_parts",
    "current_drills",
    "edits_packages",
    "element_reach",
    "finished_count",
    "keep_place",
    "load_shipped",
    "next_part_for",
    "package_reach",
    "package_state",
    "package_states",
    "part_by_reference",
    "part_finished",
    "parts_by_reference",
    "phone_keys",
    "practice_parts",
    "practice_sheet",
    "record_completion",
    "record_completions",
    "release_problems",
    "releases_changed",
]


def part_by_reference(reference: str) -> Part | None:
    """The part `no.owner/package#part` of the release people read today, or None."""
    return parts_by_reference([reference]).get(reference)


def parts_by_reference(references: Iterable[str]) -> dict[str, Part]:
    """Reference → part of the current release, for those that exist. Two queries at most."""
    wanted = set(references)
    packages = {reference.partition("#")[0] for reference in wanted}
    found = Part.objects.current().filter(release__package__identifier__in=packages)
    return {part.reference: part for part in found.select_related("release__package") if part.reference in wanted}


def practice_parts(package: Package | None = None) -> list[Part]:
    """Practices of the current releases, common training first, in the order of their packages."""
    parts = Part.objects.current().filter(mode=Mode.PRACTICE).select_related("release__package")
    parts = parts.filter(release__package=package) if package else parts
    common = {release.pk for release in common_training_packages()}
    return sorted(parts, key=lambda part: (part.release_id not in common, part.release.title, part.number))


def current_drills():
    """Drills of the releases people use today, in the order of the shelf, with release and package. One query."""
    return Drill.objects.current().select_related("release__package").order_by("release__title", "number", "pk")


def phone_keys(text: str, written: Callable[[str], str]) -> str:
    """The text of a drill with each phone key (`tlf-112`) replaced by what `written` gives for it."""
    return PHONE.sub(lambda found: written(found[0]), text)


def release_problems(release: Release) -> list[Problem]:
    """What the validator says of an installed release today, with file and line: the rules may have grown since."""
    return check({file.path: file_content(file) for file in release.files.all()})
