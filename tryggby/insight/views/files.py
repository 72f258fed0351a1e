"""Coverage as spreadsheets, streamed: sums for coordinators, own people for leaders."""

from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tryggby.audit.door import record
from tryggby.insight import people, reading
from tryggby.insight.models import CoveragePlace
from tryggby.insight.sheets import csv_text, workbook_stream
from tryggby.insight.views.people import led_unit
from tryggby.organisations.door import Unit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def place_xlsx(request, key: str):
    """The place and all below it by every training, with how the figures are made on a sheet of its own."""
    place = _place(request, key)
    trainings = reading.trainings_of(place)
    sheets = [
        (_("Dekning"), reading.matrix_heads(trainings), reading.matrix_lines(place, trainings)),
        (_("Slik er tallene laget"), [_("Hva"), _("Forklaring")], reading.notes(place)),
    ]
    return _stream(workbook_stream(sheets), place.label, "xlsx")


@require_safe
def place_csv(request, key: str):
    """The same as CSV."""
    place = _place(request, key)
    trainings = reading.trainings_of(place)
    lines = csv_text(reading.matrix_heads(trainings), reading.matrix_lines(place, trainings))
    return _stream(lines, place.label, "csv")


@require_safe
def people_xlsx(request, key: str):
    """Own people by every requirement; that names were taken out is noted."""
    unit, requirements = _own(request, key)
    sheets = [
        (_("Ansatte"), _heads(requirements), people.file_lines(unit, requirements)),
        (
            _("Om listen"),
            [_("Om listen")],
            [[_("Listen har navn. Oppbevar den trygt, og slett den når du er ferdig.")]],
        ),
    ]
    return _stream(workbook_stream(sheets), unit.name, "xlsx")


@require_safe
def people_csv(request, key: str):
    """The same as CSV."""
    unit, requirements = _own(request, key)
    return _stream(csv_text(_heads(requirements), people.file_lines(unit, requirements)), unit.name, "csv")


def _place(request, key: str) -> CoveragePlace:
    places = CoveragePlace.objects.summed_for(request.user).select_related("organisation", "service", "district")
    return get_object_or_404(places, key=key)


def _own(request, key: str) -> tuple[Unit, list]:
    unit = led_unit(request, key)
    record(by=request.user, verb="export_colleagues", of=unit, organisation=unit.organisation_id)
    return unit, people.requirements_of(unit)


def _heads(requirements) -> list[str]:
    return [_("Navn"), _("Enhet"), *(one.title for one in requirements)]


def _stream(pieces, name: str, kind: str) -> StreamingHttpResponse:
    content_type = XLSX if kind == "xlsx" else "text/csv; charset=utf-8"
    response = StreamingHttpResponse(_in_language(pieces, get_language()), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="dekning-{slugify(name) or "sted"}.{kind}"'
    return response


def _in_language(pieces, language: str):
    """The pieces are made after the reader's language was laid down; take it up again for each."""
    pieces = iter(pieces)
    while True:
        with override(language):
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece
