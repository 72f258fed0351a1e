"""Reads captions (WebVTT) as far as it takes to know that they are captions."""

import re

CUE = re.compile(r"^(?:(\d{2,}):)?(\d{2}):(\d{2})\.(\d{3})\s+-->\s+(?:(\d{2,}):)?(\d{2}):(\d{2})\.(\d{3})(\s.*)?$")


def caption_faults(text: str) -> list[tuple[int, str]]:
    """(line, what is wrong) for a caption file; an empty list when it can be shown."""
    lines = text.lstrip("\ufeff").split("\n")
    if not re.match(r"^WEBVTT(\s|$)", lines[0]):
        return [(1, "Undertekster skal begynne med WEBVTT.")]
    faults, last, cues = [], -1, 0
    for number, line in enumerate(lines, 1):
        if "-->" not in line:
            continue
        times = CUE.match(line.strip())
        if not times:
            faults.append((number, "Tiden kan ikke leses. Skriv for eksempel 00:01.000 --> 00:04.000."))
            continue
        cues += 1
        start, end = _milliseconds(times.groups()[:4]), _milliseconds(times.groups()[4:8])
        if end <= start:
            faults.append((number, "Teksten slutter før den begynner."))
        if start < last:
            faults.append((number, "Teksten begynner før den forrige."))
        last = start
        if number >= len(lines) or not lines[number].strip():
            faults.append((number, "Tiden har ingen tekst under seg."))
    return faults if cues or faults else [(1, "Filen har ingen undertekster.")]


def _milliseconds(parts) -> int:
    hours, minutes, seconds, rest = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest
