"""Loads programme files into frozen rows."""

from pathlib import Path

from django.conf import settings
from django.db import transaction

from tryggby.audit.door import record
from tryggby.programmes import file
from tryggby.programmes.models import Programme

FOLDER = Path(settings.ROOT) / "programmes"
NOT_PROGRAMMES = {"school-holidays.yaml"}


class Unreadable(Exception):
    """A file has faults; `problems` lists them with file and line."""

    def __init__(self, problems: list[file.Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@transaction.atomic
def load_programme(*, by, path: Path) -> tuple[Programme, bool]:
    """The programme of a file, and whether it is new. The same file twice changes nothing.

    Raises Unreadable for faults, also when a version already loaded has been changed in the file.
    """
    content, problems = file.read(path)
    if problems:
        raise Unreadable(problems)
    found = Programme.objects.filter(identifier=content["identifier"], version=content["version"]).first()
    digest = file.digest(content)
    if found is not None and found.digest != digest:
        message = f"Versjon {found.version} er lest inn før med annet innhold. Gi fila et nytt versjonsnummer."
        raise Unreadable([file.Problem(path.name, content["version"].line, message)])
    if found is not None:
        return found, False
    made = Programme.objects.create(
        identifier=content["identifier"],
        version=content["version"],
        title=content["title"],
        summary=content["summary"],
        content=content,
        digest=digest,
    )
    record(by=by, verb="load_programme", of=made, identifier=made.identifier, version=made.version)
    return made, True


def shipped() -> list[Path]:
    """The programme files that come with the product."""
    return sorted(path for path in FOLDER.glob("*.yaml") if path.name not in NOT_PROGRAMMES)


def load_shipped(*, by=None) -> list[Programme]:
    """Load every shipped programme and the school holidays; safe to run at every start."""
    from tryggby.programmes.school import load_school_holidays

    load_school_holidays(by=by)
    return [load_programme(by=by, path=path)[0] for path in shipped()]
