"""What has happened in a run at a second of its play: injects that are out, those to come. Pure."""

from dataclasses import dataclass

LEFT_OUT = -1
MINUTE = 60
# Choices are shown to the group from so many answers; with fewer, people say it aloud.
SHOWN_FROM = 3


@dataclass(frozen=True)
class Inject:
    """One inject with when it came (`second`) or will come by itself; None = only by hand or when its act is ticked."""

    id: str
    text: str
    to: tuple[str, ...]
    second: int | None
    is_out: bool
    left_out: bool
    when: dict

    @property
    def is_by_hand(self) -> bool:
        """True when it waits for the facilitator."""
        return not self.is_out and not self.left_out and self.second is None

    @property
    def clock(self) -> str:
        """The second as minutes and seconds."""
        return f"{(self.second or 0) // MINUTE:02}:{(self.second or 0) % MINUTE:02}"


def schedule(body: dict, acts: dict[str, int], injects: dict[str, int]) -> dict[str, int]:
    """Inject → the second at which it comes, by hand or by itself; those left out or still unknown are not there."""
    found: dict[str, int] = {}
    for row in body["injects"]:
        given = injects.get(row["id"])
        second = given if given is not None else _by_itself(row["when"], acts, found)
        if second is not None and second != LEFT_OUT:
            found[row["id"]] = second
    return found


def moments(body: dict, acts: dict[str, int], injects: dict[str, int]) -> list[int]:
    """The seconds at which something comes by itself, in order."""
    found = schedule(body, acts, injects)
    return sorted(second for name, second in found.items() if name not in injects)


def injects_at(body: dict, acts: dict[str, int], injects: dict[str, int], elapsed: int) -> list[Inject]:
    """Every inject in the order of the file, with its state at a second of the play."""
    found = schedule(body, acts, injects)
    return [
        Inject(
            id=row["id"],
            text=row["text"],
            to=tuple(row["to"]),
            second=found.get(row["id"]),
            is_out=row["id"] in found and found[row["id"]] <= elapsed,
            left_out=injects.get(row["id"]) == LEFT_OUT,
            when=row["when"],
        )
        for row in body["injects"]
    ]


def seen_by(injects: list[Inject], role: str) -> list[Inject]:
    """Those that are out and meant for everybody or for the role, the newest first."""
    out = [inject for inject in injects if inject.is_out and (not inject.to or role in inject.to)]
    # Of two in the same second the later one in the file is the newer.
    later_first = out[::-1]
    return sorted(later_first, key=lambda inject: -(inject.second or 0))


def _by_itself(when: dict, acts: dict[str, int], before: dict[str, int]) -> int | None:
    """The second at which a trigger lets an inject come, when that can be known now."""
    if when.get("facilitator") or not when:
        return None
    second = when.get("minute", 0) * MINUTE
    if "done" in when:
        if when["done"] not in acts:
            return None
        second = max(second, acts[when["done"]])
    if "not_done" in when and acts.get(when["not_done"], second + 1) <= second:
        return None
    if "after" in when:
        if when["after"]["inject"] not in before:
            return None
        second = max(second, before[when["after"]["inject"]] + when["after"]["minutes"] * MINUTE)
    return second
