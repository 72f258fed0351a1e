"""The shelf of drills, the way in for a first time, and one drill with its sheet."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tryggby.drills.access import keeps_answers
from tryggby.drills.answers import local_answers
from tryggby.drills.models import DrillRun
from tryggby.drills.next_drill import drill_state
from tryggby.drills.sheet import sheet_page
from tryggby.drills.shelf import MINUTES, Filter, drills_for, find_drill, service_names
from tryggby.drills.texts import written_out
from tryggby.ground.door import today
from tryggby.organisations.door import Unit, own_units
from tryggby.packages.door import Drill, edits_packages


@require_safe
def shelf(request):
    """Every drill one can start, near ones first; what is planned and under way where one works."""
    units = own_units(request.user)
    chosen, names = Filter.of(request.GET), service_names()
    drills = drills_for(chosen, [unit.service.code for unit in units])
    runs = DrillRun.objects.visible_to(request.user).select_related("drill", "unit").defer("drill__body")
    context = {
        "rows": [(drill, [names.get(code, code) for code in drill.services]) for drill in drills],
        "chosen": chosen,
        "services": {code: name for code, name in names.items() if code != "alle"},
        "audiences": Drill.Audience.choices,
        "minutes": MINUTES,
        "under_way": runs.under_way().order_by("-opened_at", "pk")[:5],
        "planned": runs.coming().order_by("planned_for", "pk")[:5],
        "has_units": bool(units),
        "edits": edits_packages(request.user),
    }
    return render(request, "drills/shelf.html", context)


@require_safe
def start(request):
    """«Start her»: one drill is proposed for one's own unit, with what to do before, in order."""
    units = own_units(request.user)
    if not units:
        messages.info(request, _("Du kan starte øvelser der du jobber. Spør koordinatoren om å bli lagt til."))
        return redirect("drills:shelf")
    unit = next((unit for unit in units if unit.key == request.GET.get("enhet")), units[0])
    state = drill_state(unit.pk, unit.service.code, today())
    proposal = state.next_one
    drill = find_drill(request.user, proposal.package, proposal.drill).first() if proposal else None
    context = {"unit": unit, "units": units, "state": state, "proposal": proposal, "drill": drill}
    if drill:
        context["missing"] = [row for row in local_answers(unit, drill.body["local"]) if row.is_missing]
    return render(request, "drills/start.html", context)


@require_safe
def drill(request, package, drill):
    """One drill: what it is for, what it takes, who calls whom here; the whole script for whoever will lead it."""
    found = _find(request, package, drill)
    units = own_units(request.user)
    unit = _looked_at(request, units)
    names = service_names()
    context = {
        "drill": found,
        "body": written_out(found),
        "services": [names.get(code, code) for code in found.services],
        "units": units,
        "unit": unit,
        "local": local_answers(unit, found.body["local"]) if unit else [],
        "keeps": bool(unit and keeps_answers(request.user, unit)),
    }
    return render(request, "drills/drill.html", context)


@require_safe
def sheet(request, package, drill):
    """The drill on paper: card, roles and clock in front, decision points and local answers behind, slips to cut."""
    found = _find(request, package, drill)
    return render(request, "drills/sheet.html", sheet_page(found, _looked_at(request, own_units(request.user))))


def _looked_at(request, units: list[Unit]) -> Unit | None:
    """The unit that the address names among one's own, else the first."""
    return next((unit for unit in units if unit.key == request.GET.get("enhet")), units[0] if units else None)


def _find(request, package: str, drill: str) -> Drill:
    return get_object_or_404(find_drill(request.user, package, drill).select_related("release__package"))
