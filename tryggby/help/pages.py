"""Which help pages there are, and what each is made of; rendered for the static copy, and by the views without one."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from tryggby.help.cards import DATE, Card, card, doors_of
from tryggby.help.models import HelpLine, LawSnippet
from tryggby.help.speech import FOR_EMPLOYEES, SOURCE, Speech, speeches
from tryggby.organisations.door import Service, installation
from tryggby.ui.door import Shell, theme_href

Audience, Placing, Kind = HelpLine.Audience, HelpLine.Placing, LawSnippet.Kind
# The way in for those whose workplace is none of the services.
ELSEWHERE = "annet"
VOLUNTARY = "frivillig"
DUTIES = (Kind.REPORT, Kind.AVERT, Kind.CONFIDENTIALITY)
SAID_OF_DOORS = ("open", "open_until", "always", "closed", "closed_opens", "unsure", "unknown", "unknown_written")
# What is seen or heard, and how many pieces of advice there are for it.
SEEN = {"danger": 3, "told": 2, "home": 4, "care": 4, "peers": 3, "colleague": 2}


@dataclass(frozen=True)
class Page:
    """A help page: its path without language, its template, and the part of the texts that it cannot do without."""

    path: str
    template: str
    part: str
    audience: str = ""
    service: str = ""

    @property
    def for_employees(self) -> bool:
        """True for pages about duties, which exist in fewer languages."""
        return self.part in FOR_EMPLOYEES


@dataclass(frozen=True)
class Book:
    """Everything from the database that the pages show, read once."""

    lines: list[HelpLine]
    laws: list[LawSnippet]
    services: list[Service]
    owner: str
    colour: str

    def cards(self, speech: Speech, audience: str, *placings: str) -> list[Card]:
        """Cards for one kind of reader; doubtful ones are kept from children."""
        return [
            card(line, speech)
            for line in self.lines
            if (not audience or audience in line.audiences)
            and line.placing in (placings or (Placing.FIRST, Placing.USUAL))
            and not (audience == Audience.CHILD and line.doubtful)
        ]


def read_book() -> Book:
    """Read it: lines with texts, laws, services, whose installation."""
    owner = installation()
    return Book(
        lines=list(HelpLine.objects.shown().in_order().prefetch_related("texts")),
        laws=list(LawSnippet.objects.standing()),
        services=list(Service.objects.all()),
        owner=owner.owner.name if owner else "",
        colour=owner.brand_colour if owner else "",
    )


def pages(book: Book | None = None) -> list[Page]:
    """Every page, by path; those for each service too."""
    services = book.services if book else list(Service.objects.all())
    codes = [*(service.code for service in services), ELSEWHERE]
    return [
        Page("hjelp/", "entrance", "entrance"),
        Page("hjelp/barn/", "lines", "child", Audience.CHILD),
        Page("hjelp/voksen/", "lines", "adult", Audience.ADULT),
        Page("hjelp/bekymret/", "lines", "worried", Audience.WORRIED),
        Page("hjelp/ansatt/", "employee", "employee", Audience.EMPLOYEE),
        *(Page(f"hjelp/ansatt/{code}/", "worker", "worker", Audience.EMPLOYEE, code) for code in codes),
        Page("hjelp/barn-har-fortalt/", "told", "told", Audience.EMPLOYEE),
        Page("trygg-pa-nett/", "traces", "traces"),
    ]


def every_page() -> Iterator[tuple[str, str, str, str]]:
    """Address, language, path without language, and HTML of each page in each language that has it."""
    book = read_book()
    for speech in speeches().values():
        for page in pages(book):
            if _exists(page, speech):
                yield address(speech.code, page.path), speech.code, page.path, render(page, speech, book)


def find_page(path: str, language: str) -> tuple[Page, Speech] | None:
    """The page at a path in a language, or None."""
    speech = speeches().get(language)
    page = next((one for one in pages() if one.path == path), None)
    return (page, speech) if page and speech and _exists(page, speech) else None


def render(page: Page, speech: Speech, book: Book) -> str:
    """The page with marks for what depends on the clock."""
    context = {
        "shell": _shell(speech, book),
        "speech": speech,
        "t": speech.texts,
        "page": page,
        "to": _links(speech),
        "languages": _languages(page, speech),
        "stale": speech.is_stale("frame", page.part),
        "danger": book.cards(speech, page.audience or Audience.CHILD, Placing.DANGER),
    }
    with translation.override(speech.shown if speech.shown in dict(settings.LANGUAGES) else SOURCE):
        return render_to_string(f"help/{page.template}.html", context | CONTEXTS[page.template](page, speech, book))


def state_now() -> dict:
    """What the clock needs beside the pages: hours of each line, and the words for them in each language."""
    names = [*SAID_OF_DOORS, "today", "tomorrow", "sign", "days"]
    return {
        "doors": {line.key: doors_of(line) for line in HelpLine.objects.shown().in_order()},
        "says": {speech.shown: {name: speech.texts["lines"][name] for name in names} for speech in speeches().values()},
        "languages": {code: speech.shown for code, speech in speeches().items()},
    }


def copy_stamp() -> str:
    """A mark of everything in the database that the pages show."""
    book = read_book()
    rows: list[list] = [[line.key, line.edited_at, line.checked_at, line.shipped_hash] for line in book.lines]
    rows += [[law.key, law.edited_at, law.checked_at, law.shipped_hash] for law in book.laws]
    rows += [[book.owner, book.colour, settings.DEMO, settings.EXIT_URL], [service.code for service in book.services]]
    return hashlib.sha256(json.dumps(rows, default=str).encode()).hexdigest()


def address(language: str, path: str) -> str:
    """A page's address: bokmål has no prefix."""
    return f"/{path}" if language == SOURCE else f"/{language}/{path}"


