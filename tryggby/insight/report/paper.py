"""Figures on paper: a tagged PDF for everybody (PDF/UA-1), with language, title, headings and real tables."""

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tryggby.ground.door import OSLO, today
from tryggby.insight.effect import reading
from tryggby.insight.effect import words as meaning
from tryggby.insight.models import CoveragePlace
from tryggby.ui.door import date_format

DRAWN = Path(__file__).parent / "paper.typ"
Section = dict[str, Any]


def effect_pdf(top: CoveragePlace) -> bytes:
    """The report on an organisation: itself, its districts or services, self-reviews and children's answers."""
    means = meaning.definitions(today())
    quarters, months = reading.quarters_of(top), reading.months_of(top)
    taken = date_format(timezone.now().astimezone(OSLO), "j. F Y")
    sections = [
        section(
            means["reach"].title,
            [means["reach"].means],
            heads=[_("Kvartal"), _("Nådd")],
            rows=[[row.name, row.reach_words] for row in quarters],
            points=reading.points(quarters),
            wordy=True,
        ),
        section(
            means["dose"].title,
            [means["dose"].means],
            heads=[_("Kvartal"), _("Timer per ansatt"), _("Samlinger per ansatt"), _("Veiledning per ansatt")],
            rows=[[row.name, row.hours_words, row.gatherings_words, row.guidance_words] for row in quarters],
        ),
        *_places(top, quarters),
        section(
            means["practice"].title,
            [means["practice"].means],
            heads=[_("Måned"), _("Enheter som øvde"), _("Øver fortsatt etter 6 måneder"), _("Etter 12 måneder")],
            rows=[_month(row) for row in months],
            points=reading.month_points(months),
        ),
        *_reviews(top, means),
        *_children(top, means),
        *_words(means),
    ]
    return pdf(
        _("Effekt: %(place)s") % {"place": top.organisation.name},
        top.organisation.name,
        [_("Hentet ut %(day)s. Stedet sammenlignes bare med seg selv før.") % {"day": taken}],
        sections,
    )


def coverage_pdf(*, place: CoveragePlace, chosen, figures, below, notes, series, points) -> bytes:
    """The report on whom training has reached, with how the figures are made."""
    groups: dict[str, list] = {}
    for figure in figures:
        groups.setdefault(figure.group or _("Krav som gjelder"), []).append([figure.label, figure.words])
    heads = [_("Opplæring"), _("Ferdige")]
    sections = [section(name, heads=heads, rows=rows, wordy=True) for name, rows in groups.items()]
    if chosen and below:
        rows = [[one.label, figure.words] for one, figure in below]
        title = _("%(title)s, sted for sted") % {"title": chosen.title}
        sections.append(section(title, heads=[_("Sted"), _("Ferdige")], rows=rows, wordy=True))
    if series:
        rows = [[date_format(month, "F Y"), figure.words] for month, figure in series]
        title = _("%(title)s, måned for måned") % {"title": chosen.title}
        sections.append(section(title, heads=[_("Måned"), _("Ferdige")], rows=rows, points=points, wordy=True))
    sections.append(section(_("Slik er tallene laget"), pairs=notes))
    title = _("Hvem opplæringen har nådd: %(place)s") % {"place": place.label}
    lead = ngettext("%(n)d ansatt", "%(n)d ansatte", place.people) % {"n": place.people}
    return pdf(title, place.organisation.name, [lead], sections)


def pdf(title: str, author: str, lead: Sequence[str], sections: Sequence[Section]) -> bytes:
    """A tagged PDF of sections; every text goes in as a string, never as markup."""
    import typst  # read when the first paper is drawn

    on = today()
    words = {
        "language": translation.get_language() or "nb",
        "title": title,
        "author": author,
        "day": [on.year, on.month, on.day],
        "lead": list(lead),
        "sections": list(sections),
    }
    made = typst.compile(
        DRAWN.read_bytes(),
        format="pdf",
        sys_inputs={"words": json.dumps(words, ensure_ascii=False)},
        pdf_standards="ua-1",
        timestamp=int(dt.datetime.combine(on, dt.time(12), dt.UTC).timestamp()),
        font_paths=typst.Fonts(include_system_fonts=False),
    )
    assert isinstance(made, bytes)
    return made


