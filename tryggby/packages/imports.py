"""Bring in a package: hand in a file, accept it as a frozen release, give it out again byte for byte."""

import datetime as dt
import hashlib
import io
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from tryggby.audit.door import record
from tryggby.ground.door import claim, done, earlier
from tryggby.packages.actions import retitle
from tryggby.packages.format import ParsedPackage, ParsedPart, Refused, pack, read_folder, read_kpk
from tryggby.packages.format.drills import drill_body
from tryggby.packages.format.files import TEXT
from tryggby.packages.models import Drill, Intake, Mode, Overlay, Package, Part, Release, ReleaseFile, Tool
from tryggby.packages.plan import REFUSED, SAME, Plan, overlay_blocks, plan_import, version_number
from tryggby.packages.signals import releases_changed

KEEP_INTAKES = dt.timedelta(days=30)


@transaction.atomic
def hand_in(*, by, name: str, content: bytes, once: str | None = None) -> Intake:
    """Keep a .kpk file as it came, to be looked at and accepted by the same person. Changes no package."""
    claimed = claim(once)
    if claimed is None:
        return Intake.objects.get(key=earlier(once))
    intake = Intake(uploaded_by=by, name=name[:200])
    intake.file.save(f"{intake.key}.kpk", ContentFile(content), save=False)
    intake.save()
    record(by=by, verb="hand_in_package", of=intake, size=len(content))
    done(claimed, intake.key)
    return intake


def intake_files(intake: Intake) -> dict[str, bytes]:
    """The files of a handed-in package; raises Refused when they cannot be taken in."""
    with intake.file.open("rb") as file:
        return read_kpk(io.BytesIO(file.read()))


@transaction.atomic
def accept_import(*, by, files: dict[str, bytes], intake: Intake | None = None, once: str | None = None) -> Release:
    """Make a release of the files, frozen. The same files twice give the same release.

    Raises Refused when the package has errors. `by` is an editor, or None when the product loads its own.
    """
    claimed = claim(once)
    if claimed is None:
        return Release.objects.get(pk=int(earlier(once)))
    plan = plan_import(files)
    if plan.kind == REFUSED:
        raise Refused([problem for problem in plan.problems if problem.is_error])
    release = plan.known if plan.kind == SAME else _release(by, plan, files)
    if intake:
        Intake.objects.filter(pk=intake.pk, accepted_at__isnull=True).update(accepted_at=timezone.now())
    done(claimed, str(release.pk))
    return release


def load_shipped(*, by=None, folder: Path | None = None) -> list[Release]:
    """Bring in every package folder that the product ships; those already in are left alone."""
    folders = sorted(path.parent for path in (folder or settings.ROOT / "packages").glob("*/package.yaml"))
    return [accept_import(by=by, files=read_folder(path)) for path in folders]


def export_release(release: Release) -> bytes:
    """The .kpk of a release: the same bytes as packing the folder it came from."""
    return pack({file.path: file_content(file) for file in release.files.all()})


def file_content(file: ReleaseFile) -> bytes:
    """The bytes of one file of a release."""
    if file.content is not None:
        return bytes(file.content)
    with default_storage.open(file.stored, "rb") as stored:
        return stored.read()


@transaction.atomic
def forget_intakes(before: dt.datetime | None = None) -> int:
    """Drop files handed in more than 30 days ago, accepted or not; returns how many."""
    old = Intake.objects.filter(uploaded_at__lt=before or timezone.now() - KEEP_INTAKES)
    names = [intake.file.name for intake in old]
    old.delete()
    transaction.on_commit(lambda: [default_storage.delete(name) for name in names])
    return len(names)


def _release(by, plan: Plan, files: dict[str, bytes]) -> Release:
    parsed = plan.package
    package, _created = Package.objects.get_or_create(
        identifier=parsed.identifier, defaults={"slug": _slug(parsed.identifier), "title": plan.title[:200]}
    )
    major, minor, patch = version_number(parsed)
    release = Release.objects.create(
        package=package,
        version=parsed.version,
        major=major,
        minor=minor,
        patch=patch,
        digest=plan.digest,
        title=plan.title[:200],
        summary=parsed.said(parsed.manifest.get("summary")),
        language=parsed.language,
        minutes=parsed.manifest.get("minutes"),
        manifest=parsed.manifest.data,
        sources=parsed.sources.data,
        accepted_by=by,
    )
    ReleaseFile.objects.bulk_create([_file(release, path, content) for path, content in files.items()])
    Part.objects.bulk_create([_part(release, parsed, part) for part in parsed.parts])
    Overlay.objects.bulk_create(_overlays(release, parsed))
    Tool.objects.bulk_create([_tool(release, tool) for tool in parsed.tools])
    Drill.objects.bulk_create([_drill(release, parsed, drill) for drill in parsed.drills.drills])
    retitle(package)
    releases_changed.send(sender=Release, package=package)
    record(by=by, verb="accept_import", of=release, version=release.version, digest=release.digest)
    return release


def _slug(identifier: str) -> str:
    """The package's own name for addresses; with the owner's before it when it is taken."""
    owner, _slash, name = identifier.partition("/")
    taken = Package.objects.filter(slug=name).exists()
    return f"{owner.replace('.', '-')}-{name}"[:80] if taken else name[:80]


def _file(release: Release, path: str, content: bytes) -> ReleaseFile:
    sha = hashlib.sha256(content).hexdigest()
    row = ReleaseFile(release=release, path=path, sha256=sha, size=len(content))
    suffix = PurePosixPath(path).suffix.lower()
    if suffix in TEXT:
        row.content = content
        return row
    name = f"packages/media/{sha[:2]}/{sha}{suffix}"
    row.stored = name if default_storage.exists(name) else default_storage.save(name, ContentFile(content))
    return row


def _part(release: Release, parsed: ParsedPackage, part: ParsedPart) -> Part:
    get = part.document.get
    steps = _steps(parsed, part)
    return Part(
        release=release,
        identifier=part.identifier,
        number=part.number,
        mode=Mode(part.mode),
        minutes=get("minutes"),
        title=parsed.said(get("title"))[:200],
        summary=parsed.said(get("summary")),
        after=get("after", default=""),
        elements=get("elements", default=[]),
        note_level=get("content_note", "level", default="M0"),
        note=parsed.said(get("content_note")),
        support=get("support", default=False),
        evidence=get("evidence", default={}),
        review=get("review", default={}),
        steps=steps,
        step_count=len(steps),
        practice=part.practice.data if part.practice else None,
        services=sorted({service for service, language in part.overlays if language == parsed.language}),
    )


def _steps(parsed: ParsedPackage, part: ParsedPart) -> list[dict]:
    """The steps as stored; those that some service has its own words for are marked."""
    own = {name for blocks in overlay_blocks(parsed, part).values() for name in blocks}
    return [
        step.as_json() | {"adapted": any(block.id in own for block in step.blocks)}
        for step in part.texts[parsed.language].steps
    ]


def _overlays(release: Release, parsed: ParsedPackage) -> list[Overlay]:
    rows = {part.identifier: part for part in release.parts.all()}
    return [
        Overlay(part=rows[part.identifier], service=service, blocks=blocks)
        for part in parsed.parts
        for service, blocks in overlay_blocks(parsed, part).items()
    ]


def _tool(release: Release, tool) -> Tool:
    get = tool.document.get
    return Tool(
        release=release,
        slug=tool.slug,
        service=tool.service,
        title=str(get("title", default=tool.slug))[:200],
        summary=str(get("summary", default="")),
        owner_role=str(get("owner_role", default=""))[:120],
        checked=dt.date.fromisoformat(get("checked")),
        elements=get("elements", default=[]),
        review=get("review", default={}),
        html=tool.html,
    )


def _drill(release: Release, parsed: ParsedPackage, drill) -> Drill:
    get = drill.document.get
    return Drill(
        release=release,
        identifier=drill.identifier,
        number=get("number"),
        title=parsed.said(get("title"))[:200],
        summary=parsed.said(get("summary")),
        audience=Drill.Audience(get("audience")),
        services=get("services"),
        ages=get("ages"),
        brief=get("minutes", "brief"),
        play=get("minutes", "play"),
        debrief=get("minutes", "debrief"),
        group_min=get("group", "min"),
        group_best=get("group", "best"),
        elements=get("elements"),
        note_level=get("content_note", "level"),
        note=parsed.said(get("content_note")),
        review=get("review"),
        body=drill_body(parsed.drills, drill, parsed.language),
    )
