"""The coordinator's overview, a cohort's status page for print, and its spreadsheet."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from tryggby.audit.door import record
from tryggby.desk.troubles import mail_troubles
from tryggby.insight.door import cohort_progress, cohort_workbook, cohorts_progress
from tryggby.organisations.door import Role, coordinates, installation, standing
from tryggby.programmes.door import Cohort, CohortDraft, timeline

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def coordinator(request):
    """Cohorts that run, units that stand still and why, drafts, and mail that did not get through."""
    if not standing(request.user).has(Role.COORDINATOR):
        raise Http404
    cohorts = Cohort.objects.run_by(request.user).running().select_related("programme", "organisation")
    rows, made = cohorts_progress(cohorts), installation(request)
    context = {
        "rows": rows,
        "drafts": CohortDraft.objects.visible_to(request.user).open(),
        "troubles": mail_troubles(request.user),
        "owns": made is not None and coordinates(request.user, made.owner_id),
    }
    return render(request, "desk/coordinator.html", context)


@require_safe
def status(request, key: str):
    """One printable page: what has been held, where the units stand, what stands still and why."""
    cohort = _cohort(request, key)
    stops = timeline(cohort)
    context = {"cohort": cohort, "stops": stops, "units": cohort_progress(cohort), "now": timezone.now()}
    return render(request, "desk/status.html", context)


@require_safe
def export(request, key: str):
    """The cohort as XLSX; taking it out is noted, since it has names."""
    cohort = _cohort(request, key)
    content = cohort_workbook(cohort)
    record(by=request.user, verb="export_cohort", of=cohort, organisation=cohort.organisation_id)
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{slugify(cohort.name) or "kull"}.xlsx"'
    return response


def _cohort(request, key: str) -> Cohort:
    return get_object_or_404(Cohort.objects.run_by(request.user).select_related("programme", "organisation"), key=key)
