"""The mentor's own pages: what is next, and what has been."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from tryggby.mentoring.access import mentored_units
from tryggby.mentoring.figures import reach
from tryggby.mentoring.models import Practice
from tryggby.mentoring.suggestion import suggest, times
from tryggby.ui.door import keyset_page


@require_safe
def home(request):
    """«Neste øving med kollegaene dine»: a suggestion, three times, what is planned and what waits for a report."""
    units = list(mentored_units(request.user).select_related("service"))
    if not units:
        raise Http404
    unit = chosen_unit(units, request.GET.get("enhet"))
    practices = Practice.objects.run_by(request.user).filter(unit=unit).select_related("unit", "mandate__person")
    suggestion = suggest(unit)
    context = {
        "unit": unit,
        "units": units,
        "suggestion": suggestion,
        "times": times(unit),
        "base": plan_address(unit, suggestion.part.reference if suggestion else ""),
        "planned": practices.coming().with_answers(),
        "unreported": practices.unreported(),
        "held": practices.held().with_counts().order_by("-held_at", "-id")[:3],
        "reach": reach([unit])[unit.pk],
    }
    return render(request, "mentoring/home.html", context)


@require_safe
def practices(request):
    """Every practice of the units one is mentor for, newest first."""
    units = list(mentored_units(request.user))
    if not units:
        raise Http404
    rows = Practice.objects.run_by(request.user).select_related("unit").with_counts()
    page = keyset_page(rows.order_by("-starts_at", "-pk"), query=request.GET, by=("-starts_at", "-pk"), size=25)
    return render(request, "mentoring/practices.html", {"page": page, "several": len(units) > 1})


def chosen_unit(units: list, key: str | None):
    """The unit named in the address, or the first; a unit that is not one's own is not there."""
    if not key:
        return units[0]
    unit = next((unit for unit in units if unit.key == key), None)
    if unit is None:
        raise Http404
    return unit


def plan_address(unit, reference: str) -> str:
    """Where a tap on a proposed time leads; the time itself is added last."""
    chosen = {"enhet": unit.key, **({"del": reference} if reference else {})}
    return f"{reverse('mentoring:new_practice')}?{urlencode(chosen)}&"
