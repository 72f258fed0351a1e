"""Set up a run, look at it, get ready for it, call it off; its record and its sheet."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tryggby.drills.access import keeps_answers, leads_run
from tryggby.drills.actions import Refused, cancel_run, open_run, plan_run
from tryggby.drills.answers import local_answers
from tryggby.drills.forms import RunForm
from tryggby.drills.models import DrillRun, Phase
from tryggby.drills.record import record_page
from tryggby.drills.screens import session_of
from tryggby.drills.sheet import sheet_page
from tryggby.drills.shelf import find_drill
from tryggby.drills.texts import written_out
from tryggby.organisations.door import own_units


@require_http_methods(["GET", "HEAD", "POST"])
def new_run(request, package, drill):
    """Where and when; «nå» leads straight to getting ready."""
    found = get_object_or_404(find_drill(request.user, package, drill).select_related("release__package"))
    units = own_units(request.user)
    if not units:
        messages.info(request, _("Du kan starte øvelser der du jobber. Spør koordinatoren om å bli lagt til."))
        return redirect("drills:drill", package, drill)
    first = {"unit": request.GET.get("enhet")} if request.GET.get("enhet") else {}
    form = RunForm(request.POST or None, units=units, drill=found, initial=first)
    if request.method == "POST" and form.is_valid():
        run = plan_run(by=request.user, drill=found, once=request.POST.get("once"), **form.facts())
        return redirect("drills:run", run.key)
    context = {"form": form, "drill": found, "units": units}
    return render(request, "drills/new_run.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def run(request, key):
    """One run: getting ready for it, or where it stands; when it is closed, its record."""
    found = _visible(request, key)
    if found.phase == Phase.CLOSED:
        return redirect("drills:record", key)
    may = leads_run(request.user, found)
    refusal = ""
    if request.method == "POST" and may:
        try:
            open_run(by=request.user, run=found, without_local=bool(request.POST.get("without_local")))
            return redirect("drills:lead", key)
        except Refused as refused:
            refusal = str(refused)
    context = _run_page(request.user, found) | {"may": may, "refusal": refusal}
    return render(request, "drills/run.html", context, status=422 if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def cancellation(request, key):
    """Ask, and then call the run off."""
    found = get_object_or_404(_runnable(request), key=key)
    if found.phase not in (Phase.PLANNED, Phase.BRIEF):
        return redirect("drills:run", key)
    if request.method == "POST":
        cancel_run(by=request.user, run=found)
        messages.success(request, _("Øvelsen er avlyst."))
        return redirect("drills:shelf")
    return render(request, "drills/cancellation.html", {"run": found, "drill": found.drill})


@require_safe
def run_sheet(request, key):
    """The sheet of this run, with the unit's local answers: with it one can go on without a network."""
    found = _visible(request, key)
    return render(request, "drills/sheet.html", sheet_page(found.drill, found.unit) | {"run": found})


@require_safe
def record(request, key):
    """One page: what was run, how many were there, what the group saw and chose, one thing it changes."""
    found = _visible(request, key)
    if found.phase != Phase.CLOSED:
        return redirect("drills:run", key)
    return render(request, "drills/record.html", record_page(found))


def _run_page(person, found: DrillRun) -> dict:
    """What one sees of a run before and while it lasts."""
    local, body = local_answers(found.unit, found.drill.body["local"]), written_out(found.drill)
    return {
        "run": found,
        "drill": found.drill,
        "body": body,
        "session": session_of(found, body),
        "local": local,
        "missing": [row for row in local if row.is_missing],
        "keeps": keeps_answers(person, found.unit),
        "passed": found.phase == Phase.PLANNED and not found.is_to_come,
    }


def _visible(request, key: str) -> DrillRun:
    runs = DrillRun.objects.visible_to(request.user) | DrillRun.objects.run_by(request.user)
    related = ("drill__release__package", "unit__service", "facilitator")
    return get_object_or_404(runs.distinct().select_related(*related), key=key)


def _runnable(request):
    return DrillRun.objects.run_by(request.user).select_related("drill__release__package", "unit__service")
