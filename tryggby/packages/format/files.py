"""Reads a folder or a .kpk file into path → bytes, and refuses what no package should hold."""

import os
import re
import stat
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from tryggby.packages.format.problem import Problem, error

MAX_FILES = 2000
MAX_TOTAL = 150 * 1024 * 1024
MAX_TEXT = 1024 * 1024
MAX_MEDIA = 100 * 1024 * 1024
# Unpacked size over packed size, per file above a small floor; text compresses to a tenth at most.
MAX_RATIO = 60
RATIO_FLOOR = 64 * 1024

TEXT = {".md", ".yaml", ".json", ".vtt"}
MEDIA = {".mp4", ".webm", ".mp3", ".png", ".jpg", ".jpeg", ".webp", ".svg"}
# What systems leave in folders and archives without anybody asking.
LITTER = re.compile(r"(^|/)(__MACOSX/.*|\.DS_Store|Thumbs\.db|desktop\.ini|\.git(/.*|ignore|attributes)?)$")
PATH = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*")
STARTS = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".webp": (b"RIFF",),
    ".webm": (b"\x1aE\xdf\xa3",),
    ".mp3": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"),
}
ACTIVE_SVG = re.compile(
    rb"<\s*(script|foreignobject|iframe|object|embed|animate|set|handler)|\son[a-z]+\s*=|javascript:|<!doctype|<!entity"
    rb"|href\s*=\s*[\"']\s*(?!#)|url\(\s*[\"']?\s*(?!#)|@import|<\?xml-stylesheet",
    re.IGNORECASE,
)