def laws_for(service: str, laws: list[LawSnippet]) -> tuple[list[LawSnippet], list[LawSnippet]]:
    """The duties of a service, those to report first, and the other rules that concern it."""
    mine = [law for law in laws if law.concerns(service)]
    duties = [law for kind in DUTIES for law in mine if law.kind == kind]
    return duties, [law for law in mine if law not in duties]


def _exists(page: Page, speech: Speech) -> bool:
    return speech.has(page.part) and (speech.code == speech.shown or not page.for_employees)


def _links(speech: Speech) -> dict[str, str]:
    """Addresses that templates lead to, in the reader's language where the page exists in it."""
    own = speech.code
    work = own if speech.has("worker") and own == speech.shown else SOURCE
    return {
        "front": "/" if own not in dict(settings.INTERFACE_LANGUAGES) or own == SOURCE else f"/{own}/",
        "entrance": address(own, "hjelp/"),
        "child": address(own, "hjelp/barn/"),
        "adult": address(own, "hjelp/voksen/"),
        "worried": address(own, "hjelp/bekymret/"),
        "traces": address(own, "trygg-pa-nett/"),
        "employee": address(work, "hjelp/ansatt/"),
        "told": address(work, "hjelp/barn-har-fortalt/"),
        "work_language": "" if work == own else work,
        "leave": "/forlat/",
    }


def _languages(page: Page, speech: Speech) -> list[dict]:
    """The same page in each language that has it, named in itself."""
    return [
        {"code": one.code, "name": one.name, "url": address(one.code, page.path), "current": one.code == speech.code}
        for one in speeches().values()
        if _exists(page, one)
    ]


def _shell(speech: Speech, book: Book) -> Shell:
    return Shell(
        place_name=book.owner,
        home_url=_links(speech)["front"],
        theme_href=theme_href(book.colour) if book.colour else theme_href(),
        language=speech.shown,
        direction=speech.direction,
        demo=settings.DEMO,
    )


def _entrance(page: Page, speech: Speech, book: Book) -> dict:
    return {"first": _first(book.cards(speech, Audience.CHILD))}


def _lines(page: Page, speech: Speech, book: Book) -> dict:
    forms = book.cards(speech, page.audience, Placing.FORM) if page.part == "worried" else []
    cards = book.cards(speech, page.audience)
    # A child chooses between three things at most: the danger numbers, one number, an adult nearby. The rest is folded.
    shown = _first(cards) if page.part == "child" else cards
    return {"cards": shown, "more": [one for one in cards if one not in shown], "form": forms[:1]}


def _first(cards: list[Card]) -> list[Card]:
    """The one number for a child: of those that come first, the one that always answers."""
    first = [one for one in cards if one.line.placing == Placing.FIRST] or cards
    return sorted(first, key=lambda one: not one.always)[:1]


def _employee(page: Page, speech: Speech, book: Book) -> dict:
    services = [(service, address(speech.code, f"hjelp/ansatt/{service.code}/")) for service in book.services]
    return {"services": services, "elsewhere": address(speech.code, f"hjelp/ansatt/{ELSEWHERE}/")}


def _worker(page: Page, speech: Speech, book: Book) -> dict:
    duties, others = laws_for(page.service, book.laws)
    said = speech.texts["worker"]
    seen = [
        {"key": key, "title": said[f"{key}_s"], "steps": [said[f"{key}_{n}"] for n in range(1, count + 1)]}
        for key, count in SEEN.items()
    ]
    service = next((one for one in book.services if one.code == page.service), None)
    return {
        "service": service,
        "seen": seen,
        "voluntary": page.service in {VOLUNTARY, ELSEWHERE},
        "duties": [_law(law, said) for law in duties],
        "others": [_law(law, said) for law in others],
        "cards": _near(book, speech),
        "form": book.cards(speech, Audience.EMPLOYEE, Placing.FORM)[:1],
    }


def _told(page: Page, speech: Speech, book: Book) -> dict:
    own = [one for one in book.cards(speech, Audience.EMPLOYEE) if one.line.organisation_id and one.line.phone]
    return {"own": own[:4], "form": book.cards(speech, Audience.EMPLOYEE, Placing.FORM)[:1]}


def _traces(page: Page, speech: Speech, book: Book) -> dict:
    said = speech.texts["traces"]
    parts = ("does", "not", "safer", "clear")
    return {
        "parts": [
            {"title": said[f"{part}_h"], "items": [said[f"{part}_{n}"] for n in range(1, 9) if f"{part}_{n}" in said]}
            for part in parts
        ]
    }


def _near(book: Book, speech: Speech) -> list[Card]:
    """Whom an employee talks to: the municipality's own first, then the country's for children and for staff."""
    cards = book.cards(speech, Audience.EMPLOYEE)
    own = [one for one in cards if one.line.organisation_id]
    country = [one for one in cards if not one.line.organisation_id]
    # Where the municipality has none of its own yet, everything that the country has is shown.
    chosen = [one for one in country if one.line.placing == Placing.FIRST or Audience.ADULT not in one.line.audiences]
    return [*own, *(chosen if own else country)]


def _law(law: LawSnippet, said: dict[str, str]) -> dict:
    text = said["law_checked"] if law.checked_at else said["law_seen"] if law.shipped_id else ""
    return {
        "law": law,
        "seen": text.replace("{date}", law.last_seen.strftime(DATE)),
        "verify": said["law_verify"] if law.doubtful or law.overdue or not text else "",
    }


CONTEXTS = {
    "entrance": _entrance,
    "lines": _lines,
    "employee": _employee,
    "worker": _worker,
    "told": _told,
    "traces": _traces,
}
