"""Writes the files of a report as pieces of bytes: spreadsheet, CSV, and open data as CSV and JSON."""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tryggby.ground.door import months_before, today
from tryggby.insight.effect.periods import after
from tryggby.insight.effect.reading import children_of, spreads_of
from tryggby.insight.effect.words import LICENCE, LICENCE_URL, definitions
from tryggby.insight.models import CoveragePlace
from tryggby.insight.report import contents
from tryggby.insight.sheets import csv_text, workbook_stream

Tell = Callable[[int], object]
# Open data name districts and services, never a workplace or a unit.
OPEN = CoveragePlace.Level.SERVICE
# Column → what it holds; the same in the JSON's dictionary.
COLUMNS = ("table", "level", "district", "service", "from", "until", "measure", "value", "of")


def xlsx(top: CoveragePlace, tell: Tell) -> Iterator[bytes]:
    """Every place by quarter and by month, self-reviews, children's answers, and how the figures are made."""
    children = ([*row[:-1], label, contents.or_hidden(count)] for row, label, count in _children(top))
    return workbook_stream(
        [
            (
                _("Rekkevidde og mengde"),
                contents.quarter_heads(),
                (contents.quarter_cells(*line) for line in contents.quarter_lines(top, tell)),
            ),
            (
                _("Øving"),
                contents.month_heads(),
                (contents.month_cells(*line) for line in contents.month_lines(top, tell)),
            ),
            (_("Egenvurdering"), contents.review_heads(), contents.review_cells(top)),
            (_("Barnas svar"), contents.child_heads(), children),
            (_("Slik er tallene laget"), [_("Tall"), _("Hva"), _("Forklaring")], contents.word_lines()),
        ]
    )


def csv(top: CoveragePlace, tell: Tell) -> Iterator[bytes]:
    """Every place by quarter."""
    lines = (contents.quarter_cells(*line) for line in contents.quarter_lines(top, tell))
    return csv_text(contents.quarter_heads(), lines)


def open_csv(top: CoveragePlace, tell: Tell) -> Iterator[bytes]:
    """One figure a line; an empty value is not shown. The columns are explained in the JSON."""
    return csv_text(COLUMNS, _long(top, tell))


def open_json(top: CoveragePlace, tell: Tell) -> Iterator[bytes]:
    """The same lines with licence, publisher and a dictionary of columns and measures."""
    head = {
        "title": _("Effekt av traumebevisst praksis"),
        "publisher": top.organisation.name,
        "language": get_language(),
        "licence": {"name": LICENCE, "url": LICENCE_URL},
        "made_on": contents.day(today()),
        "dictionary": dictionary(),
    }
    yield json.dumps(head, ensure_ascii=False, indent=1)[:-2].encode() + b',\n "figures": [\n'
    first = True
    for line in _long(top, tell):
        row = dict(zip(COLUMNS, line, strict=True))
        yield ("" if first else ",\n").encode() + json.dumps(row, ensure_ascii=False).encode()
        first = False
    yield b"\n]}\n"


def dictionary() -> dict:
    """What the columns and the measures mean."""
    means = definitions(today())
    dose, practice = means["dose"].means, means["practice"].means
    return {
        "columns": {
            "table": _("Hvilken tabell linjen hører til"),
            "level": _("Hele organisasjonen, bydel eller tjeneste"),
            "district": _("Bydelens navn"),
            "service": _("Tjenestens navn"),
            "from": _("Første dag i perioden"),
            "until": _("Siste dag i perioden"),
            "measure": _("Hva tallet er"),
            "value": _("Tallet. Tomt når det ikke vises"),
            "of": _("Hvor mange tallet er av"),
        },
        "measures": {
            "reached": means["reach"].means,
            "hours": dose,
            "gatherings": dose,
            "guidance": dose,
            "practised": practice,
            "still_6": practice,
            "still_12": practice,
            "self_review": means["review"].means,
            "children": means["children"].means,
        },
        "hidden": {code: one.hidden for code, one in means.items()},
        "period": {code: one.period for code, one in means.items()},
    }


def _long(top: CoveragePlace, tell: Tell) -> Iterator[list]:
    for spot, row in contents.quarter_lines(top, tell, OPEN):
        place = spot.columns(OPEN)
        span = [contents.day(row.quarter), contents.day(_last(after(row.quarter)))]
        yield ["quarters", *place, *span, "reached", row.reached, row.people]
        yield ["quarters", *place, *span, "hours", contents.hours(row.minutes), row.people]
        yield ["quarters", *place, *span, "gatherings", row.gatherings, row.people]
        yield ["quarters", *place, *span, "guidance", row.guidance, row.people]
    for spot, row in contents.month_lines(top, tell, OPEN):
        place = spot.columns(OPEN)
        span = [contents.day(row.month), contents.day(_last(months_before(row.month, -1)))]
        yield ["months", *place, *span, "practised", row.held, row.units]
        yield ["months", *place, *span, "still_6", row.still_6, row.began_6]
        yield ["months", *place, *span, "still_12", row.still_12, row.began_12]
    yield from _reviews(top)
    for row, label, count in _children(top):
        service, question, since, until, number = row[:5]
        measure = f"children: {question}: {label}"
        yield ["children", "", "", service, contents.day(since), contents.day(until), measure, count, number]


def _reviews(top: CoveragePlace) -> Iterator[list]:
    bands = (_("gikk videre"), "1–2", "3", "4–5")
    for one in spreads_of(top.organisation):
        for row in one.rows:
            for band, count in zip(bands, row.cells, strict=True):
                measure = f"self_review: {one.item}: {row.moment}: {band}"
                yield ["self_review", "", "", "", "", "", measure, count, row.units or None]


def _children(top: CoveragePlace) -> Iterable[tuple[list, str, int | None]]:
    for row in children_of(top.organisation):
        for label, count in row.cells:
            yield [row.service, row.question, row.since, row.until, row.number, label], label, count


def _last(day: dt.date) -> dt.date:
    """The day before."""
    return day - dt.timedelta(days=1)
