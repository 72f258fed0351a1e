"""Reports on effect: asked for in one click, followed, cancelled and fetched."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tryggby.audit.door import record
from tryggby.ground.door import in_pieces
from tryggby.insight.actions import ask_report, cancel_report
from tryggby.insight.models import EffectReport, ReportFile
from tryggby.organisations.door import Organisation
from tryggby.ui.door import keyset_page

TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


@require_http_methods(["GET", "HEAD", "POST"])
def effect_reports(request):
    """The reports of one's organisations, newest first; a POST asks for a new one, or gives the one on its way."""
    coordinated = Organisation.objects.coordinated_by(request.user).order_by("name", "pk")
    if not coordinated:
        raise Http404
    # There is nothing to report on before the first count.
    mine = coordinated.filter(coverage_places__level=0)
    if request.method == "POST":
        organisation = get_object_or_404(mine, key=request.POST.get("organisation", ""))
        report = ask_report(by=request.user, organisation=organisation, once=request.POST.get("once"))
        return redirect("insight:effect_report", report.key)
    reports = EffectReport.objects.visible_to(request.user).select_related("organisation")
    page = keyset_page(reports, query=request.GET, by=("-asked_at", "-pk"), size=20)
    return render(request, "insight/effect_reports.html", {"page": page, "organisations": mine})


@require_safe
def effect_report(request, key: str):
    """One report: how far it has come, or its files."""
    report = _report(request, key)
    kinds = list(ReportFile.Kind)
    context = {
        "report": report,
        "files": report.files.all(),
        "making": kinds[report.progress["files"]].label if report.progress else "",
        "number": report.progress.get("files", 0) + 1,
        "all": len(kinds),
    }
    return render(request, "insight/effect_report.html", context)


@require_POST
def effect_report_cancellation(request, key: str):
    """Stop a report that is on its way."""
    report = _report(request, key)
    cancel_report(by=request.user, report=report)
    return redirect("insight:effect_report", report.key)


@require_safe
def effect_report_file(request, key: str, kind: str):
    """One file of a report that is ready; that it was fetched is noted."""
    report = _report(request, key)
    if report.state != "ready":
        raise Http404
    made = get_object_or_404(report.files, kind=kind)
    record(by=request.user, verb="fetch_report", of=report, organisation=report.organisation_id, kind=kind)
    try:
        stored = made.file.open("rb")
    except OSError as gone:
        raise Http404 from gone
    response = in_pieces(request, stored, made.size, TYPES[kind.rsplit(".", 1)[-1]])
    name = slugify(report.organisation.name) or "kommune"
    response["Content-Disposition"] = f'attachment; filename="effekt-{name}-{report.asked_at:%Y-%m-%d}.{kind}"'
    return response


def _report(request, key: str) -> EffectReport:
    return get_object_or_404(EffectReport.objects.visible_to(request.user).select_related("organisation"), key=key)
