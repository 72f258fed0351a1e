"""Compares what should stand with what stands, and gives only the differences. No writing here."""

import datetime as dt
from collections.abc import Iterator

from tryggby.obligations.cycles import Cycle, cycles
from tryggby.obligations.facts import COLUMNS, OPENS, Known, Row, placed
from tryggby.obligations.models import Obligation
from tryggby.obligations.rules import Rule, Rules

AT = {name: number for number, name in enumerate(COLUMNS)}
# What a cycle was, once it is done or over, is not rewritten when the rule is changed afterwards.
KEPT = [AT[name] for name in ("opens_on", "due_on", "asked")]
PAST = [AT[name] for name in ("unit_id", "facts", "cause", "valid_until")]


def differences(known: Known, rules: Rules, on: dt.date) -> Iterator[tuple[Obligation, Row | None]]:
    """The rows to write, each with the row that stands (None for a new one)."""
    for person, rule, places in placed(known, rules):
        stand = known.rows.get((person, rule.requirement.pk), {})
        wanted = {
            cycle.cycle: _row(cycle, rules)
            for cycle in cycles(rule.terms, rule.courses, known.facts(person, rule, places), on)
        }
        for number in sorted(wanted.keys() | stand.keys()):
            old = stand.get(number)
            new = _kept(wanted[number], old) if number in wanted else _superfluous(old, number, wanted, stand, on)
            if new != old:
                yield _obligation(person, rule, number, new), old


def _row(cycle: Cycle, rules: Rules) -> Row:
    facts = {"unit": rules.units[cycle.unit][1], "since": cycle.place.since.isoformat()}
    if cycle.last_on is not None:
        facts["last"] = cycle.last_on.isoformat()
    values = {name: getattr(cycle, name) for name in COLUMNS if name not in ("unit_id", "facts")}
    return tuple({**values, "unit_id": cycle.unit, "facts": facts}[name] for name in COLUMNS)


def _kept(new: Row, old: Row | None) -> Row:
    """The new row, with what was when it is the same completion or the same end."""
    if old is None:
        return new
    row = list(new)
    done, ended, followed = AT["done_on"], AT["ended_on"], AT["followed_on"]
    if new[done] is not None and new[done] == old[done]:
        _keep(row, old, KEPT)
        if new[followed] is not None and old[followed] is not None:
            _keep(row, old, PAST)
    elif new[ended] is not None and new[ended] == old[ended]:
        row = [*old[:followed], new[followed]]
    return tuple(row)


def _keep(row: list, old: Row, columns: list[int]) -> None:
    for column in columns:
        row[column] = old[column]


def _superfluous(old: Row, number: int, wanted: dict, stand: dict, on: dt.date) -> Row:
    """A row that the facts no longer give: it is not deleted, but no longer applies."""
    row = list(old)
    if row[AT["ended_on"]] is None:
        row[AT["state"]], row[AT["cause"]], row[AT["ended_on"]] = "ended", "changed", max(on, row[OPENS])
        row[AT["paused_on"]] = None
    newest = not wanted and number == max(stand)
    if row[AT["followed_on"]] is None and not newest:
        row[AT["followed_on"]] = on
    if newest:
        row[AT["followed_on"]] = None
    return tuple(row)


def _obligation(person: int, rule: Rule, number: int, row: Row) -> Obligation:
    values = dict(zip(COLUMNS, row, strict=True))
    return Obligation(person_id=person, requirement_id=rule.requirement.pk, cycle=number, **values)
