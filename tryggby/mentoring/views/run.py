"""The practice while it is held: phone, big screen, sheet; and the report afterwards."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tryggby.mentoring.access import people_of
from tryggby.mentoring.actions import Refused, go_to_step, pause_run, report_practice, resume_run, start_run
from tryggby.mentoring.forms import ReportForm
from tryggby.mentoring.ics import address
from tryggby.mentoring.models import Participation, Practice
from tryggby.mentoring.running import moment_of
from tryggby.mentoring.sheets import sheet_of


@require_http_methods(["GET", "HEAD", "POST"])
def run(request, key):
    """The phone in the mentor's hand: say this, do this, the clock. The step is kept here, so nothing is lost."""
    practice = get_object_or_404(_runnable(request), key=key)
    sheet = sheet_of(practice)
    if sheet is None or not practice.is_open:
        return redirect("mentoring:practice", key)
    if request.method == "POST":
        _carry_out(request, practice, len(sheet.steps))
        return redirect("mentoring:run", key)
    context = {"practice": practice, "sheet": sheet, "now": moment_of(practice, sheet)}
    return render(request, "mentoring/run.html" if practice.started_at else "mentoring/run_start.html", context)


@require_safe
def screen(request, key):
    """The big screen: title, one instruction, step, clock. `?merke=` answers 204 while nothing has changed."""
    practice = get_object_or_404(_runnable(request), key=key)
    sheet = sheet_of(practice)
    if sheet is None:
        return redirect("mentoring:practice", key)
    now = moment_of(practice, sheet)
    if request.GET.get("merke") == now.mark:
        return HttpResponse(status=204)
    return render(request, "mentoring/screen.html", {"practice": practice, "sheet": sheet, "now": now})


@require_safe
def sheet(request, key):
    """One A4 page with the steps, and the role cards to cut out."""
    practice = get_object_or_404(_runnable(request), key=key)
    found = sheet_of(practice)
    if found is None:
        return redirect("mentoring:practice", key)
    context = {"practice": practice, "sheet": found, "address": address("mentoring:report", practice)}
    return render(request, "mentoring/sheet.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request, key):
    """Who was there or how many, one thing learnt, Ferdig. Sending it twice changes nothing."""
    practice = get_object_or_404(_runnable(request), key=key)
    if practice.cancelled_at:
        return redirect("mentoring:practice", key)
    people = list(people_of(practice))
    form = ReportForm(request.POST or None, people=people, initial=_first(practice))
    if request.method == "POST" and form.is_valid():
        try:
            report_practice(by=request.user, practice=practice, **form.facts())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Takk. Øvinga er registrert."))
            return redirect("mentoring:practice", key)
    context = {"practice": practice, "form": form}
    return render(request, "mentoring/report.html", context, status=422 if form.is_bound else 200)


def _runnable(request):
    return Practice.objects.run_by(request.user).select_related("unit", "mandate__person")


def _carry_out(request, practice: Practice, steps: int) -> None:
    """Do what the thumb bar asked for; anything else is left alone."""
    wanted = request.POST.get("go", "")
    if wanted == "start":
        start_run(by=request.user, practice=practice)
    elif wanted == "pause":
        pause_run(by=request.user, practice=practice)
    elif wanted == "resume":
        resume_run(by=request.user, practice=practice)
    elif wanted.isdecimal() and int(wanted) < steps:
        go_to_step(by=request.user, practice=practice, step=int(wanted))


def _first(practice: Practice) -> dict:
    """The report as it stands, or those who said yes ticked beforehand."""
    ticked = {"present_at__isnull": False} if practice.held_at else {"answer": Participation.Answer.YES}
    present = practice.participations.filter(**ticked).order_by().values_list("person__key", flat=True)
    names = ("headcount", "learnt", "rounds", "pulse_low", "pulse_middle", "pulse_high")
    return {"present": list(present), **{name: getattr(practice, name) for name in names}}
