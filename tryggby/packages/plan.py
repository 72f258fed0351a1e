"""What bringing in a package would do, before anything is done."""

from dataclasses import dataclass, field

from tryggby.packages.format import ParsedPackage, ParsedPart, Problem, check, digest, has_errors, parse
from tryggby.packages.format.drills import drill_body
from tryggby.packages.models import Drill, Part, Release

NEW, RELEASE, OLDER, SAME, REFUSED = "new", "release", "older", "same", "refused"


@dataclass(frozen=True)
class PartChange:
    """What happens to one part, with how many of its blocks are added, changed and removed."""

    identifier: str
    title: str
    change: str
    added: int = 0
    changed: int = 0
    removed: int = 0


@dataclass(frozen=True)
class Plan:
    """`kind` is new, release, older, same or refused; `current` is the version people read today."""

    kind: str
    package: ParsedPackage
    digest: str
    problems: list[Problem] = field(default_factory=list)
    current: Release | None = None
    known: Release | None = None
    parts: list[PartChange] = field(default_factory=list)
    drills: list[PartChange] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The package's title in its own language."""
        return self.package.said(self.package.manifest.get("title")) or self.package.identifier

    @property
    def asks_again(self) -> bool:
        """True when people have to do it again: a new major version."""
        return (
            self.kind == RELEASE and self.current is not None and version_number(self.package)[0] > self.current.major
        )

    @property
    def can_accept(self) -> bool:
        """True when accepting would add a release."""
        return self.kind in (NEW, RELEASE, OLDER)


def plan_import(files: dict[str, bytes]) -> Plan:
    """Read, check and compare; touches nothing. The files may be anything that `read` accepted."""
    package, sum_of_all = parse(files), digest(files)
    releases = Release.objects.filter(package__identifier=package.identifier).select_related("package")
    known = releases.filter(digest=sum_of_all).first()
    if known:
        return Plan(SAME, package, sum_of_all, known=known)
    problems = check(files, package)
    if not has_errors(problems):
        problems += _taken(package, releases)
    if has_errors(problems):
        return Plan(REFUSED, package, sum_of_all, sorted(problems))
    current = releases.filter(withdrawn_on__isnull=True).order_by("-major", "-minor", "-patch").first()
    kind = NEW if current is None else RELEASE if version_number(package) > current.number else OLDER
    parts, drills = _changes(package, current), _drill_changes(package, current)
    return Plan(kind, package, sum_of_all, problems, current, parts=parts, drills=drills)


def version_number(package: ParsedPackage) -> tuple[int, int, int]:
    """The version as three numbers; only for a package that has been checked."""
    major, minor, patch = (int(number) for number in package.version.split("."))
    return major, minor, patch


def part_blocks(steps: list[dict]) -> dict[str, dict]:
    """Block id → block of stored steps; the headings of the steps are blocks too."""
    found = {step["id"]: {"title": step["title"]} for step in steps}
    return found | {block["id"]: block for step in steps for block in step["blocks"]}


def _taken(package: ParsedPackage, releases) -> list[Problem]:
    """The same version with other content can never come in."""
    if not releases.filter(version=package.version).exists():
        return []
    line = package.manifest.line("version")
    message = f"Versjon {package.version} finnes fra før med annet innhold. Gi den nye et høyere nummer."
    return [Problem("package.yaml", line, "feil", message)]


def _changes(package: ParsedPackage, current: Release | None) -> list[PartChange]:
    before = {part.identifier: part for part in Part.objects.filter(release=current)} if current else {}
    changes = [_change(package, part, before.get(part.identifier)) for part in package.parts]
    present = {part.identifier for part in package.parts}
    gone = [part for identifier, part in before.items() if identifier not in present]
    return changes + [PartChange(part.identifier, part.title, "removed") for part in gone]


def _drill_changes(package: ParsedPackage, current: Release | None) -> list[PartChange]:
    """What happens to each drill; a change in a shared decision point changes every drill that uses it."""
    before = {drill.identifier: drill for drill in Drill.objects.filter(release=current)} if current else {}
    rows = []
    for drill in package.drills.drills:
        old, title = before.pop(drill.identifier, None), package.said(drill.document.get("title"))
        same = (
            old is not None and old.title == title and old.body == drill_body(package.drills, drill, package.language)
        )
        rows.append(PartChange(drill.identifier, title, "added" if old is None else "same" if same else "changed"))
    return rows + [PartChange(drill.identifier, drill.title, "removed") for drill in before.values()]


def _change(package: ParsedPackage, part: ParsedPart, before: Part | None) -> PartChange:
    steps = [step.as_json() for step in part.texts[package.language].steps]
    title = package.said(part.document.get("title"))
    after = part_blocks(steps)
    if before is None:
        return PartChange(part.identifier, title, "added", added=len(after))
    old = part_blocks(before.steps)
    changed = sum(1 for name in old.keys() & after.keys() if old[name] != after[name])
    added, removed = len(after.keys() - old.keys()), len(old.keys() - after.keys())
    practice = part.practice.data if part.practice else None
    overlays = {overlay.service: overlay.blocks for overlay in before.overlays.all()}
    rest = practice == before.practice and overlays == overlay_blocks(package, part)
    same = rest and not (changed or added or removed) and title == before.title
    return PartChange(part.identifier, title, "same" if same else "changed", added, changed, removed)


def overlay_blocks(package: ParsedPackage, part: ParsedPart) -> dict[str, dict[str, dict]]:
    """Service → block id → block, in the package's language."""
    return {
        service: {block.id: block.as_json() for block in text.blocks}
        for (service, language), text in sorted(part.overlays.items())
        if language == package.language
    }
