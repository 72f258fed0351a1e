"""Every adopted routine of an organisation in one document: for the screen, as a tagged PDF and as Markdown; as a
Word document in word_document.py."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tryggby.ground.door import today
from tryggby.help.door import LawSnippet, law_snippets
from tryggby.organisations.door import Organisation, Unit, standing
from tryggby.routines.models import Adoption
from tryggby.ui.door import date_format


@dataclass(frozen=True)
class Chapter:
    """One routine: which units have adopted it, and each unit's text."""

    title: str
    purpose: str
    language: str
    adoptions: list[Adoption]


@dataclass(frozen=True)
class Part:
    """A piece of the document: `title`, `chapter`, `section`, `text`; `steps` and `points` have rows of title, text.

    `language` is said where it may be another than the reader's.
    """

    kind: str
    text: str = ""
    rows: list[tuple[str, str]] = field(default_factory=list)
    language: str = ""


@dataclass(frozen=True)
class Collection:
    """The whole; `without` are units that have adopted nothing yet, as a number only."""

    organisation: str
    day: str
    chapters: list[Chapter]
    units: int
    with_routine: int
    laws: list[LawSnippet]


def collect(organisation: Organisation, units) -> Collection:
    """What holds now in these units, by routine, and the sections of the law they name; three queries."""
    found = Adoption.objects.in_force().filter(unit__in=units).select_related("unit", "routine", "version")
    rows = list(found.order_by("routine__focus", "unit__name", "pk"))
    chapters: dict[int, Chapter] = {}
    for row in rows:
        content = row.text
        first = Chapter(content["title"], content["purpose"], content["language"], [])
        chapters.setdefault(row.routine_id, first).adoptions.append(row)
    laws = sorted({law for row in rows for law in row.content["laws"]})
    return Collection(
        organisation=organisation.name,
        day=date_format(today(), "j. F Y"),
        chapters=list(chapters.values()),
        units=units.count(),
        with_routine=len({row.unit_id for row in rows}),
        laws=law_snippets(ids=laws) if laws else [],
    )


def parts(whole: Collection) -> Iterator[Part]:
    """The document from the top down, the same in every form it is given."""
    yield Part("title", _("Vedtatte rutiner"))
    yield Part("text", whole.organisation)
    yield Part("text", intro(whole))
    for chapter in whole.chapters:
        yield Part("chapter", chapter.title, language=chapter.language)
        yield Part("text", chapter.purpose, language=chapter.language)
        for adoption in chapter.adoptions:
            yield Part("section", adoption.unit.name)
            yield Part("text", decided(adoption))
            rows = [(step["title"], step["text"]) for step in adoption.content["steps"]]
            yield Part("steps", rows=rows, language=adoption.text["language"])
    if whole.laws:
        yield Part("chapter", _("Hva loven sier"))
        yield Part("points", rows=[(law.section, f"{law.gist} {law_note(law)}") for law in whole.laws])


def as_markdown(whole: Collection) -> str:
    """The collection as Markdown, for the editor in which the plan is written."""
    marks = {"title": "# ", "chapter": "## ", "section": "### ", "text": ""}
    lines = []
    for part in parts(whole):
        for number, (title, text) in enumerate(part.rows, 1):
            sign = f"{number}." if part.kind == "steps" else "-"
            lines += [f"{sign} **{_plain(title)}** {_plain(' '.join(text.split()))}"]
        lines += [] if part.rows else [f"{marks[part.kind]}{_plain(part.text)}"]
        lines += [""]
    return "\n".join(lines)


def as_pdf(whole: Collection) -> bytes:
    """The collection as a tagged PDF (PDF/UA-1); every text goes in as a string, never as markup."""
    levels = {"title": 1, "chapter": 2, "section": 3}
    lines = [
        f"#set document(title: {_text(_('Vedtatte rutiner'))}, author: {_text(whole.organisation)})",
        f'#set text(lang: "{get_language() or "nb"}", size: 10.5pt)',
        '#set page(paper: "a4", margin: 22mm, numbering: "1")',
    ]
    for part in parts(whole):
        if part.rows:
            rows = [f"[#strong({_text(title)}) #linebreak() #{_text(text)}]" for title, text in part.rows]
            made = f"#{'enum' if part.kind == 'steps' else 'list'}({', '.join(rows)})"
        elif part.kind in levels:
            made = f"#heading(level: {levels[part.kind]}, {_text(part.text)})"
        else:
            made = f"#par({_text(part.text)})"
        lines.append(f'#[#set text(lang: "{part.language}")\n{made}]' if part.language else made)
    return typst.compile("\n\n".join(lines).encode(), format="pdf", pdf_standards="ua-1")


def law_note(law) -> str:
    """Where a section was read, and the day it was last read against the law."""
    if law.checked_at:
        words = _("Sist kontrollert %(day)s.") % {"day": date_format(law.checked_at, "j. F Y")}
    else:
        words = _("Skrevet %(day)s. Ikke kontrollert mot loven hos oss ennå.") % {
            "day": date_format(law.seen_on, "j. F Y")
        }
    if law.overdue:
        words += " " + _("Det er på tide å lese den mot loven igjen.")
    if law.doubtful:
        words += " " + _("Usikker: spør en jurist før dere bygger på den.")
    return f"{_('Kilde: %(source)s.') % {'source': law.source}} {words}" if law.source else words


def intro(whole: Collection) -> str:
    """What the document is, with its day and its reach."""
    facts = {"day": whole.day, "n": whole.with_routine, "all": whole.units}
    return _("Rutiner som gjelder per %(day)s. %(n)d av %(all)d enheter har vedtatt minst én.") % facts


def decided(adoption: Adoption) -> str:
    """Number, day, place, version and next look, in two sentences."""
    made = _("Vedtak nummer %(n)d, %(day)s, i %(place)s. Utgave %(version)d av malen.") % {
        "n": adoption.number,
        "day": date_format(adoption.decided_on, "j. F Y"),
        "place": adoption.decided_in,
        "version": adoption.version.number,
    }
    return f"{made} {adoption.look_words}"


def units_of(person) -> tuple[Organisation | None, object]:
    """Whose collection the person may see: as coordinator the organisation's, as leader the units one leads."""
    held = standing(person)
    if held.coordinated:
        organisation = Organisation.objects.filter(pk__in=held.coordinated).order_by("pk").first()
        return organisation, Unit.objects.open().filter(organisation=organisation)
    led = Unit.objects.open().led_by(person)
    first = led.select_related("organisation").order_by("pk").first()
    return (first.organisation if first else None), led


def _text(text: str) -> str:
    """A string literal of typst."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _plain(text: str) -> str:
    """Text that Markdown leaves alone."""
    return "".join("\\" + sign if sign in "\\`*_{}[]<>#|!" else sign for sign in text)
