"""The design of a programme: the content of its file as plain objects. No database."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Track:
    """One line of gatherings for one group: staff, leaders, mentors."""

    code: str
    name: str
    text: str = ""
    audience: str = "employees"
    minimum: int = 0
    maximum: int | None = None

    @property
    def is_representative(self) -> bool:
        """True when each unit sends a few people rather than everybody."""
        return self.maximum is not None


@dataclass(frozen=True)
class AgendaItem:
    """One stretch of a gathering."""

    minutes: int
    title: str
    text: str = ""


@dataclass(frozen=True)
class Goal:
    """What participants shall be able to do or say more surely afterwards."""

    code: str
    text: str


@dataclass(frozen=True)
class Pairing:
    """Ties a gathering to one of another track, some days after (negative: before)."""

    track: str
    number: int
    days: int


@dataclass(frozen=True)
class GatheringDesign:
    """One gathering of one track; `weeks` is the wanted distance from the one before."""

    track: str
    number: int
    title: str
    kind: str
    starts: dt.time
    ends: dt.time
    summary: str = ""
    weeks: int | None = None
    agenda: tuple[AgendaItem, ...] = ()
    goals: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    paired: Pairing | None = None

    @property
    def minutes(self) -> int:
        """The length in minutes."""
        return self.ends.hour * 60 + self.ends.minute - self.starts.hour * 60 - self.starts.minute


@dataclass(frozen=True)
class Task:
    """What a track does at home after a gathering."""

    code: str
    track: str
    after_track: str
    after_number: int
    title: str
    minutes: int
    days: int
    text: str = ""


@dataclass(frozen=True)
class Point:
    """A phase of the programme or a point of the agreement before the start."""

    code: str
    title: str
    text: str = ""


@dataclass(frozen=True)
class Design:
    """A whole programme."""

    identifier: str
    version: str
    title: str
    summary: str
    about: str
    weeks: int
    tracks: tuple[Track, ...]
    goals: tuple[Goal, ...]
    gatherings: tuple[GatheringDesign, ...]
    tasks: tuple[Task, ...]
    phases: tuple[Point, ...]
    commitments: tuple[Point, ...]
    services: tuple[str, ...]

    @classmethod
    def read(cls, content: dict) -> "Design":
        """The objects of a valid file's content (see `file.py` for what valid means)."""
        return cls(
            identifier=content["identifier"],
            version=content["version"],
            title=content["title"],
            summary=content.get("summary", ""),
            about=content.get("about", ""),
            weeks=content["rhythm"]["weeks"],
            tracks=tuple(_track(row) for row in content["tracks"]),
            goals=tuple(Goal(row["code"], row["text"]) for row in content.get("goals", ())),
            gatherings=tuple(_gathering(row) for row in content["gatherings"]),
            tasks=tuple(_task(row) for row in content.get("tasks", ())),
            phases=tuple(_point(row) for row in content.get("phases", ())),
            commitments=tuple(_point(row) for row in content.get("commitments", ())),
            services=tuple(content.get("services", ())),
        )

    @cached_property
    def tracks_by_code(self) -> dict[str, Track]:
        """Tracks by their code."""
        return {track.code: track for track in self.tracks}

    def track(self, code: str) -> Track:
        """The track with a code."""
        return self.tracks_by_code[code]

    def track_name(self, code: str) -> str:
        """The name of a track, or the code when an old file had it and this one has not."""
        track = self.tracks_by_code.get(code)
        return track.name if track else code

    def of_track(self, code: str) -> tuple[GatheringDesign, ...]:
        """A track's gatherings by number."""
        return tuple(sorted((g for g in self.gatherings if g.track == code), key=lambda g: g.number))

    def gathering(self, track: str, number: int) -> GatheringDesign | None:
        """One gathering of the design."""
        return next((g for g in self.gatherings if (g.track, g.number) == (track, number)), None)


def _track(row: dict) -> Track:
    rule = row.get("representation", {})
    return Track(
        row["code"],
        row["name"],
        row.get("text", ""),
        row.get("audience", "employees"),
        rule.get("min", 0),
        rule.get("max"),
    )


def _gathering(row: dict) -> GatheringDesign:
    paired = row.get("paired")
    return GatheringDesign(
        track=row["track"],
        number=row["number"],
        title=row["title"],
        kind=row["kind"],
        starts=dt.time.fromisoformat(row["from"]),
        ends=dt.time.fromisoformat(row["to"]),
        summary=row.get("summary", ""),
        weeks=row.get("weeks"),
        agenda=tuple(AgendaItem(i["minutes"], i["title"], i.get("text", "")) for i in row.get("agenda", ())),
        goals=tuple(row.get("goals", ())),
        parts=tuple(row.get("parts", ())),
        paired=Pairing(paired["track"], paired["number"], paired["days"]) if paired else None,
    )


def _task(row: dict) -> Task:
    return Task(
        row["code"],
        row["track"],
        row["after"]["track"],
        row["after"]["number"],
        row["title"],
        row["minutes"],
        row["days"],
        row.get("text", ""),
    )


def _point(row: dict) -> Point:
    return Point(row["code"], row["title"], row.get("text", ""))
