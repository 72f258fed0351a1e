"""What may stand in a release: figures with small ones hidden, and where the city stands. Checked at both ends.

A release that would tell about few children is refused here, whoever signed it.
"""

import datetime as dt
import re
from itertools import product
from typing import Any

from django.utils.translation import gettext as _

from tryggby.network.document import moment, stamp
from tryggby.network.refusal import Refused

# As in the rules of children's figures: nobody below these, no cell below SMALL, no hidden cell known to within two.
LEAST, LEAST_UNDER_13, SMALL, WIDE, NEW = 10, 20, 5, 3, 5
AGES = {"under13": LEAST_UNDER_13, "from13": LEAST}
COLUMNS = {"three": 4, "five": 6, "happy": 6}
SIGN = re.compile(r"[a-z0-9-]{1,60}")
HEAD = {"kind", "schema", "city", "key", "number", "made_at", "valid_until", "former", "tables", "focus", "advice"}
# What a release has besides, by the schema it came with: agreed questions were first told in schema 4.
MORE = {3: set(), 4: {"agreed"}}
TABLE = {
    "service",
    "age",
    "question",
    "version",
    "words",
    "labels",
    "choices",
    "scale",
    "since",
    "until",
    "number",
    "cells",
}
# What of a table is kept to compare the next with.
COMPARED = ("service", "age", "question", "version", "scale", "since", "until", "number", "cells")
FOCUS = {"network": 40, "state": 10, "routine": 200, "evidence": 400, "next": 200, "on": 10}
STATES = ("talking", "writing", "adopted", "lived")
ADVICE = {"text": 300, "answer": 400}
CODES = ("theme", "service", "method")
DATES = ("since", "until", "on")
ADVICE_KINDS = set(product(AGES, ("few", "some", "many"), ("heard", "trying", "done", "cannot")))
# So many pieces of advice travel at most, the newest.
MOST_ADVICE = 500
# A release holds at most so long, and nothing in it is from before there were networks or long after it was made.
LONGEST, AHEAD = dt.timedelta(days=11 * 366), dt.timedelta(days=366)
BEGAN, ENDS = dt.date(2000, 1, 1), dt.date(2200, 1, 1)


def scope_of(table: dict) -> str:
    """Names what is compared: the same question, put the same way to the same age at the same kind of service."""
    return ".".join(str(table[name]) for name in ("service", "age", "question", "version", "scale"))


def check_shape(release: dict) -> None:
    """Everything is of its kind; else refused."""
    try:
        fits = set(release) == HEAD | MORE[release["schema"]] and _head_fits(release)
        fits = fits and len(release["tables"]) <= 2000 and all(_table_fits(table) for table in release["tables"])
        fits = fits and len(release["focus"]) <= 200 and all(_focus_fits(row) for row in release["focus"])
        fits = fits and len(release["advice"]) <= MOST_ADVICE and all(_advice_fits(row) for row in release["advice"])
        fits = fits and _agreed_fits(release.get("agreed", [])) and _dates_fit(release)
        scopes = [scope_of(table) for table in release["tables"]] if fits else []
    except (KeyError, TypeError, ValueError, AttributeError):
        fits, scopes = False, []
    if not fits or len(scopes) != len(set(scopes)):
        raise Refused(_("Slippet er ikke skrevet slik avtalen sier. Be byen lage det på nytt."), "shape")


def check_thresholds(tables: list[dict]) -> None:
    """No figure about few children, and no hidden one that could be worked out."""
    if not all(_is_safe(table) for table in tables):
        raise Refused(
            _("Slippet har tall om så få barn at noen kan kjennes igjen. Derfor tar vi det ikke inn."), "threshold"
        )


def check_difference(former: list[dict], tables: list[dict]) -> None:
    """What was seen of these tables before and what is said now together tell no more than each alone."""
    before: dict[str, list[dict]] = {}
    for table in former:
        before.setdefault(scope_of(table), []).append(table)
    for table in tables:
        if not all(_may_follow(earlier, table) for earlier in before.get(scope_of(table), ())):
            raise Refused(
                _("Forskjellen fra forrige slipp ville fortalt om få barn. Byen må vente til flere har svart."),
                "difference",
            )


def _head_fits(release: dict) -> bool:
    city = release["city"]
    return (
        set(city) == {"number", "name"}
        and bool(re.fullmatch(r"[0-9]{4}", city["number"]))
        and _text(city["name"], 80)
        and bool(re.fullmatch(r"[0-9a-f]{64}", release["key"]))
        and bool(re.fullmatch(r"([0-9a-f]{64})?", release["former"]))
        and _whole(release["number"], 1)
        and release["number"] < 10**6
        and isinstance(release["tables"], list)
        and isinstance(release["focus"], list)
        and isinstance(release["advice"], list)
    )


