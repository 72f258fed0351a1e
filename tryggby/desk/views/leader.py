"""The leader's pages: overview, coverage, plan and the print for the staff meeting."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from tryggby.desk import unit
from tryggby.desk.offers import read_undo


@require_safe
def leader(request):
    """Where the unit is, and three good next steps with a reason and one button each."""
    look = unit.look_at(request)
    undo = read_undo(request.GET.get("angre", ""))
    return render(request, "desk/leader.html", unit.overview(look, request.user) | {"undo": undo})


@require_safe
def leader_coverage(request):
    """Every bar with its definition; who, for the unit's own leader alone: attendance and completion only."""
    return render(request, "desk/leader_coverage.html", unit.coverage(unit.look_at(request)))


@require_safe
def leader_plan(request):
    """Gatherings of the programmes, and practices with colleagues."""
    return render(request, "desk/leader_plan.html", unit.plan(unit.look_at(request)))


@require_safe
def leader_sheet(request):
    """One page for the staff meeting, without names of those who have or have not."""
    look = unit.look_at(request)
    return render(request, "desk/leader_sheet.html", unit.overview(look, request.user) | unit.plan(look))