class Refused(Exception):
    """The files cannot be taken in at all; `problems` says why."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        super().__init__("; ".join(map(str, problems)))


def read(path: Path) -> dict[str, bytes]:
    """The files of a folder or a .kpk file."""
    if path.is_dir():
        return read_folder(path)
    with path.open("rb") as file:
        return read_kpk(file)


def read_folder(folder: Path) -> dict[str, bytes]:
    """The files of a folder, by path inside it. Links are refused, also those that lead inside."""
    problems, found, total = [], {}, 0
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not LITTER.search(name)]
        for entry in [Path(root, name) for name in [*folders, *names]]:
            path = entry.relative_to(folder).as_posix()
            if entry.is_symlink():
                problems.append(error(path, 0, "Lenker til andre filer er ikke lov i en pakke."))
            elif entry.is_file() and not LITTER.search(path):
                size = entry.stat().st_size
                total += size
                problems += _limits(path, size, len(found) + 1, total)
                if problems:
                    raise Refused(problems)
                found[path] = entry.read_bytes()
    return _accepted(found, problems)


def read_kpk(file: BinaryIO) -> dict[str, bytes]:
    """The files of a .kpk (zip) file. A single folder around everything is taken off."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = [
                entry for entry in archive.infolist() if not entry.is_dir() and not LITTER.search(entry.filename)
            ]
            problems = _entries(entries)
            if problems:
                raise Refused(problems)
            found = {entry.filename: _unpack(archive, entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as fault:
        raise Refused(
            [error("pakken", 0, "Filen er ikke en hel .kpk-fil (zip). Lag den på nytt og prøv igjen.")]
        ) from fault
    return _accepted(_without_folder(found), [])


def _entries(entries: list[zipfile.ZipInfo]) -> list[Problem]:
    """What is wrong with the list of contents, before anything is unpacked."""
    problems: list[Problem] = []
    total, seen = 0, set()
    for count, entry in enumerate(entries, 1):
        path = entry.filename
        total += entry.file_size
        problems += _limits(path, entry.file_size, count, total)
        if stat.S_ISLNK(entry.external_attr >> 16):
            problems.append(error(path, 0, "Lenker til andre filer er ikke lov i en pakke."))
        if entry.flag_bits & 0x1:
            problems.append(error(path, 0, "Filen er låst med passord."))
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            problems.append(error(path, 0, "Filen er pakket på en måte vi ikke kjenner. Bruk vanlig zip."))
        if entry.file_size > RATIO_FLOOR and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            problems.append(error(path, 0, "Filen blir urimelig stor når den pakkes ut."))
        if path in seen:
            problems.append(error(path, 0, "Filen er med to ganger."))
        seen.add(path)
        if len(problems) > 20:
            break
    return problems


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The bytes of one entry; never more than it said."""
    with archive.open(entry) as packed:
        content = packed.read(entry.file_size + 1)
    if len(content) != entry.file_size:
        raise Refused([error(entry.filename, 0, "Filen har en annen størrelse enn pakken sier.")])
    return content


def _without_folder(found: dict[str, bytes]) -> dict[str, bytes]:
    """The same files when somebody zipped the folder itself."""
    tops = {path.partition("/")[0] for path in found}
    if "package.yaml" in found or len(tops) != 1 or f"{min(tops)}/package.yaml" not in found or ".." in tops:
        return found
    return {path.partition("/")[2]: content for path, content in found.items()}


def _limits(path: str, size: int, count: int, total: int) -> list[Problem]:
    if count > MAX_FILES:
        return [error("pakken", 0, f"Pakken har over {MAX_FILES} filer.")]
    if total > MAX_TOTAL:
        return [error("pakken", 0, f"Pakken er over {MAX_TOTAL // 1024 // 1024} MB.")]
    most = MAX_MEDIA if Path(path).suffix.lower() in MEDIA else MAX_TEXT
    return [error(path, 0, f"Filen er over {most // 1024 // 1024} MB.")] if size > most else []


def _accepted(found: dict[str, bytes], problems: list[Problem]) -> dict[str, bytes]:
    """The files sorted by path, when each name and each content is of a known kind."""
    folded: dict[str, str] = {}
    for path, content in found.items():
        problems += _name(path)
        problems += _content(path, content)
        other = folded.setdefault(path.casefold(), path)
        if other != path:
            problems.append(error(path, 0, f"Navnet er likt {other} når store og små bokstaver er det samme."))
    if problems:
        raise Refused(sorted(set(problems)))
    return dict(sorted(found.items()))


def _name(path: str) -> list[Problem]:
    if path.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", path) or re.match(r"[A-Za-z]:", path):
        return [error(path, 0, "Filen peker ut av pakken.")]
    if len(path) > 240 or not PATH.fullmatch(path):
        return [error(path, 0, "Filnavn skal ha bare a–z, 0–9, punktum, strek og understrek.")]
    if Path(path).suffix.lower() not in TEXT | MEDIA:
        known = ", ".join(sorted(TEXT | MEDIA))
        return [error(path, 0, f"Ukjent filtype. En pakke kan ha {known}.")]
    return []


def _content(path: str, content: bytes) -> list[Problem]:
    suffix = Path(path).suffix.lower()
    if suffix in TEXT:
        return _text(path, content)
    if suffix == ".svg":
        if ACTIVE_SVG.search(content) or not re.search(rb"<svg[\s>]", content):
            return [error(path, 0, "Tegningen (SVG) kan ikke ha skript, lenker eller innhold hentet fra andre steder.")]
        return _text(path, content)
    starts = STARTS.get(suffix)
    wrong = (starts and not content.startswith(starts)) or (suffix == ".mp4" and content[4:8] != b"ftyp")
    return [error(path, 0, f"Innholdet er ikke {suffix}.")] if wrong else []


def _text(path: str, content: bytes) -> list[Problem]:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return [error(path, 0, "Teksten er ikke UTF-8.")]
    if "\r" in text:
        return [error(path, 0, "Linjeskift skal være LF (ikke Windows-linjeskift).")]
    if "\0" in text:
        return [error(path, 0, "Teksten har tegn som ikke er tekst.")]
    return []
