"""Units and staff from a file: upload, see what would change, accept or dismiss."""

import csv

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tryggby.organisations.actions import (
    NotSure,
    PlanBlocked,
    PlanChanged,
    accept_staff,
    ask_acceptance,
    dismiss_staff,
    is_blocked,
    plan_of,
    upload_staff,
)
from tryggby.organisations.forms import StaffFileForm
from tryggby.organisations.models import StaffImport
from tryggby.organisations.staff.report import Preview, preview_of
from tryggby.organisations.staff.rows import COLUMNS
from tryggby.organisations.staff.sheet import FileFault
from tryggby.organisations.views.let_in import coordinators

# Why an acceptance was not carried out, and what to do.
IN_THE_WAY = {
    NotSure: gettext_lazy("Kryss av for at du er sikker på at så mange skal avsluttes."),
    PlanBlocked: gettext_lazy("Rett radene med feil først."),
    PlanChanged: gettext_lazy("Noe er endret siden du så rapporten. Se over den på nytt."),
    IntegrityError: gettext_lazy("Noe ble endret samtidig. Se over rapporten på nytt."),
}
# The report of what was done.
COUNTED = {
    "districts_new": gettext_lazy("Nye bydeler"),
    "units_new": gettext_lazy("Nye enheter"),
    "units_changed": gettext_lazy("Enheter endret eller flyttet"),
    "units_closed": gettext_lazy("Enheter stengt"),
    "people_new": gettext_lazy("Nye personer"),
    "people_changed": gettext_lazy("Personer endret"),
    "memberships_new": gettext_lazy("Nye tilhørigheter"),
    "memberships_changed": gettext_lazy("Tilhørigheter endret"),
    "memberships_ended": gettext_lazy("Tilhørigheter avsluttet"),
    "people_left": gettext_lazy("Personer uten enhet, som ikke kan logge inn"),
    "unchanged": gettext_lazy("Rader uten endring"),
}
EXAMPLES = [
    ["Oppvekst sentrum", "", "Sentrum", "barnehage", "", "", "", "", "", "", "", "", "", "E10"],
    [
        *("Solbakken barnehage", "Oppvekst sentrum", "Sentrum", "barnehage", "", "Kari", "Berg"),
        *("kari.berg@kommunen.example", "leder", "100", "01.08.2026", "", "1001", "E11"),
    ],
]


@coordinators
@require_http_methods(["GET", "HEAD", "POST"])
def staff_import_new(request):
    """Upload a file; nothing is written but the upload itself."""
    form = StaffFileForm(request.POST or None, request.FILES or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        data, organisation = form.cleaned_data, form.cleaned_data["organisation"]
        file, rest = data["file"], data["end_missing"]
        try:
            upload = upload_staff(
                by=request.user, organisation=organisation, name=file.name, data=file.read(), end_missing=rest
            )
        except FileFault as fault:
            form.add_error("file", str(fault))
        else:
            return redirect("organisations:staff_import", upload.key)
    uploads = StaffImport.objects.visible_to(request.user).defer("rows", "data", "preview", "faults")
    context = {"form": form, "waiting": uploads.waiting()[:10], "done": uploads.accepted()[:10]}
    context["columns"] = list(COLUMNS)
    return render(request, "organisations/staff_import_new.html", context, status=422 if form.is_bound else 200)


@coordinators
@require_safe
def staff_import_template(request):
    """The template file: headings and two lines to write over, as Norwegian Excel opens it."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="enheter-og-ansatte.csv"'
    lines = csv.writer(response, delimiter=";")
    lines.writerow(COLUMNS)
    lines.writerows(EXAMPLES)
    return response


@coordinators
@require_safe
def staff_import(request, key):
    """The change report of an upload, or what came of it."""
    upload = get_object_or_404(StaffImport.objects.visible_to(request.user).select_related("organisation"), key=key)
    return _show(request, upload)


@coordinators
@require_POST
def staff_import_acceptance(request, key):
    """Carry out what was shown. If something has changed meanwhile, show the new report instead."""
    upload = get_object_or_404(StaffImport.objects.visible_to(request.user).select_related("organisation"), key=key)
    accept = ask_acceptance if upload.is_large else accept_staff
    try:
        sure = request.POST.get("sure") == "1"
        accept(by=request.user, upload=upload, digest=request.POST.get("digest", ""), sure=sure)
    except tuple(IN_THE_WAY) as problem:
        messages.warning(request, IN_THE_WAY[type(problem)])
        return _show(request, upload, status=422)
    if not upload.is_large:
        messages.success(request, _("Ferdig. Endringene er lagret."))
    return redirect("organisations:staff_import", upload.key)


@coordinators
@require_POST
def staff_import_dismissal(request, key):
    """Forget the upload."""
    upload = get_object_or_404(StaffImport.objects.visible_to(request.user), key=key)
    dismiss_staff(by=request.user, upload=upload)
    messages.success(request, _("Opplastingen er forkastet. Ingenting er endret."))
    return redirect("organisations:staff_import_new")


def _show(request, upload, status=200):
    context = {"upload": upload, "plan": None, "faults": sorted(tuple(fault) for fault in upload.faults)}
    if upload.state == "waiting":
        plan = Preview.restored(upload.preview) if upload.is_large else preview_of(plan_of(upload))
        context |= {"plan": plan, "blocked": is_blocked(upload, plan)}
        context["faults"] = sorted(tuple(fault) for fault in [*upload.faults, *plan.faults])
    context |= {"fault_count": len(context["faults"]), "faults": context["faults"][:200]}
    context["counts"] = [(label, upload.counts[name]) for name, label in COUNTED.items() if upload.counts.get(name)]
    return render(request, "organisations/staff_import.html", context, status=status)
