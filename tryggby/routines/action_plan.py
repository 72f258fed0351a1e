"""Every adopted routine of an organisation in one document: for the screen, as a tagged PDF and as Markdown."""

from dataclasses import dataclass

import typst
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tryggby.ground.door import today
from tryggby.organisations.door import Organisation, Unit, standing
from tryggby.routines.models import Adoption


@dataclass(frozen=True)
class Chapter:
    """One routine: which units have adopted it, and each unit's text."""

    title: str
    purpose: str
    adoptions: list[Adoption]


@dataclass(frozen=True)
class Collection:
    """The whole; `without` are units that have adopted nothing yet, as a number only."""

    organisation: str
    day: str
    chapters: list[Chapter]
    units: int
    with_routine: int


def collect(organisation: Organisation, units) -> Collection:
    """What holds now in these units, by routine; two queries."""
    found = Adoption.objects.in_force().filter(unit__in=units).select_related("unit", "routine", "version")
    rows = list(found.order_by("routine__focus", "unit__name", "pk"))
    chapters: dict[int, Chapter] = {}
    for row in rows:
        content = row.content
        chapters.setdefault(row.routine_id, Chapter(content["title"], content["purpose"], [])).adoptions.append(row)
    return Collection(
        organisation=organisation.name,
        day=date_format(today(), "j. F Y"),
        chapters=list(chapters.values()),
        units=units.count(),
        with_routine=len({row.unit_id for row in rows}),
    )


def as_markdown(whole: Collection) -> str:
    """The collection as Markdown, for the editor in which the plan is written."""
    lines = [f"# {_('Vedtatte rutiner')} – {whole.organisation}", "", intro(whole), ""]
    for chapter in whole.chapters:
        lines += [f"## {_plain(chapter.title)}", "", _plain(chapter.purpose), ""]
        for adoption in chapter.adoptions:
            lines += [f"### {_plain(adoption.unit.name)}", "", decided(adoption), ""]
            for number, step in enumerate(adoption.content["steps"], 1):
                lines += [f"{number}. **{_plain(step['title'])}** {_plain(' '.join(step['text'].split()))}"]
            lines += [""]
    return "\n".join(lines)


def as_pdf(whole: Collection) -> bytes:
    """The collection as a tagged PDF (PDF/UA-1); every text goes in as a string, never as markup."""
    parts = [
        f"#set document(title: {_text(_('Vedtatte rutiner'))}, author: {_text(whole.organisation)})",
        '#set text(lang: "nb", size: 10.5pt)',
        '#set page(paper: "a4", margin: 22mm, numbering: "1")',
        f"#heading(level: 1, {_text(_('Vedtatte rutiner'))})",
        f"#par({_text(whole.organisation)})",
        f"#par({_text(intro(whole))})",
    ]
    for chapter in whole.chapters:
        parts += [f"#heading(level: 2, {_text(chapter.title)})", f"#par({_text(chapter.purpose)})"]
        for adoption in chapter.adoptions:
            parts += [f"#heading(level: 3, {_text(adoption.unit.name)})", f"#par({_text(decided(adoption))})"]
            steps = [
                f"[#strong({_text(s['title'])}) #linebreak() #{_text(s['text'])}]" for s in adoption.content["steps"]
            ]
            parts += [f"#enum({', '.join(steps)})"]
    return typst.compile("\n\n".join(parts).encode(), format="pdf", pdf_standards="ua-1")


def intro(whole: Collection) -> str:
    """What the document is, with its day and its reach."""
    facts = {"day": whole.day, "n": whole.with_routine, "all": whole.units}
    return _("Rutiner som gjelder per %(day)s. %(n)d av %(all)d enheter har vedtatt minst én.") % facts


def decided(adoption: Adoption) -> str:
    """Number, day, place, version and next look, in a sentence."""
    return _("Vedtak nummer %(n)d, %(day)s, i %(place)s. Utgave %(version)d av malen. Neste gjennomgang %(next)s.") % {
        "n": adoption.number,
        "day": date_format(adoption.decided_on, "j. F Y"),
        "place": adoption.decided_in,
        "version": adoption.version.number,
        "next": date_format(adoption.review_by, "j. F Y"),
    }


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
