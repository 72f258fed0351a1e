"""Reads the mails that lie in the demo's post folder, newest first."""

import datetime as dt
import email
import email.policy
import re
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from icalendar import Calendar

from tryggby.ground.door import OSLO

# Between two mails in one file, as Django's file backend writes it.
SEPARATOR = b"-" * 79 + b"\n"
NAME = re.compile(r"[0-9A-Za-z-]+")


@dataclass(frozen=True)
class Entry:
    """One calendar entry in a mail."""

    title: str
    begins: dt.datetime
    ends: dt.datetime | None
    place: str
    cancelled: bool


@dataclass(frozen=True)
class Letter:
    """One mail, ready to be read on a page."""

    name: str
    to: str
    subject: str
    at: dt.datetime | None
    text: str
    entries: list[Entry] = field(default_factory=list)


def letters(folder: Path, search: str = "", most: int = 60) -> tuple[list[Letter], int]:
    """The newest mails whose receiver and subject hold the words searched for, and how many older ones do too."""
    words, found = search.lower().split(), []
    for file in sorted(folder.glob("*.log"), key=_sent, reverse=True) if folder.is_dir() else ():
        found += [(name, source) for name, source in reversed(_sources(file)) if _heads(source, words)]
    return [_letter(name, source) for name, source in found[:most]], len(found[most:])


def find_letter(folder: Path, name: str) -> Letter | None:
    """The mail of that name, or None."""
    stem, _, _number = name.rpartition("-")
    file = folder / f"{stem}.log"
    if not NAME.fullmatch(stem) or not file.is_file():
        return None
    return next((_letter(one, source) for one, source in _sources(file) if one == name), None)


def _sent(file: Path) -> tuple[str, int]:
    """When a file was written: its name has the second, its stamp what came first within it."""
    return file.name[:15], file.stat().st_mtime_ns


def _sources(file: Path) -> list[tuple[str, bytes]]:
    """Every mail in a file as it was sent, with the name it is asked for by."""
    sources = file.read_bytes().split(SEPARATOR)
    return [(f"{file.stem}-{number}", source) for number, source in enumerate(sources) if source.strip()]


def _heads(source: bytes, words: list[str]) -> bool:
    """Whether receiver and subject hold every word; nothing is taken apart when none is searched for."""
    if not words:
        return True
    mail = email.message_from_bytes(source.partition(b"\n\n")[0], policy=email.policy.default)
    heads = f"{mail['To'] or ''} {mail['Subject'] or ''}".lower()
    return all(word in heads for word in words)


def _letter(name: str, source: bytes) -> Letter:
    mail = email.message_from_bytes(source, EmailMessage, policy=email.policy.default)
    body = mail.get_body(("plain",))
    date = mail["Date"]
    calendars = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    return Letter(
        name=name,
        to=str(mail["To"] or ""),
        subject=str(mail["Subject"] or ""),
        at=parsedate_to_datetime(str(date)).astimezone(OSLO) if date else None,
        text=body.get_content() if body else "",
        entries=[entry for part in calendars[:1] for entry in _entries(part.get_content())],
    )


def _entries(text: str) -> list[Entry]:
    try:
        calendar = Calendar.from_ical(text)
    except ValueError:
        return []
    cancelled = str(calendar.get("METHOD", "")).upper() == "CANCEL"
    return [
        Entry(
            title=str(event.get("SUMMARY", "")),
            begins=event.decoded("DTSTART").astimezone(OSLO),
            ends=event.decoded("DTEND").astimezone(OSLO) if "DTEND" in event else None,
            place=str(event.get("LOCATION", "")),
            cancelled=cancelled or str(event.get("STATUS", "")).upper() == "CANCELLED",
        )
        for event in calendar.walk("VEVENT")
    ]
