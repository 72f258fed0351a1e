"""Loads the shipped routines: a version once, in every language, and never with another content."""

from pathlib import Path

from django.conf import settings
from django.db import transaction

from tryggby.audit.door import record
from tryggby.routines import file
from tryggby.routines.models import Routine, RoutineText, RoutineVersion

FOLDER = Path(settings.ROOT) / "routines"
CHANGED = "er lest inn før med annet innhold. Skriv en ny utgave med neste nummer."


def shipped(folder: Path = FOLDER) -> list[Path]:
    """The version files, by routine and number; those of other languages stand beside them."""
    found = (path for path in folder.glob("*/*.yaml") if "." not in path.stem)
    return sorted(found, key=lambda path: (path.parent.name, len(path.stem), path.stem))


def beside(path: Path) -> list[Path]:
    """The same version in other languages."""
    return sorted(path.parent.glob(f"{path.stem}.*.yaml"))


@transaction.atomic
def load_shipped(*, by=None, folder: Path = FOLDER) -> int:
    """Load every version that is not here; how many were new. The same folder twice changes nothing.

    What is said about the sources of a version follows the files: knowledge of a source grows, the steps stay.
    Raises file.Unreadable with everything that is wrong, also when a loaded version's file has been changed.
    """
    problems: list[file.Problem] = []
    versions, texts, contents = _read(folder, problems)
    loaded = RoutineVersion.objects.select_related("routine")
    known = {(v.routine.slug, v.number): v.digest for v in loaded}
    spoken = RoutineText.objects.select_related("version__routine")
    kept = {(t.version.routine.slug, t.version.number, t.language): t.digest for t in spoken}
    for place, path in versions.items():
        if known.get(place, file.digest(contents[path])) != file.digest(contents[path]):
            problems.append(file.Problem(f"{path.parent.name}/{path.name}", CHANGED))
    for where, path in texts.items():
        if kept.get(where, file.digest(contents[path])) != file.digest(contents[path]):
            problems.append(file.Problem(f"{path.parent.name}/{path.name}", CHANGED))
    if problems:
        raise file.Unreadable(problems)
    fresh = [(place, contents[path]) for place, path in versions.items() if place not in known]
    for (slug, number), content in fresh:
        routine, _new = Routine.objects.update_or_create(slug=slug, defaults={"focus": content["focus"]})
        made = RoutineVersion.objects.create(
            routine=routine, number=number, content=content, digest=file.digest(content)
        )
        record(by=by, verb="load_routine", of=made, slug=slug, version=number)
    for (slug, number, language), path in texts.items():
        if (slug, number, language) not in kept:
            _add_language(by, slug, number, language, contents[path])
    for version in loaded:
        _note_sources(by, version, contents.get(versions.get((version.routine.slug, version.number))))
    for text in spoken:
        where = (text.version.routine.slug, text.version.number, text.language)
        _note_sources(by, text, contents.get(texts.get(where)))
    return len(fresh)


def _read(folder: Path, problems: list[file.Problem]) -> tuple[dict, dict, dict[Path, dict]]:
    """Versions by place, texts by place and language, and the content of every file; faults go into `problems`."""
    versions, texts, contents = {}, {}, {}
    for path in shipped(folder):
        content, wrong = file.read(path)
        problems += wrong
        if wrong:
            continue
        place = (path.parent.name, int(path.stem))
        versions[place], contents[path] = path, content
        for other in beside(path):
            contents[other], wrong = file.read_language(other, content)
            problems += wrong
            texts[*place, other.suffixes[-2].removeprefix(".")] = other
    for path in sorted(folder.glob("*/*.*.yaml")):
        if not (path.parent / f"{path.name.partition('.')[0]}.yaml").exists():
            problems.append(file.Problem(f"{path.parent.name}/{path.name}", "hører til en utgave som ikke finnes"))
    return versions, texts, contents


def _add_language(by, slug: str, number: int, language: str, content: dict) -> None:
    version = RoutineVersion.objects.get(routine__slug=slug, number=number)
    made = RoutineText.objects.create(version=version, language=language, content=content, digest=file.digest(content))
    record(by=by, verb="load_routine", of=made, slug=slug, version=number, language=language)


def _note_sources(by, row: RoutineVersion | RoutineText, content: dict | None) -> None:
    """Take in what the files now say about the sources; what they are for has the same mark, or loading had refused."""
    if content is not None and row.content != content:
        row.content = content
        row.save(update_fields=["content"])
        record(by=by, verb="note_routine_sources", of=row)
