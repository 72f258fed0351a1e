"""Which pages there are, and who can reach them: found by following links as each of the demo's people."""

import html
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve

from tests.house.addresses import addresses
from tests.running.product import Visitor

# Who looks, in this order; a page is checked as the first one who reaches it.
PEOPLE = ("", "ansatt", "mentor", "leder", "koordinator", "redaktor", "nettverk", "personvern", "nabo")
# Nobody follows these: they leave the site, end the session, or change the language of everything.
SKIPPED = re.compile(r"^/\^?(forlat|logg-ut|static|media|nn|en|tema)/|^/favicon|/media/|\.(ics|kpk|xlsx|csv|zip|css)$")
# Two pages of one kind may look different (held, planned, cancelled …).
SAMPLES = 2
# Pages whose links depend on the state of what they show: so many are read, to meet every state.
READ = {
    "drills:run": 6,
    "events:evaluation_desk": 12,
    "events:event": 12,
    "events:overview": 12,
    "help:lines": 4,
    "mentoring:practice": 6,
    "obligations:person": 40,
    "outreach:meeting": 12,
    "packages:part": 15,
    "programmes:attendance": 30,
    "programmes:cohort": 8,
    "programmes:gathering": 9,
    "programmes:room": 30,
}
# Addresses that stand in other people's pages or lie behind a form: written after the page they belong to.
BESIDE = {"events:event": "innebygd/", "voices:flow": "/si-din-mening/takk/nb/"}
# What hangs on the walls of the demo city: addresses with the code of a channel.
ON_POSTERS = ("/si-din-mening/{}/", "/stemmer-det/{}/")
CHANNEL, POSTER_CODE = "voices:channel", re.compile(r'class="poster-code">(\w+)<')
EXAMPLES = {"int": "1", "version": "1.0.0"}
ARGUMENT = re.compile(r"<(?:(\w+):)?\w+>")
FORM = re.compile(r"""<form\b[^>]*?\saction\s*=\s*["']([^"'#]+)""", re.IGNORECASE)
LINK = re.compile(r"""<a\b[^>]*?\shref\s*=\s*["']([^"'#]+)""", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """A page that was reached: by whom, and where."""

    name: str
    person: str
    path: str


@dataclass
class Walk:
    """What following links showed: pages by name, and names that lead on, give something else, or take a form."""

    pages: dict[str, list[Found]] = field(default_factory=dict)
    lead_on: set[str] = field(default_factory=set)
    take_forms: set[str] = field(default_factory=set)
    broken: list[Found] = field(default_factory=list)


def names() -> list[str]:
    """The names of every address that could be a page."""
    return sorted({a.full_name for a in addresses() if not SKIPPED.search(f"/{a.route}")})


def name_of(path: str) -> str:
    """The name of the address a path belongs to."""
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return ""


def find_pages(url: str) -> Walk:
    """Up to SAMPLES pages of each name, found by following links from every start page as every person."""
    whole = _walk(url, "", set(), _on_posters(url))
    shared = set(whole.pages)
    with ThreadPoolExecutor(3) as pool:
        for walk in pool.map(lambda person: _walk(url, person, shared), PEOPLE[1:]):
            for name, found in walk.pages.items():
                for page in found:
                    _keep(whole.pages, name, page.person, page.path)
            whole.lead_on |= walk.lead_on
            whole.take_forms |= walk.take_forms
            whole.broken += walk.broken
    return whole


def _on_posters(url: str) -> list[str]:
    """Where children come in: the addresses of the channels that are open now, read off the coordinator's pages."""
    visitor = Visitor(url).sign_in("koordinator")
    channels = [path for path in LINK.findall(visitor.get("/barnas-rad/kanaler/")[2]) if name_of(path) == CHANNEL]
    codes = [code for path in channels for code in POSTER_CODE.findall(visitor.get(path)[2])]
    is_open = [code for code in codes if visitor.get(ON_POSTERS[0].format(code))[0] == 200]
    return [address.format(code) for code in is_open[:SAMPLES] for address in ON_POSTERS]


def _walk(url: str, person: str, shared: set[str], first: Sequence[str] = ()) -> Walk:
    """What one person reaches; pages of `shared` names, which visitors see too, are read twice at most."""
    walk, visitor = Walk(), Visitor(url)
    if person:
        visitor.sign_in(person)
    _follow(visitor, person, walk, shared, first)
    if person == "koordinator":
        walk.take_forms.update(_forms_only(visitor))
    return walk


def _forms_only(visitor: Visitor) -> set[str]:
    """Names of addresses that answer a form alone, never a link."""
    written = {a.full_name: ARGUMENT.sub(lambda m: EXAMPLES.get(m[1], "x"), f"/{a.route}") for a in addresses()}
    return {name for name, path in written.items() if not SKIPPED.search(path) and visitor.get(path)[0] == 405}


def _follow(visitor: Visitor, person: str, walk: Walk, shared: set[str], first: Sequence[str]) -> None:
    plain = [a.route for a in addresses() if not a.arguments and "(" not in a.route and "^" not in a.route]
    waiting = [*first, *(f"/{route}" for route in plain)]
    seen = set(waiting)
    taken: dict[str, int] = {}
    while waiting:
        path = waiting.pop(0)
        name = name_of(path)
        enough = SAMPLES if name in shared else READ.get(name, SAMPLES + 1)
        if SKIPPED.search(urlsplit(path).path) or taken.get(name, 0) >= enough:
            continue
        taken[name] = taken.get(name, 0) + 1
        status, final, text = visitor.get(path)
        if status >= 500:
            walk.broken.append(Found(name, person, path))
        if name_of(final) != name or (status == 200 and "<html" not in text):
            walk.lead_on.add(name)
        if status != 200 or "<html" not in text:
            continue
        _keep(walk.pages, name_of(final), person, path if final == urlsplit(path).path else final)
        walk.take_forms.update(name_of(urljoin(final, html.unescape(action))) for action in FORM.findall(text))
        for link in [*LINK.findall(text), *([BESIDE[name]] if name in BESIDE else [])]:
            target = urljoin(final, html.unescape(link))
            if target.startswith("/") and not target.startswith("//") and target not in seen:
                seen.add(target)
                waiting.append(target)


def _keep(pages: dict[str, list[Found]], name: str, person: str, path: str) -> None:
    found = pages.setdefault(name, [])
    plain = [page.path.split("?")[0] for page in found]
    if len(found) < SAMPLES and path.split("?")[0] not in plain:
        found.append(Found(name, person, path))
