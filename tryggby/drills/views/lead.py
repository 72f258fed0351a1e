"""The run while it lasts, for the one who leads; the big screen; and the end of it."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tryggby.drills.actions import Refused, close_run, resume_play, say_if_it_worked
from tryggby.drills.forms import FixForm, WorkedForm
from tryggby.drills.leading import carry_out, place_of
from tryggby.drills.models import DrillRun, Phase
from tryggby.drills.record import agreed_text, last_fix
from tryggby.drills.screens import lead_page, screen_mark, screen_page
from tryggby.organisations.door import colleagues


@require_http_methods(["GET", "HEAD", "POST"])
def lead(request, key):
    """Script, clock, acts, injects, decision points, then the talk: one screen after the other, none can be skipped."""
    run = get_object_or_404(_runnable(request), key=key)
    if run.phase in (Phase.PLANNED, Phase.CLOSED, Phase.CANCELLED):
        return redirect("drills:run", key)
    if request.method == "POST":
        return _led(request, run)
    if run.phase == Phase.FIX:
        return redirect("drills:fix", key)
    if _is_same(request, run):
        return HttpResponse(status=304)
    page = lead_page(run)
    if run.phase == Phase.BRIEF:
        page["last_fix"] = last_fix(run)
    return _marked(render(request, "drills/lead.html", page), page["mark"])


def _led(request, run: DrillRun) -> HttpResponse:
    go = request.POST.get("go", "")
    try:
        carry_out(by=request.user, run=run, go=go, data=request.POST)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(reverse("drills:lead", args=[run.key]) + place_of(go))


@require_safe
def screen(request, key):
    """The big screen: title, one instruction, clock, code."""
    run = get_object_or_404(_runnable(request), key=key)
    if run.phase in (Phase.PLANNED, Phase.CANCELLED):
        return redirect("drills:run", key)
    if _is_same(request, run):
        return HttpResponse(status=304)
    base = settings.BASE_URL or f"{request.scheme}://{request.get_host()}"
    page = screen_page(run, base)
    return _marked(render(request, "drills/screen.html", page), page["mark"])


@require_http_methods(["GET", "HEAD", "POST"])
def fix(request, key):
    """One thing to change, with owner and date: the only way to close a run."""
    run = get_object_or_404(_runnable(request), key=key)
    if run.phase != Phase.FIX:
        _tell_if_late(request, run)
        return redirect("drills:lead" if run.phase != Phase.CLOSED else "drills:record", key)
    if request.method != "POST" and _is_same(request, run):
        return HttpResponse(status=304)
    typed = _looked(request, run)
    data = None if typed else request.POST or None
    before, first = last_fix(run), {"headcount": run.seats.count() or None} | typed
    form = FixForm(data, people=colleagues(run.unit), initial=first)
    worked = WorkedForm(data, initial=typed) if before and not before.worked else None
    if form.is_bound and form.is_valid() and _close(request, run, form, before, worked):
        messages.success(request, _("Takk. Øvelsen er ferdig, og tiltaket ligger hos lederen."))
        return redirect("drills:record", key)
    context = {"run": run, "drill": run.drill, "form": form, "worked": worked, "before": before}
    context["mark"] = screen_mark(run)
    return _marked(render(request, "drills/fix.html", context, status=422 if form.is_bound else 200), context["mark"])


def _tell_if_late(request, run: DrillRun) -> None:
    """Say that what was typed is not kept, when somebody else, or the night, has closed the run meanwhile."""
    is_late = run.phase == Phase.CLOSED and request.method == "POST"
    if is_late and " ".join(request.POST.get("text", "").split()) != agreed_text(run):
        messages.info(request, _("Øvelsen var alt avsluttet. Det du skrev nå, er ikke lagret."))


def _looked(request, run: DrillRun) -> dict:
    """What is typed in the form, when the button asked to go on after a stop, or only to see what is new."""
    go = request.POST.get("go", "")
    if go == "resume":
        resume_play(by=request.user, run=run)
        run.refresh_from_db(fields=["stopped_at", "revision"])
    return request.POST.dict() if go in ("resume", "look") else {}


def _close(request, run: DrillRun, form: FixForm, before, worked) -> bool:
    """Close the run, with what the group says of the change from last time; a refusal is said in the form."""
    try:
        if worked is not None and worked.is_valid():
            say_if_it_worked(by=request.user, run=run, follow_up=before, worked=worked.cleaned_data["worked"])
        close_run(by=request.user, run=run, **form.facts())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _runnable(request):
    return DrillRun.objects.run_by(request.user).select_related("drill__release__package", "unit__service")


def _is_same(request, run: DrillRun) -> bool:
    asked = request.headers.get("If-None-Match")
    return bool(asked) and asked == f'"{screen_mark(run)}"'


def _marked(response: HttpResponse, mark: str) -> HttpResponse:
    response["ETag"] = f'"{mark}"'
    return response
