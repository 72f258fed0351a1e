"""Who sees what, read from the models themselves, so that the page cannot fall behind the code."""

import re
from dataclasses import dataclass

from django.apps import apps

START = re.compile(r"personal data:\s*", re.IGNORECASE)
KEPT = re.compile(r"\b(kept|deleted|emptied|nameless)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Note:
    """What one model keeps about people; texts as written beside the model (English)."""

    name: str
    room: str
    rows: int
    what: str
    why: str
    who: str
    kept: str


def privacy_notes() -> list[Note]:
    """One note per model that holds something about people, by room and name."""
    notes = [_note(model) for model in apps.get_models() if model.__module__.startswith("tryggby.")]
    return sorted((note for note in notes if note), key=lambda note: (note.room, note.name))


def _note(model) -> Note | None:
    """The note beside a model: «Personal data: …. Purpose: …. Seen by …. Kept ….», None without one."""
    text = " ".join((model.__doc__ or "").split())
    found = START.search(text)
    if found is None:
        return None
    what, *rest = [sentence.strip(" .") for sentence in re.split(r"\.\s", text[found.end() :] + " ")]
    if what.lower().startswith("none"):
        return None
    return Note(
        name=model.__name__,
        room=model._meta.app_label,
        rows=model._default_manager.count(),
        what=what.replace("`", ""),
        why=_after(rest, "Purpose:"),
        who=_after(rest, "Seen by"),
        kept=next((sentence.removeprefix("Kept ") for sentence in rest if KEPT.search(sentence)), ""),
    )


def _after(sentences: list[str], word: str) -> str:
    return next((sentence.removeprefix(word).strip() for sentence in sentences if sentence.startswith(word)), "")