def section(
    title: str,
    text: Sequence[str] = (),
    *,
    level: int = 2,
    heads: Sequence[str] = (),
    rows: Sequence[Sequence[object]] = (),
    points: Sequence[tuple[str, int]] = (),
    pairs: Sequence[tuple[str, str]] = (),
    wordy: bool = False,
) -> Section:
    """A heading with text, a drawing, a table and explained words, as far as they are given."""
    made: Section = {"level": level, "title": title, "text": list(text), "pairs": [list(pair) for pair in pairs]}
    if points:
        made["chart"] = render_to_string("insight/parts/chart.svg", {"points": points})
        made["chart_words"] = ", ".join(f"{label}: {value}" for label, value in points)
    if rows:
        widths = [2, *[1.4 if wordy else 1] * (len(heads) - 1)]
        cells = [[str(cell) for cell in row] for row in rows]
        made |= {"heads": list(heads), "rows": cells, "widths": widths, "wordy": wordy}
    elif heads:
        made["text"] = [*made["text"], _("Ingen tall ennå.")]
    return made


def _places(top: CoveragePlace, counted: list[reading.QuarterRow]) -> list[Section]:
    """The places right below, by name: the newest quarter that was counted, and the place's own one year before."""
    rows = []
    newest = counted[-1].quarter if counted else None
    for place in top.children.select_related("service", "district").order_by("name", "pk"):
        quarters = reading.quarters_of(place)
        if quarters and quarters[-1].quarter == newest:
            before = reading.year_before(quarters)
            rows.append([place.label, quarters[-1].reach_words, before.reach_words if before else "–"])
    title = _("Sted for sted, i alfabetisk rekkefølge")
    heads = [_("Sted"), _("Nådd i siste kvartal"), _("Stedets eget tall ett år før")]
    return [section(title, level=3, heads=heads, rows=rows, wordy=True)] if rows else []


def _month(row: reading.MonthRow) -> list[str]:
    of = _("%(n)d av %(all)d")
    return [
        date_format(row.month, "F Y"),
        of % {"n": row.held, "all": row.units},
        of % {"n": row.still_6, "all": row.began_6} if row.began_6 else "–",
        of % {"n": row.still_12, "all": row.began_12} if row.began_12 else "–",
    ]


def _reviews(top: CoveragePlace, means) -> list[Section]:
    found = [section(means["review"].title, [means["review"].means])]
    heads = [_("Når"), _("Enheter"), _("Gikk videre"), "1–2", "3", "4–5"]
    for one in reading.spreads_of(top.organisation):
        if not one.is_shown:
            few = _("For få enheter har svart til at det kan vises")
            found.append(section(f"{one.element}: {one.text}", [few], level=3))
            continue
        rows = [[row.name, row.units or _hidden(), *(_cell(cell) for cell in row.cells)] for row in one.rows]
        found.append(section(f"{one.element}: {one.text}", level=3, heads=heads, rows=rows))
    return found


def _children(top: CoveragePlace, means) -> list[Section]:
    rows = reading.children_of(top.organisation)
    found = [section(means["children"].title, [means["children"].means] if rows else [_("Ingen tall ennå.")])]
    for row in rows:
        facts = {
            "service": row.service,
            "age": row.age,
            "n": row.number,
            "since": date_format(row.since, "j. F Y"),
            "until": date_format(row.until, "j. F Y"),
        }
        text = _("%(service)s · %(age)s. %(n)d har svart, fra %(since)s til %(until)s.") % facts
        cells = [[label, _cell(count)] for label, count in row.cells]
        found.append(section(row.question, [text], level=3, heads=[_("Svar"), _("Antall")], rows=cells))
    return found


def _words(means) -> list[Section]:
    """How the figures are made."""
    found = [section(_("Slik er tallene laget"), pairs=meaning.notes())]
    return [*found, *(section(one.title, level=3, pairs=one.lines) for one in means.values())]


def _cell(count: int | None) -> str:
    return _hidden() if count is None else str(count)


def _hidden() -> str:
    return _("vises ikke")
