"""The shelf of routines, one routine, and what the unit does with it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tryggby.help.door import law_snippets
from tryggby.organisations.door import Unit, own_units
from tryggby.routines.action_plan import units_of
from tryggby.routines.actions import adapt_routine, adopt_routine, take_version
from tryggby.routines.actions.routine import MOST_ADDED
from tryggby.routines.forms import AdaptForm, AdoptForm, VersionForm
from tryggby.routines.models import Adoption, Routine
from tryggby.routines.overlay import differences, steps
from tryggby.routines.refusal import Refused
from tryggby.routines.state import RoutineState, state_of, states

# Routines that lead to what is made together with a child.
WITH_CHILD = {"trygghetsperson", "trygg-deling", "vold"}


@require_safe
def shelf(request):
    """Every routine, and how far the unit has come with it."""
    units, unit = chosen_unit(request)
    context = {
        "rows": states(unit),
        "units": units,
        "unit": unit,
        "own": unit in units,
        "has_plan": units_of(request.user)[0] is not None,
    }
    return render(request, "routines/shelf.html", context)


@require_safe
def routine(request, slug):
    """One routine: the unit's own words on the template, the law, the sources, and what to do next."""
    units, unit, state = _place(request, slug)
    mine = state.mine
    version = mine.version if mine else state.version
    content = version.text
    history = Adoption.objects.visible_to(request.user).filter(unit=unit, routine=state.routine) if unit else []
    context = {
        "state": state,
        "content": content,
        "version": version,
        "steps": steps(content, mine.own if mine else {}, mine.added if mine else []),
        "laws": law_snippets(ids=content["laws"]),
        "units": units,
        "unit": unit,
        "leads": bool(unit and writes(request.user, unit)),
        "history": history,
        "must_change": state.adoption.must_change if state.adoption else None,
        "with_child": slug in WITH_CHILD,
    }
    return render(request, "routines/routine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def adaptation(request, slug):
    """The unit's own words, step by step; an empty field leaves the template's."""
    _units, unit, state = _led(request, slug)
    content = (state.mine.version if state.mine else state.version).text
    form = AdaptForm(request.POST or None, content=content, mine=state.mine, most=MOST_ADDED)
    if request.method == "POST" and form.is_valid():
        facts = form.facts() | {"read": request.POST.get("read")}
        try:
            adapt_routine(by=request.user, unit=unit, routine=state.routine, **facts)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
            form.lay_beside()
        else:
            messages.success(request, _("Ordene deres er lagret. Rutinen gjelder når dere har vedtatt den."))
            return redirect(_back(slug, unit))
    context = {"state": state, "unit": unit, "form": form, "content": content}
    return render(request, "routines/adaptation.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def adopting(request, slug):
    """Adopt the routine as it stands now."""
    _units, unit, state = _led(request, slug)
    version = state.mine.version if state.mine else state.version
    form = AdoptForm(request.POST or None, languages=version.languages)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data | {name: request.POST.get(name) for name in ("once", "read")}
        try:
            made = adopt_routine(by=request.user, unit=unit, routine=state.routine, **facts)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Rutinen er vedtatt. Dere blir minnet på den når det er tid for å se igjen."))
            return redirect("routines:adoption", made.key)
    mine = (state.mine.own, state.mine.added) if state.mine else ({}, [])
    context = {"state": state, "unit": unit, "form": form, "text": version.text}
    context["steps"] = steps(version.text, *mine)
    return render(request, "routines/adopting.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def new_version(request, slug):
    """What a later version changes, beside the unit's own words; the unit chooses."""
    _units, unit, state = _led(request, slug)
    if not state.has_newer:
        return redirect(_back(slug, unit))
    before, text = state.mine.version.beside(state.version)
    rows = differences(before, text, state.mine.own)
    form = VersionForm(request.POST or None, rows=rows)
    if request.method == "POST" and form.is_valid():
        facts = {"version": state.version, "use_new": form.chosen_new()}
        take_version(by=request.user, unit=unit, routine=state.routine, **facts)
        messages.success(request, _("Den nye utgaven er tatt inn. Vedta rutinen når dere er enige."))
        return redirect(_back(slug, unit))
    context = {"state": state, "unit": unit, "form": form, "text": text}
    return render(request, "routines/new_version.html", context, status=422 if form.is_bound else 200)


def chosen_unit(request) -> tuple[list[Unit], Unit | None]:
    """One's own units, and the one named in the address (one that one may not see is not there), or the first."""
    units = own_units(request.user)
    wanted = request.GET.get("enhet")
    if wanted:
        seen = Unit.objects.visible_to(request.user).select_related("service")
        return units, get_object_or_404(seen, key=wanted)
    return units, units[0] if units else None


def writes(person, unit: Unit) -> bool:
    """True when the person may adapt and adopt there: leads it, and it is not closed."""
    return Unit.objects.open().led_by(person).filter(pk=unit.pk).exists()


def _place(request, slug: str) -> tuple[list[Unit], Unit | None, RoutineState]:
    units, unit = chosen_unit(request)
    found = get_object_or_404(Routine, slug=slug)  # for everyone: a template
    return units, unit, state_of(unit, found)


def _led(request, slug: str) -> tuple[list[Unit], Unit, RoutineState]:
    """The same, for a unit one leads; others are not there."""
    units, unit = chosen_unit(request)
    led = Unit.objects.open().led_by(request.user)
    unit = get_object_or_404(led, pk=unit.pk if unit else 0)
    found = get_object_or_404(Routine, slug=slug)  # for everyone: a template
    return units, unit, state_of(unit, found)


def _back(slug: str, unit: Unit) -> str:
    return f"{reverse('routines:routine', args=[slug])}?enhet={unit.key}"
