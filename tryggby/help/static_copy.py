"""The help pages as files: written at every change, served from memory with the right open doors each minute.

No database, no session and no template is touched when a page is served. The files are whole pages that any web
server can show; marks in them say where the minute's truth goes:

    <!--doors--> … <!--door KEY-->card<!--/door--> … <!--/doors-->   cards, sorted: open first, then nearest
    <!--says KEY phone-->hours<!--/says-->                           whether they answer now
    <!--fresh KEY-->hours<!--/fresh-->                               shown only until the record is overdue
    <!--fresh KEY else words-->hours<!--/fresh-->                    and words in their place from then on
"""

import datetime as dt
import json
import os
import re
import shutil
import tempfile
import threading
import time
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import transaction

from tryggby.help.hours import OSLO, Door, door, parse
from tryggby.ui.door import forget_kept_pages

STATE = "state.json"
DOORS = re.compile(r"<!--doors-->(.*?)<!--/doors-->", re.DOTALL)
CARD = re.compile(r"<!--door (\w+)-->.*?<!--/door-->", re.DOTALL)
SAYS = re.compile(r"<!--says (\w+) (phone|written)-->.*?<!--/says-->", re.DOTALL)
FRESH = re.compile(r"<!--fresh (\w+)(?: else (.*?))?-->(.*?)<!--/fresh-->", re.DOTALL)
_TURNS = threading.local()
# How often, in seconds, a process looks whether the files are new.
LOOK = 1.0