def _dates_fit(release: dict) -> bool:
    """Every date is written in the one way, and none is so far away that it could not be meant."""
    made, until = release["made_at"], release["valid_until"]
    if any(stamp(moment(one)) != one or not BEGAN <= moment(one).date() < ENDS for one in (made, until)):
        return False
    if not moment(made) < moment(until) <= moment(made) + LONGEST:
        return False
    days = [table[name] for table in release["tables"] for name in ("since", "until")]
    days += [row[name] for row in release["advice"] for name in DATES]
    days += [row["on"] for row in release["focus"]]
    last = moment(made).date() + AHEAD
    return all(
        dt.date.fromisoformat(day).isoformat() == day and BEGAN <= dt.date.fromisoformat(day) <= last
        for day in set(days)
    )


def _agreed_fits(rows: list[dict]) -> bool:
    """Each network once, with the questions the city has agreed to ask in it."""
    return (
        isinstance(rows, list)
        and len(rows) <= 50
        and all(set(row) == {"network", "questions"} and isinstance(row["questions"], list) for row in rows)
        and all(len(row["questions"]) <= 100 for row in rows)
        and all(SIGN.fullmatch(sign) for row in rows for sign in (row["network"], *row["questions"]))
        and len({row["network"] for row in rows}) == len(rows)
        and all(len(set(row["questions"])) == len(row["questions"]) for row in rows)
    )


def _table_fits(table: dict) -> bool:
    signs = [table[name] for name in ("service", "question")]
    columns = 1 + len(table["choices"]) if table["scale"] == "choice" else COLUMNS[table["scale"]]
    return (
        set(table) == TABLE
        and all(SIGN.fullmatch(sign) for sign in signs)
        and table["age"] in AGES
        and table["labels"] in {"amount", "quality"}
        and _words(table["words"])
        and len(table["choices"]) <= 9
        and all(_words(choice) for choice in table["choices"])
        and _whole(table["version"], 1)
        and dt.date.fromisoformat(table["since"]) < dt.date.fromisoformat(table["until"])
        and _whole(table["number"], 0)
        and len(table["cells"]) == columns
        and all(cell is None or _whole(cell, 0) for cell in table["cells"])
    )


def _focus_fits(row: dict) -> bool:
    dt.date.fromisoformat(row["on"])
    return (
        set(row) == {*FOCUS, "point"}
        and _whole(row["point"], 1)
        and row["state"] in STATES
        and all(_text(row[name], most) for name, most in FOCUS.items())
    )


def _advice_fits(row: dict) -> bool:
    """An adult's words by codes, with an answer: what nobody answered is not released."""
    since, until, _on = (dt.date.fromisoformat(row[name]) for name in DATES)
    return (
        set(row) == {*ADVICE, *CODES, *DATES, "age", "band", "state"}
        and since <= until
        and all(SIGN.fullmatch(row[name]) for name in CODES)
        and (row["age"], row["band"], row["state"]) in ADVICE_KINDS
        and all(row[name] and _text(row[name], most) for name, most in ADVICE.items())
    )


def _is_safe(table: dict) -> bool:
    """Enough children; no small cell; none hidden, or two and more that share at least three children."""
    shown = [cell for cell in table["cells"] if cell is not None]
    hidden, rest = len(table["cells"]) - len(shown), table["number"] - sum(shown)
    if table["number"] < AGES[table["age"]] or any(cell < SMALL for cell in shown):
        return False
    return rest == 0 if not hidden else hidden >= 2 and rest >= WIDE


def _may_follow(former: dict, table: dict) -> bool:
    """Of the same period: enough is added. Of another: the two have no day in common."""
    if former["since"] == table["since"]:
        return _adds_enough(former, table)
    return former["until"] < table["since"] or table["until"] < former["since"]


def _adds_enough(former: dict, table: dict) -> bool:
    if (former["number"], former["cells"]) == (table["number"], table["cells"]):
        return True
    if table["number"] - former["number"] < NEW or len(former["cells"]) != len(table["cells"]):
        return False
    changes = []
    for before, after in zip(former["cells"], table["cells"], strict=True):
        if before is None and after is not None:
            return False
        if before is not None and after is not None:
            changes.append(after - before)
    hidden = len(table["cells"]) - len(changes)
    rest = table["number"] - former["number"] - sum(changes)
    return all(change >= SMALL for change in changes) and (rest == 0 if not hidden else hidden >= 2 and rest >= WIDE)


def _text(value: Any, most: int) -> bool:
    return isinstance(value, str) and len(value) <= most and value.isprintable()


def _words(value: Any) -> bool:
    return isinstance(value, dict) and len(value) <= 12 and "nb" in value and all(_text(w, 200) for w in value.values())


def _whole(value: Any, least: int) -> bool:
    return type(value) is int and least <= value < 10**9
