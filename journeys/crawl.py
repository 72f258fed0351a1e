"""Every kind of open page, found by following links as a visitor."""

import re
from collections import Counter
from dataclasses import dataclass, field

from journeys.pages import name_of
from tests.running.product import Visitor

# Not pages of the open door: other sites' frames, the gallery, the demo's own, and ways in.
OTHERS = re.compile(
    r"^(ui|demo|outbox|organisations|people|programmes):|^events:(embed|feed|rss|entry)|^help:leave$|^$"
)
LINK = re.compile(r"""<a\b[^>]*?\shref\s*=\s*["'](/[^"'#?]*)""", re.IGNORECASE)
STARTS = (
    *("/", "/sok/", "/si-fra/", "/si-fra/ung/", "/nyheter/", "/ordliste/", "/informasjonskapsler/"),
    *("/ar/hjelp/", "/se/hjelp/", "/ar/ung/rettighetene-dine/", "/se/ung/rettighetene-dine/"),
)
# Pages in these are looked at as closely as those in bokmål; of the others, that they are there.
LOOKED_AT, PREFIX = ("ar", "se"), re.compile(r"^/(nn|en|se|ar|prs|uk|so|ti|pl)(?=/)")
SAMPLES = 2
# Of links to pages of one kind in one language, so many are followed.
FOLLOWED = 30
# What Back must not show: pages for children, and pages with help.
SENSITIVE = re.compile(r"^(/[a-z]{2,3})?/(ung|hjelp|si-din-mening|si-fra/ung|kunnskap/for/barn)/")


@dataclass
class Walk:
    """What following links showed: path → HTML of the pages looked at, and the links that lead nowhere.

    Two pages of each kind in bokmål, and two of each in every language of texts alone.
    """

    pages: dict[str, str] = field(default_factory=dict)
    nowhere: list[str] = field(default_factory=list)


def walk_open_pages(url: str) -> Walk:
    """Begin where a visitor may, and follow what leads on."""
    visitor, waiting, came_from = Visitor(url), list(STARTS), dict.fromkeys(STARTS, "start")
    walk = Walk()
    taken: Counter[tuple[str, str]] = Counter()
    asked: Counter[tuple[str, str]] = Counter()
    while waiting:
        path = waiting.pop(0)
        language = (PREFIX.match(path) or ["", ""])[1]
        name = name_of(PREFIX.sub("", path))
        kind = (name, language)
        if (name and OTHERS.search(name)) or asked[kind] >= FOLLOWED:
            continue
        asked[kind] += 1
        status, final, text = visitor.get(path)
        if status >= 400:
            walk.nowhere.append(f"{came_from[path]} → {path}: {status}")
        elsewhere = status != 200 or "<html" not in text or final != path
        if elsewhere or (language and language not in LOOKED_AT) or taken[kind] >= SAMPLES or OTHERS.search(name):
            continue
        taken[kind] += 1
        walk.pages[path] = text
        fresh = [link for link in LINK.findall(text) if link not in came_from]
        came_from.update(dict.fromkeys(fresh, path))
        waiting += dict.fromkeys(fresh)
    return walk
