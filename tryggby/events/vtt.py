"""Captions: reads WebVTT strictly, says which line is wrong, and writes a clean file from what was read."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tryggby.events.refusal import Refused

# Beyond this it is no caption file.
BYTES, CUES = 2_000_000, 20_000
TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
TIMING = re.compile(rf"{TIME}[ \t]+-->[ \t]+{TIME}(?:[ \t]+(.*))?")
SETTING = re.compile(r"(vertical|line|position|size|align|region):\S+")
# What may stand inside a text: bold, italic, underline, class, voice, language, ruby and times.
TAG = re.compile(
    rf"</?(?:b|i|u|c|ruby|rt)(?:\.[\w-]+)*>|<(?:v|lang)(?:\.[\w-]+)*[ \t]+([^<>&]+)>|</(?:v|lang)>|<{TIME}>"
)
VOICE = re.compile(r"<v(?:\.[\w-]+)*[ \t]+([^<>&]+)>")
ENTITY = re.compile(r"&(?!(?:amp|lt|gt|lrm|rlm|nbsp|#\d+|#x[0-9a-fA-F]+);)")
ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&nbsp;": " ", "&lrm;": "", "&rlm;": ""}
SENTENCES = 5


@dataclass(frozen=True)
class Cue:
    """One caption: from, to (milliseconds), and its text as it stood in the file."""

    start: int
    end: int
    text: str

    @property
    def plain(self) -> str:
        """The text without tags, on one line."""
        text = TAG.sub("", self.text)
        for code, sign in ENTITIES.items():
            text = text.replace(code, sign)
        return " ".join(text.split())

    @property
    def voice(self) -> str:
        """Who speaks, when the file says so."""
        found = VOICE.search(self.text)
        return found[1].strip() if found else ""


def parse(content: bytes | str) -> list[Cue]:
    """The captions of a WebVTT file. Raises Refused with the number of the line that is wrong.

    Positions, comments and cue names are left out; style and region blocks are refused.
    """
    lines = _text(content).split("\n")
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        raise Refused(_("Fila må begynne med ordet WEBVTT."), "file")
    number = 1
    while number < len(lines) and lines[number]:
        if "-->" in lines[number]:
            raise _wrong(number, _("det mangler en tom linje etter WEBVTT"))
        number += 1
    cues: list[Cue] = []
    while number < len(lines):
        if not lines[number]:
            number += 1
            continue
        end = next((at for at in range(number, len(lines)) if not lines[at]), len(lines))
        cue = _block(lines, number, end, cues[-1] if cues else None)
        cues += [cue] if cue else []
        number = end
    if not cues:
        raise Refused(_("Det er ingen teksting i fila."), "file")
    if len(cues) > CUES:
        raise Refused(_("Fila har for mange tekster."), "file")
    return cues


def written(cues: list[Cue]) -> str:
    """A clean WebVTT file."""
    blocks = [f"{_clock(cue.start)} --> {_clock(cue.end)}\n{cue.text}" for cue in cues]
    return "WEBVTT\n\n" + "\n\n".join(blocks) + "\n"


def as_text(cues: list[Cue]) -> str:
    """What is said, as paragraphs: a first draft of the text edition. A new voice begins a paragraph."""
    paragraphs: list[str] = []
    voice, sentences = "", SENTENCES
    for cue in cues:
        changed = bool(cue.voice) and cue.voice != voice
        if changed or (sentences >= SENTENCES) or not paragraphs:
            paragraphs.append(f"{cue.voice}: {cue.plain}" if changed else cue.plain)
            voice, sentences = cue.voice or voice, 0
        else:
            paragraphs[-1] += f" {cue.plain}"
        sentences += bool(re.search(r"[.!?…]$", cue.plain))
    return "\n\n".join(part for part in paragraphs if part)


def _text(content: bytes | str) -> str:
    if len(content) > BYTES:
        raise Refused(_("Fila er for stor til å være teksting."), "file")
    if isinstance(content, bytes):
        try:
            content = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise Refused(_("Fila er ikke lagret som UTF-8. Lagre den på nytt som UTF-8."), "file") from None
    if "\0" in content:
        raise Refused(_("Fila er ikke en tekstfil."), "file")
    return content.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")


def _block(lines: list[str], start: int, end: int, before: Cue | None) -> Cue | None:
    """One block of lines; None for a comment."""
    first = lines[start]
    if re.fullmatch(r"NOTE(?:[ \t].*)?", first):
        return None
    if re.fullmatch(r"(STYLE|REGION)[ \t]*", first):
        raise _wrong(start, _("%(what)s kan ikke brukes her. Ta det bort") % {"what": first.strip()})
    at = start if "-->" in first else start + 1
    timing = TIMING.fullmatch(lines[at].strip(" \t")) if at < end else None
    if timing is None:
        raise _wrong(min(at, end - 1), _("her skulle det stått en tid, som 00:01.000 --> 00:04.000"))
    begins, ends = _milliseconds(*timing.groups()[:4]), _milliseconds(*timing.groups()[4:8])
    if ends <= begins:
        raise _wrong(at, _("slutten må være etter starten"))
    if before and begins < before.start:
        raise _wrong(at, _("teksten begynner før den forrige"))
    if any(not SETTING.fullmatch(setting) for setting in (timing[9] or "").split()):
        raise _wrong(at, _("det står noe ukjent etter tiden"))
    return Cue(begins, ends, _cue_text(lines, at + 1, end))


def _cue_text(lines: list[str], start: int, end: int) -> str:
    if start >= end:
        raise _wrong(start - 1, _("det er ingen tekst under tiden"))
    for at in range(start, end):
        if "-->" in lines[at]:
            raise _wrong(at, _("det mangler en tom linje før tiden"))
        if "<" in TAG.sub("", lines[at]) or ENTITY.search(lines[at]):
            raise _wrong(at, _("tegnene < og & må skrives &lt; og &amp;"))
    return "\n".join(line.strip() for line in lines[start:end])


def _milliseconds(hours: str | None, minutes: str, seconds: str, thousandths: str) -> int:
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(thousandths)


def _clock(milliseconds: int) -> str:
    seconds, thousandths = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{thousandths:03}"


def _wrong(line: int, what: str) -> Refused:
    return Refused(_("Linje %(line)s: %(what)s.") % {"line": line + 1, "what": what}, "file")
