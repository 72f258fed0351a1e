"""A practice as a mentor runs it: roles, steps with minutes, what to say and do, what to look for."""

from dataclasses import dataclass

from tryggby.packages.models import Part


@dataclass(frozen=True)
class PracticeRole:
    """One of the roles, with the text of its card."""

    id: str
    name: str
    card: str


@dataclass(frozen=True)
class PracticeStep:
    """One step of the run. `starts` and `minutes` are minutes; `say` is read aloud, `screen` is shown to all."""

    number: int
    starts: int
    minutes: int
    title: str
    say: str
    do: tuple[str, ...]
    screen: str

    @property
    def ends(self) -> int:
        """The minute at which the step ends."""
        return self.starts + self.minutes


@dataclass(frozen=True)
class PracticeSheet:
    """All of a practice, in the language of its release. Texts are plain, never HTML."""

    reference: str
    title: str
    summary: str
    minutes: int
    skill: str
    why: str
    group: int
    bring: str
    roles: tuple[PracticeRole, ...]
    steps: tuple[PracticeStep, ...]
    observe: tuple[str, ...]
    lines: tuple[str, ...]
    sentences: tuple[str, ...]
    keep: str
    attempt: str
    commitment: str
    moved: str
    opt_out: str
    note: str
    version: str


def practice_sheet(part: Part) -> PracticeSheet | None:
    """The practice of a part, or None when the part is no practice. Needs `release__package`; no queries."""
    if not part.practice:
        return None
    says = _Said(part.practice, part.release.language)
    feedback = _Said(part.practice.get("feedback") or {}, part.release.language)
    return PracticeSheet(
        reference=part.reference,
        title=part.title,
        summary=part.summary,
        minutes=part.minutes,
        skill=says.text("skill"),
        why=says.text("why"),
        group=int(part.practice.get("group") or 3),
        bring=says.text("bring"),
        roles=_roles(part.practice.get("roles") or [], part.release.language),
        steps=_steps(part.practice.get("steps") or [], part.release.language),
        observe=says.list("observe"),
        lines=says.list("lines"),
        sentences=says.list("sentences"),
        keep=feedback.text("keep"),
        attempt=feedback.text("try"),
        commitment=says.text("commitment"),
        moved=says.text("moved"),
        opt_out=says.text("opt_out"),
        note=part.note,
        version=part.release.version,
    )


def _roles(rows: list[dict], language: str) -> tuple[PracticeRole, ...]:
    return tuple(
        PracticeRole(str(row.get("id", "")), _Said(row, language).own(), _Said(row, language).text("card"))
        for row in rows
    )


def _steps(rows: list[dict], language: str) -> tuple[PracticeStep, ...]:
    steps, starts = [], 0
    for number, row in enumerate(rows, 1):
        says, minutes = _Said(row, language), int(row.get("minutes") or 0)
        steps.append(
            PracticeStep(
                number, starts, minutes, says.text("title"), says.text("say"), says.list("do"), says.text("screen")
            )
        )
        starts += minutes
    return tuple(steps)


class _Said:
    """Reads `{nb: …}` fields in one language."""

    def __init__(self, row: dict, language: str):
        self.row, self.language = row, language

    def own(self) -> str:
        """The text that stands beside the other keys: `{id: …, nb: …}`."""
        return str(self.row.get(self.language) or "").strip()

    def text(self, key: str) -> str:
        """One text."""
        value = self._value(key)
        return "\n".join(str(line) for line in value) if isinstance(value, list) else str(value or "").strip()

    def list(self, key: str) -> tuple[str, ...]:
        """Several texts; a single one is a list of one."""
        value = self._value(key)
        return tuple(str(line).strip() for line in (value if isinstance(value, list) else [value]) if line)

    def _value(self, key: str):
        value = self.row.get(key)
        return value.get(self.language) or next(iter(value.values()), None) if isinstance(value, dict) else value
