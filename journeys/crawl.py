"""Every kind of open page, found by following links as a visitor."""

import re

from journeys.pages import name_of
from tests.running.product import Visitor

# Not pages of the open door: other sites' frames, the gallery, the demo's own, and ways in.
OTHERS = re.compile(
    r"^(ui|demo|outbox|organisations|people|programmes):|^events:(embed|feed|rss|entry)|^help:leave$|^$"
)
LINK = re.compile(r"""<a\b[^>]*?\shref\s*=\s*["'](/[^"'#?]*)""", re.IGNORECASE)
STARTS = ("/", "/sok/", "/si-fra/", "/si-fra/ung/", "/nyheter/", "/ordliste/", "/informasjonskapsler/", "/ar/hjelp/")
SAMPLES = 2
# What Back must not show: pages for children, and pages with help.
SENSITIVE = re.compile(r"^(/[a-z]{2,3})?/(ung|hjelp|si-din-mening|si-fra/ung|kunnskap/for/barn)/")


def open_pages(url: str) -> dict[str, str]:
    """Path → HTML of every kind of open page: two of each in bokmål, two of each in Arabic."""
    visitor, waiting, seen = Visitor(url), list(STARTS), set(STARTS)
    found: dict[str, str] = {}
    taken: dict[tuple[str, bool], int] = {}
    while waiting:
        path = waiting.pop(0)
        arabic = path.startswith("/ar/")
        if re.match(r"/(nn|en|se|prs|uk|so|ti|pl)/", path):
            continue
        kind = (name_of(path[3:] if arabic else path), arabic)
        if OTHERS.search(kind[0]) or taken.get(kind, 0) >= SAMPLES:
            continue
        status, final, text = visitor.get(path)
        if status != 200 or "<html" not in text or final != path:
            continue
        taken[kind] = taken.get(kind, 0) + 1
        found[path] = text
        fresh = [link for link in LINK.findall(text) if link not in seen]
        seen.update(fresh)
        waiting += fresh
    return found
