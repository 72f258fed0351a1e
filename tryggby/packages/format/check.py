"""The validator: everything that must hold for a package, as a list of problems with file and line."""

import json
import re

from tryggby.packages.format.check_drills import check_drills
from tryggby.packages.format.check_parts import check_part
from tryggby.packages.format.check_rest import check_media, check_sources, check_tools
from tryggby.packages.format.fields import ELEMENTS, IDENTIFIER, LEVELS, SERVICES, SLUG, VERSION, Reader
from tryggby.packages.format.pack import LOCK, lock
from tryggby.packages.format.parse import ParsedPackage, parse
from tryggby.packages.format.problem import Problem, error, warning

LANGUAGE = re.compile(r"[a-z]{2,3}")


def check(files: dict[str, bytes], package: ParsedPackage | None = None) -> list[Problem]:
    """Everything wrong with the files of a package, in the order of files and lines."""
    package = package or parse(files)
    languages = _languages(package)
    problems = list(package.problems)
    problems += _manifest(package, languages)
    problems += _order(package)
    sources = check_sources(package, problems)
    for part in package.parts:
        problems += check_part(package, part, languages, sources)
    problems += check_tools(package)
    problems += check_drills(package.drills, languages)
    problems += check_media(package, languages)
    problems += _changes(package)
    problems += _locked(files)
    return sorted(set(problems))


def _languages(package: ParsedPackage) -> list[str]:
    """The declared languages that look like languages."""
    declared = package.manifest.get("languages", default=[])
    found = [str(code) for code in declared if LANGUAGE.fullmatch(str(code))] if isinstance(declared, list) else []
    return found or ["nb"]


def _manifest(package: ParsedPackage, languages: list[str]) -> list[Problem]:
    reader = Reader(package.manifest, languages)
    if package.manifest.get("format") != 1:
        reader.wrong("«format» skal være 1.", "format")
    if not IDENTIFIER.fullmatch(str(reader.need("text", "id") or "no.x/x")):
        reader.wrong("«id» skal se ut som no.eier/navn, med små bokstaver.", "id")
    if not VERSION.fullmatch(str(reader.need("text", "version") or "1.0.0")):
        reader.wrong("«version» skal være tre tall, for eksempel 1.0.0.", "version")
    for name in ("title", "summary", "contact_role", "limits"):
        reader.need("said", name)
    reader.need("says", "goals")
    reader.need("text", "licence")
    reader.need("list", "languages")
    reader.need("count", "validity_months", optional=True)
    reader.all_among(("alle", *SERVICES), "audience")
    if package.manifest.get("roles") is not None:
        reader.all_among(("leader",), "roles")
    if reader.among(LEVELS, "content_note", "level") not in (None, "M0"):
        reader.need("said", "content_note")
    declared = set(reader.all_among(ELEMENTS, "elements"))
    used = {element for part in package.parts for element in part.document.get("elements", default=[])}
    for element in sorted(used - declared, key=str):
        reader.wrong(f"En del har kjerneelementet «{element}», men pakken sier det ikke.", "elements")
    for element in sorted(declared - used):
        reader.wrong(f"Ingen del har kjerneelementet «{element}».", "elements")
    for index, identifier in enumerate(package.manifest.get("requires", default=[])):
        if not IDENTIFIER.fullmatch(str(identifier)) or identifier == package.identifier:
            reader.wrong(f"«{identifier}» er ikke id-en til en annen pakke.", "requires", index)
    minutes, total = reader.need("count", "minutes"), _minutes(package)
    if minutes is not None and minutes != total:
        reader.wrong(f"«minutes» er {minutes}, men delene er {total} minutter til sammen.", "minutes")
    return reader.problems


def _minutes(package: ParsedPackage) -> int:
    found = [part.document.get("minutes", default=0) for part in package.parts]
    return sum(minutes for minutes in found if isinstance(minutes, int))


def _order(package: ParsedPackage) -> list[Problem]:
    """Ids and numbers are unique; parts follow parts that exist."""
    problems: list[Problem] = []
    if not package.parts:
        problems.append(error("parts", 0, "Pakken har ingen deler."))
    identifiers: dict[str, str] = {}
    numbers: dict[int, str] = {}
    for part in package.parts:
        line = part.document.line("id")
        if not SLUG.fullmatch(part.identifier):
            problems.append(error(part.file, line, "«id» skal ha bare a–z, 0–9 og strek."))
        elif part.identifier in identifiers:
            problems.append(
                error(part.file, line, f"«{part.identifier}» er id-en til {identifiers[part.identifier]} også.")
            )
        if part.number in numbers:
            problems.append(error(part.folder, 0, f"{numbers[part.number]} har samme nummer."))
        identifiers.setdefault(part.identifier, part.folder)
        numbers.setdefault(part.number, part.folder)
    for part in package.parts:
        after = part.document.get("after")
        if after and (after not in identifiers or after == part.identifier):
            line = part.document.line("after")
            problems.append(error(part.file, line, f"«after» peker på «{after}», som ikke er en annen del."))
    return problems


def _changes(package: ParsedPackage) -> list[Problem]:
    if "CHANGES.md" not in package.files:
        return [error("CHANGES.md", 0, "Filen mangler. Den forteller mentorer hva som er nytt.")]
    if not package.changes:
        return [
            error("CHANGES.md", 1, f"Det står ingenting om versjon {package.version} under «## {package.version}».")
        ]
    return []


def _locked(files: dict[str, bytes]) -> list[Problem]:
    """lock.json, when it is there, must tell the truth about the other files."""
    if LOCK not in files:
        return [warning(LOCK, 0, "Filen mangler. Lag den med bin/manage packages_lock.")]
    try:
        said = json.loads(files[LOCK])["files"]
        told = {str(path): str(sha) for path, sha in said.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return [error(LOCK, 0, "Filen kan ikke leses. Lag den på nytt med bin/manage packages_lock.")]
    true = json.loads(lock(files))["files"]
    wrong = sorted(path for path in told.keys() | true.keys() if told.get(path) != true.get(path))
    return [error(LOCK, 0, f"{path} er endret, ny eller borte siden låsen ble laget.") for path in wrong]
