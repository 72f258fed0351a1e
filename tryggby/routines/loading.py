"""Loads the shipped routines: a version once, and never with another content."""

from pathlib import Path

from django.conf import settings
from django.db import transaction

from tryggby.audit.door import record
from tryggby.routines import file
from tryggby.routines.models import Routine, RoutineVersion

FOLDER = Path(settings.ROOT) / "routines"


def shipped(folder: Path = FOLDER) -> list[Path]:
    """The version files, by routine and number."""
    return sorted(folder.glob("*/*.yaml"), key=lambda path: (path.parent.name, len(path.stem), path.stem))


@transaction.atomic
def load_shipped(*, by=None, folder: Path = FOLDER) -> int:
    """Load every version that is not here; how many were new. The same folder twice changes nothing.

    Raises file.Unreadable with everything that is wrong, also when a loaded version's file has been changed.
    """
    known = {(v.routine.slug, v.number): v.digest for v in RoutineVersion.objects.select_related("routine")}
    problems, fresh = [], []
    for path in shipped(folder):
        content, wrong = file.read(path)
        if wrong:
            problems += wrong
            continue
        place, mark = (path.parent.name, int(path.stem)), file.digest(content)
        if known.get(place, mark) != mark:
            message = "er lest inn før med annet innhold. Skriv en ny utgave med neste nummer."
            problems.append(file.Problem(f"{place[0]}/{path.name}", message))
        elif place not in known:
            fresh.append((place, content, mark))
    if problems:
        raise file.Unreadable(problems)
    for (slug, number), content, mark in fresh:
        routine, _new = Routine.objects.update_or_create(slug=slug, defaults={"focus": content["focus"]})
        made = RoutineVersion.objects.create(routine=routine, number=number, content=content, digest=mark)
        record(by=by, verb="load_routine", of=made, slug=slug, version=number)
    return len(fresh)
