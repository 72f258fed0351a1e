"""Effect: where to begin, one place with suppressed figures, and a unit for its own leader."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tryggby.ground.door import today
from tryggby.insight import reading as coverage
from tryggby.insight.effect import reading
from tryggby.insight.effect.periods import next_count
from tryggby.insight.effect.words import definitions, notes
from tryggby.insight.models import CoveragePlace
from tryggby.organisations.door import Unit, below, standing
from tryggby.routines.door import own_course
from tryggby.ui.door import keyset_page


@require_safe
def effect(request):
    """Whole organisations for coordinators, own units for leaders."""
    held = standing(request.user)
    if not (held.coordinated or held.led_directly):
        raise Http404
    tops = CoveragePlace.objects.summed_for(request.user).filter(level=0).select_related("organisation")
    units = Unit.objects.open().filter(pk__in=held.led_directly).order_by("name", "pk")
    return render(request, "insight/effect.html", {"tops": tops, "units": units})


@require_safe
def effect_place(request, key: str):
    """One place, compared with itself before; and the places below it by name."""
    places = CoveragePlace.objects.summed_for(request.user).select_related("organisation", "service", "district")
    here = get_object_or_404(places, key=key)
    page = keyset_page(
        here.children.select_related("service", "district"), query=request.GET, by=("name", "pk"), size=50
    )
    whole = here.level == CoveragePlace.Level.ORGANISATION
    context = _course(reading.quarters_of(here), reading.months_of(here)) | {
        "place": here,
        "crumbs": coverage.path_to(here),
        "page": page,
        "spreads": reading.spreads_of(here.organisation) if whole else [],
        "children": _children(here),
        "whole": whole,
    }
    return render(request, "insight/effect_place.html", context)


@require_safe
def effect_unit(request, key: str):
    """A unit for its own leader, with what the unit itself answered."""
    held = standing(request.user)
    unit = get_object_or_404(Unit.objects.open().filter(pk__in=held.led_directly), key=key)
    units = below(frozenset({unit.pk}))
    course, asked = own_course(unit)
    context = _course(reading.own_quarters(units), reading.own_months(units)) | {
        "unit": unit,
        "course": course,
        "asked": asked,
        "children": reading.own_children(request.user, units),
    }
    return render(request, "insight/effect_unit.html", context)


def _children(here: CoveragePlace) -> list | None:
    """What everybody may read of children's answers in the organisation, or in the service; None elsewhere."""
    if here.level == CoveragePlace.Level.ORGANISATION:
        return reading.children_of(here.organisation)
    if here.level == CoveragePlace.Level.SERVICE and here.service:
        return reading.children_of(here.organisation, here.service)
    return None


def _course(quarters, months) -> dict:
    """What is shown of any place over time."""
    return {
        "quarters": quarters,
        "newest": quarters[-1] if quarters else None,
        "year_before": reading.year_before(quarters),
        "points": reading.points(quarters),
        "months": months,
        "lately": months[-1] if months else None,
        "months_held": sum(bool(row.held) for row in months[-12:]),
        "month_points": reading.month_points(months),
        "means": definitions(today()),
        "general": notes(),
        "next_count": next_count(today()),
    }
