"""Whom training has reached: places, one training, the matrix, and a report for print."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from tryggby.insight import reading
from tryggby.insight.models import CoveragePlace, Training
from tryggby.insight.reading import Figure, Level
from tryggby.insight.report.paper import coverage_pdf
from tryggby.organisations.door import Service, Unit, standing
from tryggby.ui.door import keyset_page

BY_NAME = ("place__name", "pk")


@require_safe
def coverage(request):
    """Where the reader can begin: whole organisations for coordinators, own units for leaders."""
    held = standing(request.user)
    tops = CoveragePlace.objects.summed_for(request.user).filter(level=Level.ORGANISATION)
    units = Unit.objects.open().filter(pk__in=held.led_directly).order_by("name", "pk")
    if not (held.coordinated or held.led_directly):
        raise Http404
    tops = list(tops.select_related("organisation"))
    context = {"tops": tops, "units": units, "counted_at": reading.counted_at()}
    return render(request, "insight/coverage.html", context)


@require_safe
def place(request, key: str):
    """One place: every training here, one training in the places below, and the months that have gone."""
    here = _place(request, key)
    trainings = reading.trainings_of(here)
    chosen = _chosen(request, trainings)
    rows = reading.rows_below(here, chosen) if chosen else here.rows.none()
    page = keyset_page(rows, query=request.GET, by=BY_NAME, size=50)
    context = {
        "place": here,
        "crumbs": reading.path_to(here),
        "trainings": trainings,
        "chosen": chosen,
        "figures": reading.figures_of(here, trainings),
        "page": page,
        "below": [(row.place, Figure("", row.people, row.shown)) for row in page],
        "notes": reading.notes(here),
    } | reading.months(here, chosen)
    return render(request, "insight/place.html", context)


@require_safe
def training(request, key: str):
    """One training in every workplace of an organisation, by name; filters choose and never sum."""
    chosen = get_object_or_404(Training.objects.visible_to(request.user).current(), key=key)
    top = _top(request, chosen)
    query = {name: request.GET.get(field, "")[:80] for name, field in FILTERS.items()}
    rows = reading.workplace_rows(top.organisation_id, chosen, **query)
    page = keyset_page(rows, query=request.GET, by=BY_NAME, size=100)
    context = {
        "training": chosen,
        "top": top,
        "whole": reading.figures_of(top, [chosen]),
        "page": page,
        "rows": [(row.place, Figure("", row.people, row.shown)) for row in page],
        "services": Service.objects.all(),  # for everyone: kinds of work
        "districts": top.organisation.districts.all(),
        "query": query,
        "notes": reading.notes(top),
    }
    return render(request, "insight/training.html", context)


@require_safe
def matrix(request, key: str):
    """Workplaces by trainings: the requirements, or the parts of one package."""
    here = _place(request, key)
    trainings = reading.trainings_of(here)
    groups = list(dict.fromkeys(one.group for one in trainings))
    group = request.GET.get("pakke", groups[0] if groups else "")
    columns = [one for one in trainings if one.group == group]
    page = keyset_page(reading.workplaces(here.organisation_id), query=request.GET, by=("name", "pk"), size=50)
    context = {
        "place": here,
        "groups": groups,
        "group": group,
        "columns": columns,
        "page": page,
        "rows": reading.matrix(page.rows, columns),
        "notes": reading.notes(here),
    }
    return render(request, "insight/matrix.html", context)


@require_safe
def report(request, key: str):
    """The place on paper: every training, the places below for the chosen one, and how the figures are made."""
    return render(request, "insight/report.html", _report(request, key))


@require_safe
def place_pdf(request, key: str):
    """The same as a tagged PDF."""
    found = _report(request, key)
    response = HttpResponse(coverage_pdf(**found), content_type="application/pdf")
    name = slugify(found["place"].label) or "sted"
    response["Content-Disposition"] = f'attachment; filename="dekning-{name}.pdf"'
    return response


FILTERS = {"service": "tjeneste", "district": "bydel", "words": "sok"}


def _report(request, key: str) -> dict:
    """What stands in the report of a place."""
    here = _place(request, key)
    trainings = reading.trainings_of(here)
    chosen = _chosen(request, trainings)
    rows = reading.rows_below(here, chosen).order_by("place__name", "pk") if chosen else []
    return {
        "place": here,
        "chosen": chosen,
        "figures": reading.figures_of(here, trainings),
        "below": [(row.place, Figure("", row.people, row.shown)) for row in rows],
        "notes": reading.notes(here),
    } | reading.months(here, chosen)


def _place(request, key: str) -> CoveragePlace:
    places = CoveragePlace.objects.summed_for(request.user).select_related("organisation", "service", "district")
    return get_object_or_404(places, key=key)


def _top(request, chosen: Training) -> CoveragePlace:
    """The organisation the page is about: the training's own, the one asked for, or the first."""
    tops = CoveragePlace.objects.summed_for(request.user).filter(level=Level.ORGANISATION)
    if chosen.requirement_id:
        tops = tops.filter(organisation__requirements=chosen.requirement_id)
    if request.GET.get("sted"):
        tops = tops.filter(key=request.GET["sted"])
    top = tops.select_related("organisation").first()
    if top is None:
        raise Http404
    return top


def _chosen(request, trainings: list[Training]) -> Training | None:
    """The training asked for, or the first."""
    asked = request.GET.get("opplaering", "")
    return next((one for one in trainings if one.key == asked), trainings[0] if trainings else None)
