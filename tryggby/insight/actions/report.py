"""A report on effect: asked for, cancelled, made by the worker, and forgotten."""

import logging
import tempfile
from collections.abc import Callable, Iterable

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, override

from tryggby.audit.door import record
from tryggby.ground.door import claim, done, earlier
from tryggby.insight.models import CoveragePlace, EffectReport, ReportFile
from tryggby.insight.models.report import KEPT
from tryggby.insight.report import files
from tryggby.insight.report.paper import effect_pdf
from tryggby.insight.tasks import make_report
from tryggby.organisations.door import Organisation

log = logging.getLogger("tryggby.insight")
Kind = ReportFile.Kind
# How often the places are gone through in each file: once for each table that has them.
ROUNDS = {Kind.PDF: 0, Kind.XLSX: 2, Kind.CSV: 1, Kind.OPEN_CSV: 2, Kind.OPEN_JSON: 2}
WRITERS: dict[str, Callable[..., Iterable[bytes]]] = {
    Kind.PDF: lambda top, _tell: [effect_pdf(top)],
    Kind.XLSX: files.xlsx,
    Kind.CSV: files.csv,
    Kind.OPEN_CSV: files.open_csv,
    Kind.OPEN_JSON: files.open_json,
}


class Cancelled(Exception):
    """Somebody needs the report no more."""


@transaction.atomic
def ask_report(*, by, organisation: Organisation, once=None) -> EffectReport:
    """Ask the worker for a report; while one is on its way, asking again gives the same."""
    claimed = claim(once)
    if claimed is None and (found := EffectReport.objects.filter(key=earlier(once or "")).first()):
        return found
    Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    report = EffectReport.objects.under_way().filter(organisation=organisation).first()
    if report is None:
        report = EffectReport.objects.create(organisation=organisation, asked_by=by, language=get_language() or "nb")
        record(by=by, verb="ask_report", of=report, organisation=organisation.pk)
        make_report.enqueue(report.pk)
    if claimed:
        done(claimed, report.key)
    return report


@transaction.atomic
def cancel_report(*, by, report: EffectReport) -> None:
    """Stop a report that is on its way; one that is ready stays as it is."""
    report = EffectReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if report.is_under_way:
        report.cancelled_at = timezone.now()
        report.save(update_fields=["cancelled_at"])
        record(by=by, verb="cancel_report", of=report, organisation=report.organisation_id)


def build_report(*, by=None, report: EffectReport) -> None:
    """Make every file, the worker's part; after an interruption it begins anew. No entry: it was asked for.

    Each file is written to the side and becomes a row when it is whole.
    """
    _drop_files(report)
    top = CoveragePlace.objects.select_related("organisation").filter(organisation=report.organisation_id, level=0)
    try:
        with override(report.language):
            for kind in Kind.values:
                _write(report, kind, top.get())
        _finish(report)
    except Cancelled:
        _drop_files(report)
    except Exception:
        log.exception("report %s could not be made", report.key)
        _drop_files(report)
        EffectReport.objects.under_way().filter(pk=report.pk).update(failed_at=timezone.now())


def forget_reports(*, by=None) -> int:
    """Delete reports and their files when they have been kept long enough; returns how many."""
    old = list(EffectReport.objects.filter(asked_at__lt=timezone.now() - KEPT))
    for report in old:
        _drop_files(report)
        report.delete()
    return len(old)


def _write(report: EffectReport, kind: str, top: CoveragePlace) -> None:
    gone, of = 0, ROUNDS[Kind(kind)] * CoveragePlace.objects.filter(organisation=report.organisation_id).count()

    def tell(count: int) -> None:
        nonlocal gone
        gone += count
        _tell(report, kind, min(gone, of), of)

    tell(0)
    with tempfile.TemporaryFile() as aside:
        for piece in WRITERS[kind](top, tell):
            aside.write(piece)
        size = aside.tell()
        aside.seek(0)
        made = ReportFile(report=report, kind=kind, size=size)
        # What an interrupted worker may have left by this name is no row, and goes.
        made.file.storage.delete(f"{made.file.field.upload_to}/{report.key}.{kind}")
        made.file.save(f"{report.key}.{kind}", File(aside), save=True)


def _tell(report: EffectReport, kind: str, done: int, of: int) -> None:
    """Say how far it is; stops when the report has been cancelled meanwhile."""
    if not EffectReport.objects.under_way().filter(pk=report.pk).exists():
        raise Cancelled
    report.progress = {"kind": kind, "files": Kind.values.index(kind), "done": done, "of": of}
    report.save(update_fields=["progress"])


@transaction.atomic
def _finish(report: EffectReport) -> None:
    if not EffectReport.objects.under_way().filter(pk=report.pk).update(finished_at=timezone.now(), progress={}):
        raise Cancelled


def _drop_files(report: EffectReport) -> None:
    for made in report.files.all():
        made.file.delete(save=False)
        made.delete()
