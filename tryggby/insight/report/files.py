"""Writes the files of a report as pieces of bytes: spreadsheet, CSV, and open data as CSV and JSON."""

import datetime as dt
import json
from collections.abc import Callable, Iterator

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tryggby.ground.door import months_before, today
from tryggby.insight.effect.periods import after
from tryggby.insight.effect.reading import spreads_of
from tryggby.insight.effect.words import LICENCE, LICENCE_URL, definitions
from tryggby.insight.models import CoveragePlace
from tryggby.insight.report import contents
from tryggby.insight.sheets import csv_text, workbook_stream

Tell = Callable[[int], object]
# Open data name districts and services, never a workplace or a unit.
OPEN = CoveragePlace.Level.SERVICE
# Column → what it holds; the same in the JSON's dictionary.
COLUMNS = ("table", "level", "district", "service", "age", "from", "until", "measure", "value", "of")


def xlsx(top: CoveragePlace, tell: Tell) -> Iterator[bytes]:
    """Every place by quarter and by month, self-reviews, children's answers, and how the figures are made."""
    children = (contents.child_cells(*line) for line in contents.child_lines(top))
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
    """One figure a line; an empty value is not shown, decimals have a point. The columns are explained in the JSON."""
    return csv_text(COLUMNS, _long(top, tell), mark=".")


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
            "age": _("Barnas alder: under13 er under 13 år, from13 er 13 år og eldre. Tomt når tallet ikke er om barn"),
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
        span = ["", contents.day(row.quarter), contents.day(_last(after(row.quarter)))]
        yield ["quarters", *place, *span, "reached", row.reached, row.people]
        yield ["quarters", *place, *span, "hours", contents.hours(row.minutes), row.people]
        yield ["quarters", *place, *span, "gatherings", row.gatherings, row.people]
        yield ["quarters", *place, *span, "guidance", row.guidance, row.people]
    for spot, row in contents.month_lines(top, tell, OPEN):
        place = spot.columns(OPEN)
        span = ["", contents.day(row.month), contents.day(_last(months_before(row.month, -1)))]
        yield ["months", *place, *span, "practised", row.held, row.units]
        yield ["months", *place, *span, "still_6", row.still_6, row.began_6]
        yield ["months", *place, *span, "still_12", row.still_12, row.began_12]
    yield from _reviews(top)
    for row, label, count in contents.child_lines(top):
        span = [row.band, contents.day(row.since), contents.day(row.until)]
        yield ["children", "", "", row.service, *span, f"children: {row.question}: {label}", count, row.number]


def _reviews(top: CoveragePlace) -> Iterator[list]:
    bands = (_("gikk videre"), "1–2", "3", "4–5")
    for one in spreads_of(top.organisation):
        for row in one.rows:
            for band, count in zip(bands, row.cells, strict=True):
                measure = f"self_review: {one.item}: {row.moment}: {band}"
                yield ["self_review", "", "", "", "", "", "", measure, count, row.units or None]


def _last(day: dt.date) -> dt.date:
    """The day before."""
    return day - dt.timedelta(days=1)
