"""Recordings as files: what may be stored, told by content and never by name, and where."""

from typing import BinaryIO

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from tryggby.events.models import Recording
from tryggby.events.refusal import Refused
from tryggby.ground.door import new_key

# Two hours of a talk in good quality.
MOST = 2 * 1024**3
KINDS = {"video/mp4": "mp4", "video/webm": "webm", "audio/mpeg": "mp3", "audio/mp4": "m4a"}
# «ftyp» brands of films; audio alone says M4A.
FILMS = {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV", b"dash"}


def kind_of(file: BinaryIO) -> str:
    """The content type that the first bytes tell, or an empty text."""
    file.seek(0)
    head = file.read(64)
    file.seek(0)
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        return "audio/mp4" if brand == b"M4A " else "video/mp4" if brand in FILMS else ""
    if head[:4] == b"\x1a\x45\xdf\xa3" and b"webm" in head:
        return "video/webm"
    if head[:3] == b"ID3" or (len(head) > 2 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2):
        return "audio/mpeg"
    return ""


def store(recording: Recording, file: File) -> tuple[str, str, int]:
    """Keep a file under a name of our own; returns name, content type and size. Raises Refused."""
    size = file.size or 0
    if size > MOST:
        raise Refused(_("Fila er for stor. Et opptak kan være opptil 2 GB. Bruk en lenke i stedet."), "file")
    kind = kind_of(file)
    if not kind or size < 64:
        raise Refused(_("Fila er ikke et opptak vi kan vise. Last opp MP4, WebM, MP3 eller M4A."), "file")
    name = default_storage.save(f"events/{recording.key}-{new_key()}.{KINDS[kind]}", file)
    return name, kind, size


def remove(name: str) -> None:
    """Delete a stored file; one that is gone is fine."""
    if name:
        default_storage.delete(name)
