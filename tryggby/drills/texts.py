"""Texts of a drill with its phone keys written out: «tlf-112» becomes name and number."""

from dataclasses import dataclass
from time import monotonic

from tryggby.help.door import HelpLine, help_cards
from tryggby.packages.door import Drill, phone_keys

# Bodies written out, by release and drill, with when; the register's numbers may change, so none is kept for long.
MOST_KEPT = 60
LASTS = 60
_KEPT: dict[tuple[str, str], tuple[float, dict]] = {}


@dataclass(frozen=True)
class Phone:
    """A line with its number; the help register's word goes first."""

    name: str
    number: str
    is_sure: bool

    def __str__(self) -> str:
        return f"{self.number} ({self.name})" if self.number else self.name


def phones(drill: Drill) -> dict[str, Phone]:
    """Key → line, for the keys that the drill uses."""
    rows = drill.body["phones"]
    known = _registered(*(row["help"] for row in rows.values() if row["help"]))
    return {key: _phone(row, known.get(row["help"])) for key, row in rows.items()}


def written_out(drill: Drill) -> dict:
    """The drill's body with every phone key written out; needs `release`. Not to be changed: it is kept in memory.

    A drill in a release never changes, but the help register does: each process reads both again after a minute.
    """
    name, now = (drill.release.digest, drill.identifier), monotonic()
    written_at, body = _KEPT.get(name, (now, None))
    if body is None or now - written_at > LASTS:
        if len(_KEPT) >= MOST_KEPT:
            _KEPT.clear()
        written_at, body = _KEPT[name] = (now, _written(drill.body, phones(drill)))
    return body


def support_lines() -> list[Phone]:
    """Whom an adult can call afterwards, from the help register."""
    return [Phone(line.name, line.phone, True) for line in _registered("mental-helse", "vo-linjen").values()]


def _registered(*ids: str) -> dict[str, HelpLine]:
    """The help register's lines by the id they came with; withdrawn ones are not among them."""
    return {card.line.shipped_id: card.line for card, _ in help_cards(ids=ids)} if ids else {}


def _phone(row: dict, line: HelpLine | None) -> Phone:
    number = line.phone if line and line.phone else row["phone"]
    return Phone(row["name"], number, row["sure"] == "sure" or line is not None)


def _written(value, known: dict[str, Phone]):
    if isinstance(value, dict):
        return {key: _written(item, known) for key, item in value.items() if key != "phones"}
    if isinstance(value, list):
        return [_written(item, known) for item in value]
    if isinstance(value, str) and "tlf-" in value:
        return phone_keys(value, lambda key: str(known[key]) if key in known else key)
    return value