class StaticCopy:
    """The written pages, as one process serves them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.looked, self.minute, self.seen = 0.0, 0, -1
        self.state: dict = {}
        self.paths: frozenset[str] = frozenset()
        self.pages: dict[str, bytes] = {}

    def answer(self, path: str) -> bytes | None:
        """The page at a path at this minute; None when it is no help page, or nothing has been written."""
        now = time.time()
        if now - self.looked >= LOOK or now < self.looked:
            self._look(now)
        if path not in self.paths:
            return None
        page = self.pages.get(path)
        if page is None:
            file = self.folder / self.state["paths"][path]
            try:
                page = self.pages[path] = fill(file.read_text("utf-8"), self.state).encode()
            except OSError:
                return None
        return page

    def answers_always(self, number: str) -> bool:
        """Whether children who call a number are answered at every hour, by a record that is not overdue."""
        now = time.time()
        if now - self.looked >= LOOK or now < self.looked:
            self._look(now)
        day = dt.datetime.fromtimestamp(now, OSLO).date()
        rows = [facts for facts in self.state.get("doors", {}).values() if facts.get("children") == number]
        return any(day <= dt.date.fromisoformat(one["review_by"]) and parse(one["phone"]).always for one in rows)

    def language_of(self, path: str) -> str:
        """The language that the page at a path is in."""
        return self.state["languages"][self.state["paths"][path].split("/", 2)[1]]

    def _look(self, now: float) -> None:
        """Begin anew when the minute or the files have changed."""
        self.looked = now
        try:
            seen = os.stat(self.folder / STATE).st_mtime_ns
            if seen != self.seen:
                self.state = json.loads((self.folder / STATE).read_text("utf-8"))
                self.paths, self.seen, self.pages = frozenset(self.state["paths"]), seen, {}
        except (OSError, ValueError):
            # What is in memory still holds; without anything the pages are made by the views.
            pass
        if int(now // 60) != self.minute:
            self.minute, self.pages = int(now // 60), {}


@lru_cache(maxsize=4)
def static_copy(folder: Path | None = None) -> StaticCopy:
    """The copy in the data folder, one per process."""
    return StaticCopy(folder or settings.DATA / "help")


def write_soon() -> None:
    """Write the pages anew when the transaction is committed; once, however many changes it made."""
    asked = _turn()

    def write() -> None:
        # What this thread wrote after it was asked, it wrote after the same commit.
        # Before styles have been collected (prepare does, and writes the pages then) there is nothing to refer to.
        if getattr(_TURNS, "written", 0) < asked and getattr(staticfiles_storage, "hashed_files", True):
            _TURNS.written = _turn()
            write_copy()

    transaction.on_commit(write, robust=True)


def renew(sender, **told) -> None:
    """The pages name whose they are, and show the lines of those who take part."""
    write_soon()


def write_copy() -> int:
    """Write every help page in every language to the data folder; returns how many.

    A new folder is written whole and becomes the current one in one step, so that nobody meets half a set.
    """
    from tryggby.help.pages import every_page, state_now

    folder = settings.DATA / "help"
    folder.mkdir(parents=True, exist_ok=True)
    edition = Path(tempfile.mkdtemp(prefix="edition-", dir=folder))
    edition.chmod(0o755)
    paths = {}
    for path, language, page, html in every_page():
        file = edition / language / page / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html, "utf-8")
        paths[path] = str(file.relative_to(folder))
    part = edition / STATE
    part.write_text(json.dumps(state_now() | {"paths": paths}, ensure_ascii=False), "utf-8")
    os.replace(part, folder / STATE)
    _point(folder / "current", edition)
    # Other pages for visitors say whether the children's phone always answers.
    forget_kept_pages()
    for old in folder.glob("edition-*"):
        if old != edition and time.time() - old.stat().st_mtime > 120:
            shutil.rmtree(old, ignore_errors=True)
    return len(paths)


def _turn() -> int:
    """The next number of this thread."""
    _TURNS.last = getattr(_TURNS, "last", 0) + 1
    return _TURNS.last


def _point(link: Path, edition: Path) -> None:
    """`current` leads to the newest edition, for web servers that show the files themselves."""
    fresh = link.with_name(f"{edition.name}.link")
    fresh.symlink_to(edition.name)
    if link.is_dir() and not link.is_symlink():
        # The data folder was copied by a tool that follows links.
        shutil.rmtree(link)
    os.replace(fresh, link)


def fill(html: str, state: dict, now: dt.datetime | None = None) -> str:
    """A page with the open doors of an instant: cards in order, states in words, overdue hours gone."""
    at = now or dt.datetime.now(dt.UTC)
    says = state["says"][_language(html)]
    doors = {key: _doors(facts, at) for key, facts in state["doors"].items()}
    html = DOORS.sub(lambda found: _sorted(found[1], doors), html)
    html = SAYS.sub(lambda found: words(doors[found[1]][found[2]], says, at, found[2]), html)
    return FRESH.sub(lambda found: found[3] if doors[found[1]]["fresh"] else found[2] or "", html)


def words(one: Door, says: dict[str, str], at: dt.datetime, channel: str = "phone") -> str:
    """Whether a door is open, in words."""
    if one.kind == "open" and one.until and one.until - at < dt.timedelta(days=1):
        return says["open_until"].replace("{time}", _clock(one.until, says))
    if one.kind == "closed" and one.opens:
        opens = says["closed_opens"].replace("{day}", _day(one.opens, at, says))
        return opens.replace("{time}", _clock(one.opens, says))
    if one.kind == "unknown" and channel == "written":
        return says["unknown_written"]
    return says[one.kind]


def _doors(facts: dict, at: dt.datetime) -> dict:
    fresh = at.astimezone(OSLO).date() <= dt.date.fromisoformat(facts["review_by"])
    unknown = Door("unknown")
    return {
        "fresh": fresh,
        "phone": door(parse(facts["phone"]), at) if fresh else unknown,
        "written": door(parse(facts["written"]), at) if fresh else unknown,
        "calls": facts["calls"],
    }


def _sorted(block: str, doors: dict) -> str:
    """The cards of a list: those who answer now, those we do not know, those who do not; else as they were."""
    cards = [(found[1], found[0]) for found in CARD.finditer(block)]
    if not cards:
        return block
    start, end = block.index("<!--door "), block.rindex("<!--/door-->") + len("<!--/door-->")
    cards.sort(key=lambda card: _rank(doors[card[0]]))
    return block[:start] + "".join(card for _, card in cards) + block[end:]


def _rank(one: dict) -> int:
    if one["phone"].is_open or one["written"].is_open:
        return 0
    return 2 if one["calls"] and one["phone"].kind == "closed" else 1


def _language(html: str) -> str:
    return html.split('lang="', 1)[1].split('"', 1)[0]


def _clock(at: dt.datetime, says: dict[str, str]) -> str:
    return at.astimezone(OSLO).strftime(f"%H{says['sign']}%M")


def _day(then: dt.datetime, now: dt.datetime, says: dict[str, str]) -> str:
    day, today = then.astimezone(OSLO).date(), now.astimezone(OSLO).date()
    if day == today:
        return says["today"]
    if day - today == dt.timedelta(days=1):
        return says["tomorrow"]
    name = says["days"].split(", ")[day.weekday()]
    # A week away or more, the day's name alone would mean an earlier day.
    return name if day - today < dt.timedelta(days=7) else f"{name} {day:%d.%m.}"
